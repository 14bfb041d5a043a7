import type { DisplacedRow } from '@fairslot/contract';
import { StaffCell, StaffRow, StaffTable } from '@fairslot/ui';
import { dateAt, formatShortDate, formatTime } from './formats';
import { fullName } from './person';
import { texts } from './texts';

const words = texts.effect;

/** Each person who loses their place, and what they get instead. */
export function DisplacedList({ people, of }: { people: readonly DisplacedRow[]; of: number }) {
  if (people.length === 0) return null;
  const columns = [words.columns.was, words.columns.person, words.columns.gets];
  return (
    <>
      <h2 className="nhsuk-heading-s">{words.whoGetsWhat}</h2>
      <StaffTable caption={words.whoGetsWhat} columns={columns}>
        {people.map((row) => (
          <StaffRow key={row.reference}>
            <StaffCell kind="time">
              {formatShortDate(dateAt(row.start))}, {formatTime(row.start)}
            </StaffCell>
            <StaffCell kind="person" names>
              {fullName(row)}
            </StaffCell>
            <StaffCell heading={words.columns.gets}>
              {row.to
                ? words.goesTo(formatShortDate(dateAt(row.to.start)), formatTime(row.to.start), row.to.siteName)
                : words.outcomes[row.outcome]}
            </StaffCell>
          </StaffRow>
        ))}
      </StaffTable>
      {people.length < of && <p>{words.firstOnly(people.length, of)}</p>}
    </>
  );
}
