import { Link, Navigate } from 'react-router';
import { homeSite, useMe } from '../features/session/me';
import { todayAddress } from '../ui/addresses';
import { isCoordinator } from '../ui/may-anywhere';
import { PageTitle } from '../ui/page-title';
import { texts } from '../ui/texts';

/** Staff land on today, at the site they used last; coordinators on the region. */
export function HomePage() {
  const me = useMe();
  if (isCoordinator(me)) return <Navigate to="/overview" replace />;
  const site = homeSite(me);
  if (!site && me.region.permissions.includes('region:manage')) return <EmptyRegion />;
  if (site && !site.permissions.includes('day:read')) return <Navigate to="/phone" replace />;
  if (site) return <Navigate to={todayAddress(site.id)} replace />;
  return (
    <div className="staff-message">
      <PageTitle page={texts.frame.noSites} />
      <h1 className="nhsuk-heading-l">{texts.frame.noSites}</h1>
      <p>{texts.frame.noSitesNext}</p>
    </div>
  );
}

function EmptyRegion() {
  return (
    <div className="staff-message">
      <PageTitle page={texts.frame.emptyRegion} />
      <h1 className="nhsuk-heading-l">{texts.frame.emptyRegion}</h1>
      <p>{texts.frame.emptyRegionNext}</p>
      <p>
        <Link className="nhsuk-button" to="/region">
          {texts.frame.toRegion}
        </Link>
      </p>
    </div>
  );
}
