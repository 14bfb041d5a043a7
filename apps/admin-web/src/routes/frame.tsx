import { useApiQuery } from '@fairslot/client/react';
import { getMe, type StaffMe } from '@fairslot/contract';
import { useEffect } from 'react';
import { NavLink, Outlet, useMatch, useSearchParams } from 'react-router';
import { AccountMenu } from '../features/session/account-menu';
import { IdleGuard } from '../features/session/idle-guard';
import { rememberSite } from '../features/session/last-site';
import { homeSite, MeProvider, maySomewhere, useMe } from '../features/session/me';
import { SiteSwitcher } from '../features/session/site-switcher';
import { todayAddress } from '../ui/addresses';
import { CoordinatorLinks } from './coordinator-links';
import { Shell } from '../ui/shell';
import { errorTexts, texts } from '../ui/texts';

/** The signed-in site: asks who is there, and shows pages once it knows. */
export function Frame() {
  const { data: me, error, refetch } = useApiQuery(getMe, {}, { staleTime: 5 * 60_000 });
  if (me) {
    return (
      <MeProvider value={me}>
        <SignedIn />
      </MeProvider>
    );
  }
  const failed = error && error.code !== 'sign_in_required';
  return (
    <Shell>
      {failed ? (
        <div role="alert" className="staff-message">
          <h1 className="nhsuk-heading-l">{errorTexts[error.code]}</h1>
          <button type="button" className="nhsuk-button" onClick={() => void refetch()}>
            {texts.tryAgain}
          </button>
        </div>
      ) : (
        <h1 className="nhsuk-heading-m">{texts.loading}</h1>
      )}
    </Shell>
  );
}

function SignedIn() {
  const me = useMe();
  const [search] = useSearchParams();
  const asked = useMatch('/sites/:siteId/*')?.params.siteId;
  const known = asked !== undefined && me.sites.some((site) => site.id === asked);
  useEffect(() => {
    if (known) rememberSite(asked);
  }, [known, asked]);
  const siteId = known ? asked : homeSite(me)?.id;
  return (
    <Shell
      header={
        <>
          <SiteSwitcher siteId={siteId} date={search.get('date')} />
          <AccountMenu />
        </>
      }
      navigation={<Navigation me={me} siteId={siteId} />}
    >
      <IdleGuard />
      <Outlet />
    </Shell>
  );
}

function Navigation({ me, siteId }: { me: StaffMe; siteId: string | undefined }) {
  return (
    <nav className="staff-nav" aria-label={texts.frame.navigation}>
      <ul className="staff-nav__list staff-width">
        {siteId && (
          <li>
            <NavLink to={todayAddress(siteId)}>{texts.frame.today}</NavLink>
          </li>
        )}
        {maySomewhere(me, 'bookings:search') && (
          <li>
            <NavLink to="/search">{texts.frame.search}</NavLink>
          </li>
        )}
        <CoordinatorLinks me={me} />
      </ul>
    </nav>
  );
}
