import type { AboutSite } from '@fairslot/contract';
import { groupDays } from '@fairslot/domain';
import { useSite } from './site-context';

/** Hours of a week, days with the same hours in one line: "Monday to Friday: 9:00am to 5:00pm". */
export function WeekHours({ hours }: { hours: AboutSite['hours'] }) {
  const { texts, when } = useSite();
  const { range } = texts.when;
  return (
    <ul className="nhsuk-list nhsuk-list--bullet">
      {groupDays(hours).map(({ days, spans }) => {
        const [first = 1, last = first] = [days[0], days.at(-1)];
        const named = first === last ? when.weekday(first) : range(when.weekday(first), when.weekday(last));
        const times = spans.map(({ from, until }) => range(when.clock(from), when.clock(until)));
        return (
          <li key={first}>
            {/* Each by itself, so that figures do not change places in a line from right to left. */}
            <bdi>{named}</bdi>: <bdi>{times.join(', ')}</bdi>
          </li>
        );
      })}
    </ul>
  );
}
