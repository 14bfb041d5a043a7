import type { ListedRecord } from '@fairslot/contract';
import { formatNhsNumber } from '@fairslot/domain';
import { coordinatorTexts } from '../../ui/coordinator-texts';
import { dateAt, formatShortDate } from '../../ui/formats';
import { languageName } from '../../ui/language-name';

const { duplicates: words, cohorts, notStated } = coordinatorTexts;

export const nameOf = ({ firstName, lastName }: ListedRecord): string => `${firstName} ${lastName}`;

/** What a record says, in the order of the page. */
const fieldsOf = (record: ListedRecord): [keyof typeof words.field, string | null][] => [
  ['firstName', record.firstName],
  ['lastName', record.lastName],
  ['dateOfBirth', formatShortDate(record.dateOfBirth)],
  ['nhsNumber', record.nhsNumber && formatNhsNumber(record.nhsNumber)],
  ['postcode', record.postcode],
  ['address', record.address],
  ['mobile', record.mobile],
  ['email', record.email],
  ['sex', record.sex && cohorts.sex[record.sex]],
  ['ethnicity', record.ethnicity && (cohorts.ethnicity[record.ethnicity] ?? record.ethnicity)],
  ['language', languageName(record.language)],
  ['practice', record.practice],
  ['place', record.place],
];

/** Two records beside each other; what differs is marked, in words too. */
export function ComparePair({ one, other }: { one: ListedRecord; other: ListedRecord }) {
  const others = fieldsOf(other);
  return (
    <table className="coord-table coord-compare">
      <caption className="nhsuk-u-visually-hidden">{words.caption(nameOf(one), nameOf(other))}</caption>
      <thead>
        <tr>
          <th scope="col">{words.detail}</th>
          {[one, other].map((record) => (
            <th key={record.id} scope="col" className="coord-table__words">
              {nameOf(record)}
              <span className="coord-compare__from">
                {words.from(record.broughtBy, formatShortDate(dateAt(record.changedAt)))}
              </span>
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {fieldsOf(one).map(([field, value], index) => {
          const beside = others[index]?.[1] ?? null;
          const isOther = value !== beside;
          if (value === null && beside === null) return null;
          return (
            <tr key={field} className={isOther ? 'coord-compare__differs' : ''}>
              <th scope="row">
                {words.field[field]}
                {isOther && <span className="coord-compare__mark">{words.differs}</span>}
              </th>
              {[value, beside].map((said, column) => (
                <td key={column === 0 ? 'one' : 'other'} className="coord-table__words">
                  {said === null ? (
                    <span className="staff-none">{notStated}</span>
                  ) : field === 'nhsNumber' ? (
                    <span className="staff-person__number">{said}</span>
                  ) : (
                    said
                  )}
                </td>
              ))}
            </tr>
          );
        })}
      </tbody>
    </table>
  );
}
