import { useApiQuery } from '@fairslot/client/react';
import { getWeek } from '@fairslot/contract';
import { addDays, type LocalDate } from '@fairslot/domain';
import { Link } from 'react-router';
import { clinicsAddress } from '../../ui/addresses';
import { formatLongDate, formatMonth, weekdayName } from '../../ui/formats';
import { texts } from '../../ui/texts';
import { FillBar } from './fill-bar';
import { mondayOf } from './mondays';

const words = texts.clinics;

/** A calendar month: for each day how much is booked of what there is, and what is free. */
export function MonthGrid({ date, siteId }: { date: LocalDate; siteId: string }) {
  const first = `${date.slice(0, 8)}01`;
  const starts = Array.from({ length: 6 }, (_, n) => addDays(mondayOf(first), 7 * n)).filter(
    (start) => start.slice(0, 7) <= date.slice(0, 7),
  );
  return (
    <table className="staff-month">
      <caption className="staff-subheading">{formatMonth(date)}</caption>
      <thead>
        <tr>
          {[1, 2, 3, 4, 5, 6, 7].map((weekday) => (
            <th key={weekday} scope="col">
              <abbr title={weekdayName(weekday)}>{weekdayName(weekday).slice(0, 3)}</abbr>
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {starts.map((start) => (
          <MonthWeek key={start} from={start} month={date.slice(0, 7)} siteId={siteId} />
        ))}
      </tbody>
    </table>
  );
}

function MonthWeek({ from, month, siteId }: { from: LocalDate; month: string; siteId: string }) {
  const { data } = useApiQuery(getWeek, { params: { siteId }, query: { from } }, { staleTime: 30_000 });
  return (
    <tr>
      {Array.from({ length: 7 }, (_, n) => {
        const date = addDays(from, n);
        const day = data?.days[n];
        if (!date.startsWith(month))
          return (
            <td key={date} className="staff-month__other">
              <span aria-hidden="true">·</span>
            </td>
          );
        return (
          <td key={date}>
            <Link to={clinicsAddress(siteId, 'day', date)}>
              <span className="nhsuk-u-visually-hidden">{formatLongDate(date)}: </span>
              <span aria-hidden="true">{Number(date.slice(8))}</span>
              {day && day.capacity > 0 && (
                <FillBar
                  booked={day.booked}
                  capacity={day.capacity}
                  words={words.fill(day.booked, day.capacity)}
                  short={words.fillShort(day.booked, day.capacity)}
                />
              )}
            </Link>
          </td>
        );
      })}
    </tr>
  );
}
