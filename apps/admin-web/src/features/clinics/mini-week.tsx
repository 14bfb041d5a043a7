import { addDays } from '@fairslot/domain';
import { formatLocalTime, formatLongDate, weekdayName } from '../../ui/formats';
import { texts } from '../../ui/texts';
import { datesOf, type ClinicDraft } from './clinic-draft';
import { mondayOf } from './mondays';

const words = texts.wizard;

/** The first week of what is about to be published, so that a wrong day is seen before anybody books it. */
export function MiniWeek({ draft }: { draft: ClinicDraft }) {
  const dates = datesOf(draft);
  const [first] = dates;
  if (first === undefined) return null;
  const monday = mondayOf(first);
  const there = new Set(dates);
  const days = [1, 2, 3, 4, 5, 6, 7].map((weekday) => ({ weekday, date: addDays(monday, weekday - 1) }));
  return (
    <table className="staff-mini-week">
      <caption>{words.miniWeek(formatLongDate(monday))}</caption>
      <thead>
        <tr>
          {days.map(({ weekday }) => (
            <th key={weekday} scope="col">
              <abbr title={weekdayName(weekday)}>{weekdayName(weekday).slice(0, 3)}</abbr>
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        <tr>
          {days.map(({ weekday, date }) => (
            <td key={weekday} className={there.has(date) ? 'staff-mini-week__open' : undefined}>
              <span className="staff-mini-week__day">{Number(date.slice(8))}</span>
              {there.has(date) && (
                <span>
                  {formatLocalTime(draft.from)} {words.miniTo} {formatLocalTime(draft.until)}
                </span>
              )}
            </td>
          ))}
        </tr>
      </tbody>
    </table>
  );
}
