import { addDays, type LocalDate } from '@fairslot/domain';
import { formatLongDate } from '../../ui/formats';
import { PageTitle } from '../../ui/page-title';
import { texts } from '../../ui/texts';
import type { Day } from './use-day';

const words = texts.day;

interface Props {
  siteName: string;
  date: LocalDate;
  today: LocalDate;
  summary: Day['summary'] | undefined;
}

/** Which day this is, where, and how it stands: who is coming, and have we room. */
export function DayHeading({ siteName, date, today, summary }: Props) {
  const relative = relativeDay(date, today);
  const written = formatLongDate(date);
  return (
    <>
      <PageTitle page={date === today ? words.pageTitle(siteName) : words.dateTitle(written, siteName)} />
      <h1 className="staff-heading">
        {relative && <>{words.heading[relative]}, </>}
        {written}
        {siteName && <span className="staff-heading__site"> {siteName}</span>}
      </h1>
      {summary && (
        <ul className="staff-summary">
          {words.summary(summary).map((figure) => (
            <li key={figure}>{figure}</li>
          ))}
        </ul>
      )}
    </>
  );
}

function relativeDay(date: LocalDate, today: LocalDate): keyof typeof words.heading | undefined {
  if (date === today) return 'today';
  if (date === addDays(today, -1)) return 'yesterday';
  if (date === addDays(today, 1)) return 'tomorrow';
  return undefined;
}
