import type { Permission } from '@fairslot/contract';
import type { ReactNode } from 'react';
import { NavLink } from 'react-router';
import { Delivery } from '../features/messages/delivery';
import { Ledger } from '../features/messages/ledger';
import '../features/messages/messages.scss';
import { QueueWatch } from '../features/messages/queue-watch';
import { Stops } from '../features/messages/stops';
import { mayAt, useMe } from '../features/session/me';
import { mayAnywhere } from '../ui/may-anywhere';
import { messageTexts as words } from '../ui/message-texts';
import { PageHeading } from '../ui/page-heading';
import { NotFoundPage } from '../ui/not-found-page';

type Part = keyof typeof words.parts & ('ledger' | 'delivery' | 'stops' | 'queue');
const addresses: Record<Part, string> = {
  ledger: '/messages',
  delivery: '/messages/delivery',
  stops: '/messages/stops',
  queue: '/messages/queue',
};
const parts: readonly Part[] = ['ledger', 'delivery', 'stops', 'queue'];

/** Whoever may read messages somewhere; the queue is for whoever runs the region. */
function useMay() {
  const me = useMe();
  return {
    sites: me.sites.filter(({ permissions }) => permissions.includes('messages:read')),
    mayOpen: (part: Part) =>
      part === 'queue' ? me.region.permissions.includes('region:manage') : mayAnywhere(me, 'messages:read'),
    may: (permission: Permission, siteId?: string) =>
      siteId === undefined ? me.region.permissions.includes(permission) : mayAt(me, siteId, permission),
  };
}

function Page({ part, children }: { part: Part; children: ReactNode }) {
  const { mayOpen } = useMay();
  if (!mayOpen(part)) return <NotFoundPage />;
  return (
    <>
      <PageHeading>{words[part].heading}</PageHeading>
      <nav aria-label={words.parts.label}>
        <ul className="staff-parts">
          {parts.filter(mayOpen).map((one) => (
            <li key={one}>
              <NavLink to={addresses[one]} end>
                {words.parts[one]}
              </NavLink>
            </li>
          ))}
        </ul>
      </nav>
      <p>{words[part].lead}</p>
      {children}
    </>
  );
}

export function LedgerPage() {
  const { sites, may } = useMay();
  return (
    <Page part="ledger">
      <Ledger sites={sites} may={may} />
    </Page>
  );
}

export function DeliveryPage() {
  return (
    <Page part="delivery">
      <Delivery />
    </Page>
  );
}

export function StopsPage() {
  const { sites, may } = useMay();
  return (
    <Page part="stops">
      <Stops sites={sites} may={may} />
    </Page>
  );
}

export function QueuePage() {
  return (
    <Page part="queue">
      <QueueWatch />
    </Page>
  );
}
