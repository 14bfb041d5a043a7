import type { Permission, StaffMe } from '@fairslot/contract';
import { NavLink } from 'react-router';
import { coordinatorTexts } from '../ui/coordinator-texts';
import { mayAnywhere } from '../ui/may-anywhere';

const links: [Permission, string, string][] = [
  ['reports:read', '/overview', coordinatorTexts.nav.overview],
  ['people:import', '/people', coordinatorTexts.nav.people],
  ['people:read', '/cohorts', coordinatorTexts.nav.cohorts],
  ['campaigns:read', '/campaigns', coordinatorTexts.nav.campaigns],
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
