import { useClient } from '@fairslot/client/react';
import { listProposals, seeAlert } from '@fairslot/contract';
import { StaffButton } from '@fairslot/ui';
import { useQueryClient } from '@tanstack/react-query';
import { Link } from 'react-router';
import { approvalAddress, approvalsAddress } from '../../ui/addresses';
import { formatTime } from '../../ui/formats';
import { texts } from '../../ui/texts';
import { useProposals } from './use-proposals';

const words = texts.waiting;

/** Above every page of whoever may agree: what waits for them, save where they look at it already, and what was done without them. */
export function WaitingBanner({ isQuiet }: { isQuiet: boolean }) {
  const client = useClient();
  const cache = useQueryClient();
  const { data } = useProposals(true);
  if (!data) return null;
  const waiting = data.items.filter(({ state, isYours }) => state === 'waiting' && !isYours);
  const [first] = waiting;
  const see = (alertId: string) =>
    void client
      .call(seeAlert, { params: { alertId } })
      .then(() => cache.invalidateQueries({ queryKey: [listProposals.name] }));
  return (
    <>
      {first && !isQuiet && (
        <p className="staff-notice">
          {words.banner(waiting.length)}{' '}
          <Link to={waiting.length === 1 ? approvalAddress(first.siteId, first.id) : approvalsAddress}>
            {words.look}
          </Link>
        </p>
      )}
      {data.alerts.map(({ id, by, siteName, at, told, reason }) => (
        <div key={id} className="staff-notice staff-notice--warning">
          <p>
            {words.alert(by, siteName, formatTime(at), told)} {words.reason(reason)}
          </p>
          <StaffButton onPress={() => see(id)}>{words.alertSeen}</StaffButton>
        </div>
      ))}
    </>
  );
}
