import type { StaffMe } from '@fairslot/contract';
import { StaffDisclosure } from '@fairslot/ui';
import { useState } from 'react';
import { Link } from 'react-router';
import { todayAddress } from '../../ui/addresses';
import { texts } from '../../ui/texts';
import { useMe } from './me';

/** With more sites than this a box narrows the list. */
const longList = 8;

interface Props {
  siteId: string | undefined;
  /** The day on screen stays when the site changes. */
  date: string | null;
}

export function SiteSwitcher({ siteId, date }: Props) {
  const { sites } = useMe();
  const current = sites.find((site) => site.id === siteId);
  if (!current) return null;
  if (sites.length === 1) return <p className="staff-header__site">{current.name}</p>;
  return (
    <div className="staff-header__site">
      <StaffDisclosure label={current.name} hiddenPrefix={texts.frame.changeSite}>
        <SiteList sites={sites} currentId={current.id} date={date} />
      </StaffDisclosure>
    </div>
  );
}

interface ListProps {
  sites: StaffMe['sites'];
  currentId: string;
  date: string | null;
}

function SiteList({ sites, currentId, date }: ListProps) {
  const [typed, setTyped] = useState('');
  const wanted = typed.trim().toLowerCase();
  const found = sites.filter((site) => `${site.name} ${site.place}`.toLowerCase().includes(wanted));
  return (
    <>
      {sites.length > longList && (
        <div className="nhsuk-form-group">
          <label className="nhsuk-label" htmlFor="find-site">
            {texts.frame.findSite}
          </label>
          <input
            id="find-site"
            className="nhsuk-input"
            type="search"
            autoComplete="off"
            value={typed}
            onChange={(event) => setTyped(event.target.value)}
          />
        </div>
      )}
      {found.length === 0 && <p>{texts.frame.noSiteFound}</p>}
      <ul className="staff-sites">
        {found.map((site) => (
          <li key={site.id}>
            <Link to={todayAddress(site.id, date)} aria-current={site.id === currentId ? 'true' : undefined}>
              {site.name}
            </Link>{' '}
            <span className="staff-sites__place">{site.place}</span>
          </li>
        ))}
      </ul>
    </>
  );
}
