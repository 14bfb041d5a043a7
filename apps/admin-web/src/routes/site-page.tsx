import type { Permission } from '@fairslot/contract';
import type { ReactNode } from 'react';
import { Link, useParams } from 'react-router';
import { mayAt, useMe } from '../features/session/me';
import { PageTitle } from '../ui/page-title';
import { texts } from '../ui/texts';
import { NotFoundPage } from '../ui/not-found-page';

export interface SiteHere {
  siteId: string;
  siteName: string;
  may: (permission: Permission) => boolean;
}

interface Props {
  /** Without it the page is not there. */
  needs: Permission;
  children: (here: SiteHere) => ReactNode;
}

/** A page of one site; a site, or a page, that is not the caller's is simply not found. */
export function SitePage({ needs, children }: Props) {
  const me = useMe();
  const { siteId = '' } = useParams();
  const site = me.sites.find(({ id }) => id === siteId);
  if (!site) return <SiteNotFound />;
  if (!mayAt(me, siteId, needs)) return <NotFoundPage />;
  return <>{children({ siteId, siteName: site.name, may: (permission) => mayAt(me, siteId, permission) })}</>;
}

export function SiteNotFound() {
  const words = texts.day;
  return (
    <div className="staff-message">
      <PageTitle page={words.siteNotFound} />
      <h1 className="nhsuk-heading-l">{words.siteNotFound}</h1>
      <p>{words.siteNotFoundNext}</p>
      <p>
        <Link to="/">{words.mySites}</Link>
      </p>
    </div>
  );
}
