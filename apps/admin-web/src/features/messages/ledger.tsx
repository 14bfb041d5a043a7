import type { Permission, StaffMe } from '@fairslot/contract';
import {
  isLocalDate,
  MESSAGE_CHANNELS,
  MESSAGE_KINDS,
  MESSAGE_STATES,
  startOfLocalDay,
  addDays,
} from '@fairslot/domain';
import { useSearchParams } from 'react-router';
import { now } from '../../ui/clock';
import { deployment } from '../../ui/deployment';
import { dateAt } from '../../ui/formats';
import { LedgerCounts } from './ledger-counts';
import { LedgerFilter } from './ledger-filter';
import { LedgerRows } from './ledger-rows';

type Sites = StaffMe['sites'];
const oneOf = <T extends string>(all: readonly T[], asked: string | null): T | undefined =>
  all.find((one) => one === asked);

/** Which messages are asked for; the address says it, so that it can be passed on. Nothing in it names a person. */
function useAsked(sites: Sites) {
  const [search] = useSearchParams();
  const day = search.get('date') ?? '';
  const date = isLocalDate(day) ? day : dateAt(now());
  const zone = deployment.timeZone;
  const query = {
    siteId: oneOf(
      sites.map(({ id }) => id),
      search.get('site'),
    ),
    kind: oneOf(MESSAGE_KINDS, search.get('kind')),
    channel: oneOf(MESSAGE_CHANNELS, search.get('channel')),
    state: oneOf(MESSAGE_STATES, search.get('state')),
    from: startOfLocalDay(date, zone).toISOString(),
    to: startOfLocalDay(addDays(date, 1), zone).toISOString(),
  };
  return { date, query };
}
export type Asked = ReturnType<typeof useAsked>;
/** At a site; in the region as a whole where there is none. */
export type May = (permission: Permission, siteId?: string) => boolean;

/** The message ledger of one day: how many, and one by one. */
export function Ledger({ sites, may }: { sites: Sites; may: May }) {
  const asked = useAsked(sites);
  return (
    <>
      <LedgerFilter sites={sites} asked={asked} />
      <LedgerCounts asked={asked} />
      <LedgerRows key={JSON.stringify(asked)} query={asked.query} may={may} />
    </>
  );
}
