import type { Permission, StaffMe } from '@fairslot/contract';
import { NavLink } from 'react-router';
import { mayAnywhere } from '../ui/may-anywhere';
import { texts } from '../ui/texts';

const words = texts.coordinatorNav;
const links: [Permission, string, string][] = [
  ['reports:read', '/overview', words.overview],
  ['reports:read', '/reports', words.reports],
  ['people:import', '/people', words.people],
  ['people:read', '/cohorts', words.cohorts],
  ['campaigns:read', '/campaigns', words.campaigns],
  ['people:records', '/records', words.records],
  ['messages:read', '/messages', words.messages],
  ['audit:read', '/audit', words.audit],
];

/** The coordinator's part of the navigation; what somebody may not open is not shown. */
export function CoordinatorLinks({ me }: { me: StaffMe }) {
  return links.map(
    ([needs, to, says]) =>
      mayAnywhere(me, needs) && (
        <li key={to}>
          <NavLink to={to}>{says}</NavLink>
        </li>
      ),
  );
}
