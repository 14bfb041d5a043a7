import { useApiQuery } from '@fairslot/client/react';
import { searchBookings, type DayRow } from '@fairslot/contract';
import { StaffCell, StaffRow, StaffTable } from '@fairslot/ui';
import { Link } from 'react-router';
import { todayAddress } from '../../ui/addresses';
import { dateAt, formatShortWeekday, formatTime } from '../../ui/formats';
import { fullName } from '../../ui/person';
import { PersonSummary } from '../../ui/person-summary';
import { StatusTag } from '../../ui/status-tag';
import { byNumber } from '../../ui/deployment';
import { errorTexts, texts } from '../../ui/texts';

const words = texts.search;
// Every search that shows people is noted in the audit: it runs when somebody asks, not whenever the window has focus.
const once = { gcTime: 0, staleTime: Infinity, refetchOnWindowFocus: false, refetchOnReconnect: false };
/** Asked when the page is drawn: by then it is known whether there are NHS numbers. */
const columns = (): string[] =>
  Object.values(words.columns).map((one) => (typeof one === 'string' ? one : byNumber(one)));

export function SearchResults({ q }: { q: string }) {
  const { data, error } = useApiQuery(searchBookings, { query: { q } }, once);
  return (
    <>
      <p className="staff-count" aria-live="polite">
        {data ? words.found(data.total ?? data.items.length) : error ? errorTexts[error.code] : texts.loading}
      </p>
      {data && data.items.length === 0 && (
        <p>
          {words.none} {byNumber(words.noneNext)}
        </p>
      )}
      {data && data.items.length > 0 && (
        <StaffTable caption={words.caption} columns={columns()}>
          {data.items.map((row) => (
            <ResultRow key={row.reference} row={row} />
          ))}
        </StaffTable>
      )}
      {data && (data.total ?? 0) > data.items.length && <p>{words.more}</p>}
    </>
  );
}

function ResultRow({ row }: { row: DayRow }) {
  const date = dateAt(row.start);
  return (
    <StaffRow>
      <StaffCell kind="time">
        <Link to={todayAddress(row.site.id, date, row.reference)}>
          {formatShortWeekday(date)}, {formatTime(row.start)}
          <span className="nhsuk-u-visually-hidden"> {fullName(row)}</span>
        </Link>
      </StaffCell>
      <StaffCell kind="person" names>
        <PersonSummary row={row} />
      </StaffCell>
      <StaffCell heading={words.columns.for}>{row.service.name}</StaffCell>
      <StaffCell heading={words.columns.site}>{row.site.name}</StaffCell>
      <StaffCell kind="status">
        <StatusTag row={row} />
      </StaffCell>
    </StaffRow>
  );
}
