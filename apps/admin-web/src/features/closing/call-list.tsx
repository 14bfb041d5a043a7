import { useApiQuery } from '@fairslot/client/react';
import { listStranded, type StrandedRow } from '@fairslot/contract';
import { formatReference } from '@fairslot/domain';
import { StaffCell, StaffRow, StaffTable } from '@fairslot/ui';
import { Link } from 'react-router';
import { bookingAddress } from '../../ui/addresses';
import { dateAt, formatShortDate, formatShortWeekday, formatTime } from '../../ui/formats';
import { Loaded } from '../../ui/loaded';
import { fullName } from '../../ui/person';
import { texts } from '../../ui/texts';

const words = texts.callList;
const columns = Object.values(words.columns);

/** Whoever has an appointment that no clinic serves, with what to say and how to reach them. */
export function CallList({ siteId, mayWrite }: { siteId: string; mayWrite: boolean }) {
  const query = useApiQuery(listStranded, { params: { siteId }, query: {} }, { refetchInterval: 30_000 });
  return (
    <Loaded query={query}>
      {({ items }) =>
        items.length === 0 ? (
          <p className="staff-empty">{words.none}</p>
        ) : (
          <>
            <p>{words.intro(items.length)}</p>
            <details className="staff-more">
              <summary>{words.scriptTitle}</summary>
              <p>{words.script}</p>
            </details>
            <StaffTable caption={words.caption} columns={columns}>
              {items.map((row) => (
                <CallRow key={row.reference} row={row} siteId={siteId} mayWrite={mayWrite} />
              ))}
            </StaffTable>
          </>
        )
      }
    </Loaded>
  );
}

function CallRow({ row, siteId, mayWrite }: { row: StrandedRow; siteId: string; mayWrite: boolean }) {
  const { start, mobile, landline, email, service, help, reference, dateOfBirth } = row;
  const phone = mobile ?? landline;
  return (
    <StaffRow>
      <StaffCell kind="time">
        {formatShortWeekday(dateAt(start))}, {formatTime(start)}
      </StaffCell>
      <StaffCell kind="person" names>
        <Link to={bookingAddress(siteId, reference)}>{fullName(row)}</Link>
        <span className="staff-person__facts">
          <span>{texts.day.born(formatShortDate(dateOfBirth))}</span>
          <span>{formatReference(reference)}</span>
        </span>
      </StaffCell>
      <StaffCell heading={words.columns.for}>{service.name}</StaffCell>
      <StaffCell heading={words.columns.contact}>
        {phone ? (
          <a href={`tel:${phone}`}>{phone}</a>
        ) : email ? (
          <a href={`mailto:${email}`}>{email}</a>
        ) : (
          words.noContact
        )}
      </StaffCell>
      <StaffCell heading={words.columns.help}>
        {help.map((need) => texts.help[need] ?? need).join(', ') || texts.day.noHelp}
      </StaffCell>
      <StaffCell kind="action">
        {mayWrite && (
          <Link className="staff-button staff-button--secondary" to={`/phone?move=${reference}`}>
            {words.move}
            <span className="nhsuk-u-visually-hidden"> {fullName(row)}</span>
          </Link>
        )}
      </StaffCell>
    </StaffRow>
  );
}
