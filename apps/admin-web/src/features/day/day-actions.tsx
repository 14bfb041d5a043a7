import { useApiQuery } from '@fairslot/client/react';
import { listCalls } from '@fairslot/contract';
import type { LocalDate } from '@fairslot/domain';
import { StaffButton } from '@fairslot/ui';
import { Link } from 'react-router';
import {
  blockAddress,
  callListAddress,
  closeAddress,
  exportAddress,
  paperAddress,
  walkInAddress,
} from '../../ui/addresses';
import { texts } from '../../ui/texts';
import type { When } from './row-acts';

const words = texts.day.actions;

interface Props {
  siteId: string;
  date: LocalDate;
  when: When;
  mayAct: boolean;
  mayClose: boolean;
  mayCall: boolean;
  /** References of the day's bookings that no clinic serves. */
  stranded: readonly string[];
  /** Nobody is on the list, so there is nothing to print. A file may be of the days after too. */
  isEmpty: boolean;
}

/** What is done about the day as a whole. */
export function DayActions({ siteId, date, when, mayAct, mayClose, mayCall, stranded, isEmpty }: Props) {
  const toCall = useToCall(siteId, mayCall, stranded);
  return (
    <ul className="staff-actions">
      {mayAct && when === 'today' && (
        <li>
          <Link className="staff-button staff-button--forward" to={walkInAddress(siteId)}>
            {words.walkIn}
          </Link>
        </li>
      )}
      {toCall > 0 && (
        <li>
          <Link className="staff-button staff-button--secondary" to={callListAddress(siteId)}>
            {words.callList(toCall)}
          </Link>
        </li>
      )}
      {mayClose && when !== 'past' && (
        <>
          <li>
            <Link to={blockAddress(siteId, date)}>{words.block}</Link>
          </li>
          <li>
            <Link to={closeAddress(siteId, date)}>{words.close}</Link>
          </li>
        </>
      )}
      {!isEmpty && (
        <li>
          <StaffButton kind="plain" onPress={() => print()}>
            {words.print}
          </StaffButton>
        </li>
      )}
      {mayAct && (!isEmpty || when !== 'past') && (
        <li>
          <Link to={exportAddress(siteId, date)}>{words.export}</Link>
        </li>
      )}
      {mayAct && !isEmpty && when !== 'future' && (
        <li>
          <Link to={paperAddress(siteId, date)}>{words.paper}</Link>
        </li>
      )}
    </ul>
  );
}

/** How many people the call list shows: those of the site that somebody has to call, and those of the day who still have no place. */
function useToCall(siteId: string, mayCall: boolean, stranded: readonly string[]): number {
  const { data } = useApiQuery(listCalls, { query: { siteId } }, { enabled: mayCall, refetchInterval: 60_000 });
  const items = data?.items ?? [];
  const listed = new Set(items.map(({ about, reference }) => (about === 'stranded' ? reference : null)));
  return (data?.total ?? items.length) + stranded.filter((reference) => !listed.has(reference)).length;
}
