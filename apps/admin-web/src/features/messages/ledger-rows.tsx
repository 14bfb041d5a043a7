import { useApiQuery } from '@fairslot/client/react';
import { listMessages, type MessageRow } from '@fairslot/contract';
import { StaffCell, StaffRow, StaffTable } from '@fairslot/ui';
import { useState } from 'react';
import { Link } from 'react-router';
import { bookingAddress } from '../../ui/addresses';
import { Loaded } from '../../ui/loaded';
import { messageTexts } from '../../ui/message-texts';
import { ShowMore } from '../../ui/show-more';
import type { Asked, May } from './ledger';
import { MessageState } from './message-state';
import { RetryButton } from './retry-button';
import { when } from './when';

const words = messageTexts.ledger;
const columns = Object.values(words.columns);
const EVERY_MS = 30_000;

interface Props {
  query: Asked['query'];
  may: May;
}

/** The rows, fifty at a time; each page is read anew by itself. */
export function LedgerRows({ query, may }: Props) {
  const [cursors, setCursors] = useState<(string | undefined)[]>([undefined]);
  const [said, say] = useState('');
  const cursor = cursors.at(-1);
  const last = useApiQuery(listMessages, { query: { ...query, cursor } }, { refetchInterval: EVERY_MS });
  const isEmpty = cursors.length === 1 && last.data?.items.length === 0;
  if (isEmpty) return null;
  return (
    <section aria-labelledby="list">
      <h2 className="nhsuk-heading-s" id="list">
        {words.list}
      </h2>
      <output className="coord-said">{said}</output>
      <StaffTable caption={words.caption} columns={columns}>
        {cursors.map((one) => (
          <Page key={one ?? ''} query={query} cursor={one} may={may} say={say} />
        ))}
      </StaffTable>
      <Loaded query={last}>{() => null}</Loaded>
      <ShowMore pages={cursors.length} query={last} onMore={(next) => setCursors([...cursors, next])}>
        {words.more}
      </ShowMore>
    </section>
  );
}

function Page({ query, cursor, may, say }: Props & { cursor: string | undefined; say: (words: string) => void }) {
  const { data } = useApiQuery(listMessages, { query: { ...query, cursor } }, { refetchInterval: EVERY_MS });
  return data?.items.map((message) => <Row key={message.id} message={message} may={may} say={say} />);
}

function Row({ message, may, say }: { message: MessageRow; may: May; say: (words: string) => void }) {
  const { kind, channel, reference, site, sendAfter, tries, error, mayRetry } = message;
  const mayOpen = site !== null && may('bookings:search', site.id);
  const mayWrite = may('messages:write', site?.id);
  return (
    <StaffRow>
      <StaffCell kind="time">{when(sendAfter)}</StaffCell>
      <StaffCell kind="person" names>
        <span className="staff-person__name">{messageTexts.kind[kind]}</span>
        <span className="staff-person__facts">
          {reference && site && mayOpen ? (
            <Link to={bookingAddress(site.id, reference)}>{reference}</Link>
          ) : (
            <span>{reference ?? words.invitation}</span>
          )}
          {tries > 1 && <span>{words.tries(tries)}</span>}
        </span>
      </StaffCell>
      {site ? (
        <StaffCell heading={words.columns.site}>{site.name}</StaffCell>
      ) : (
        <StaffCell kind="empty">{''}</StaffCell>
      )}
      <StaffCell heading={words.columns.way}>{messageTexts.channel[channel]}</StaffCell>
      <StaffCell heading={words.columns.state}>
        <MessageState message={message} />
        {error && <span className="staff-message-why">{messageTexts.reason(error)}</span>}
      </StaffCell>
      <StaffCell kind={mayRetry && mayWrite ? 'action' : 'empty'}>
        {mayRetry && mayWrite && <RetryButton message={message} say={say} />}
      </StaffCell>
    </StaffRow>
  );
}
