import { Navigate } from 'react-router';
import { homeSite, useMe } from '../features/session/me';
import { todayAddress } from '../ui/addresses';
import { PageTitle } from '../ui/page-title';
import { texts } from '../ui/texts';

/** Staff land on today, at the site they used last. */
export function HomePage() {
  const site = homeSite(useMe());
  if (site) return <Navigate to={todayAddress(site.id)} replace />;
  return (
    <div className="staff-message">
      <PageTitle page={texts.frame.noSites} />
      <h1 className="nhsuk-heading-l">{texts.frame.noSites}</h1>
      <p>{texts.frame.noSitesNext}</p>
    </div>
  );
}
