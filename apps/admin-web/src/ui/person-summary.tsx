import type { DayRow } from '@fairslot/contract';
import { formatNhsNumber } from '@fairslot/domain';
import { deployment } from './deployment';
import { formatShortDate } from './formats';
import { fullName } from './person';
import { texts } from './texts';

const words = texts.day;

/** Name, age, date of birth and NHS number where there are such, as every list of bookings shows them. */
export function PersonSummary({ row }: { row: DayRow }) {
  const { age, dateOfBirth, nhsNumber } = row;
  return (
    <>
      <span className="staff-person__name">{fullName(row)}</span>
      {age !== null && `, ${age}`}
      <span className="staff-person__facts">
        {dateOfBirth && <span>{words.born(formatShortDate(dateOfBirth))}</span>}
        {deployment.nhsNumber && (
          <span className={nhsNumber ? 'staff-person__number' : undefined}>
            {nhsNumber ? formatNhsNumber(nhsNumber) : words.noNhsNumber}
          </span>
        )}
      </span>
    </>
  );
}
