import type { StaffMe } from '@fairslot/contract';
import { Link, NavLink, useLocation } from 'react-router';
import { firstOf, isWithin, ownPages, sectionsOf } from './sections';

/** The coordinator's part of the navigation; what somebody may not open is not shown. */
export function CoordinatorLinks({ me }: { me: StaffMe }) {
  const { pathname } = useLocation();
  return (
    <>
      {ownPages(me).map(({ to, says }) => (
        <li key={to}>
          <NavLink to={to}>{says}</NavLink>
        </li>
      ))}
      {sectionsOf(me).map((section, at) => (
        <li key={section.name} className={at === 0 ? 'staff-nav__apart' : undefined}>
          <Link to={firstOf(me, section)} aria-current={isWithin(section, pathname) ? 'page' : undefined}>
            {section.name}
          </Link>
        </li>
      ))}
    </>
  );
}

/** On the first page of each part of a section: the other parts beside it. */
export function SectionLinks({ me }: { me: StaffMe }) {
  const { pathname } = useLocation();
  const section = sectionsOf(me).find(({ pages }) => pages.some(({ to }) => to === pathname));
  if (!section || section.pages.length < 2) return null;
  return (
    <nav aria-label={section.name} className="staff-parts-of">
      <ul className="staff-parts-of__list">
        {section.pages.map(({ to, says }) => (
          <li key={to}>
            <NavLink to={to}>{says}</NavLink>
          </li>
        ))}
      </ul>
    </nav>
  );
}
