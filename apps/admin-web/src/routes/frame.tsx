import { useApiQuery } from '@fairslot/client/react';
import { countHomeVisits, getMe, type Permission, type Role, type StaffMe } from '@fairslot/contract';
import { useEffect } from 'react';
import { Link, Navigate, NavLink, Outlet, useLocation, useMatch, useSearchParams } from 'react-router';
import { useProposals } from '../features/approvals/use-proposals';
import { WaitingBanner } from '../features/approvals/waiting-banner';
import { AccountMenu } from '../features/session/account-menu';
import { IdleGuard } from '../features/session/idle-guard';
import { rememberSite } from '../features/session/last-site';
import { homeSite, mayAt, MeProvider, maySomewhere, useMe } from '../features/session/me';
import { HeaderSearch } from '../features/search/header-search';
import { SiteSwitcher } from '../features/session/site-switcher';
import { CoordinatorLinks, SectionLinks } from './coordinator-links';
import {
  approvalsAddress,
  clinicsAddress,
  detailsAddress,
  homeVisitsAddress,
  reportAddress,
  reportsAddress,
  stockAddress,
  todayAddress,
} from '../ui/addresses';
import { setDeployment } from '../ui/deployment';
import { claimDrafts } from '../ui/drafts';
import { Menu } from '../ui/menu';
import { Shell } from '../ui/shell';
import { errorTexts, texts } from '../ui/texts';

/** The signed-in site: asks who is there, and shows pages once it knows. */
export function Frame() {
  const { data: me, error, refetch } = useApiQuery(getMe, {}, { staleTime: 5 * 60_000 });
  if (me) {
    setDeployment(me.region);
    claimDrafts(me.email);
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
  const { pathname } = useLocation();
  const [search] = useSearchParams();
  const asked = useMatch('/sites/:siteId/*')?.params.siteId;
  const known = asked !== undefined && me.sites.some((site) => site.id === asked);
  useEffect(() => {
    if (known) rememberSite(asked);
  }, [known, asked]);
  const siteId = known ? asked : homeSite(me)?.id;
  // Half way through a wizard, or before the second factor is there, nothing leads away by mistake.
  const isCreating = useMatch('/sites/:siteId/clinics/new/:step') !== null;
  const isClosing = useMatch('/sites/:siteId/close') !== null;
  const isChangingClinic = useMatch('/sites/:siteId/clinics/:clinicId/:what') !== null;
  const isChangingSeries = useMatch('/sites/:siteId/series/:seriesId/:what') !== null;
  const isWizard = isCreating || isClosing || isChangingClinic || isChangingSeries;
  const maySearch = maySomewhere(me, 'bookings:search') && pathname !== '/search' && !isWizard;
  const { mustEnrol } = me.secondFactor;
  return (
    <Shell
      header={
        <>
          {!mustEnrol && <SiteSwitcher siteId={siteId} date={search.get('date')} />}
          {!mustEnrol && maySearch && <HeaderSearch />}
          <AccountMenu />
        </>
      }
      guide={guideOf(me)}
      navigation={isWizard || mustEnrol ? undefined : <Navigation me={me} siteId={siteId} />}
    >
      <IdleGuard />
      {!mustEnrol && !isWizard && maySomewhere(me, 'clinics:write') && (
        <WaitingBanner isQuiet={pathname.includes('/approvals')} />
      )}
      {!mustEnrol && <SectionLinks me={me} />}
      {mustEnrol && pathname !== '/account' ? <Navigate to="/account" replace /> : <Outlet />}
    </Shell>
  );
}

const guides: Partial<Record<Role, string>> = {
  region_administrator: 'region-administrator',
  site_administrator: 'site-administrator',
  coordinator: 'coordinator',
  campaign_author: 'coordinator',
  campaign_approver: 'coordinator',
  campaign_releaser: 'coordinator',
  analyst: 'coordinator',
  clinic_lead: 'clinic-lead',
  front_desk: 'front-desk',
  viewer: 'front-desk',
  phone_agent: 'phone-agent',
  helper: 'phone-agent',
};

/** Of several roles the one that may do most has the guide that tells most. */
function guideOf(me: StaffMe): string | undefined {
  const held = new Set(me.roles.map(({ role }) => role));
  return Object.entries(guides).find(([role]) => held.has(role as Role))?.[1];
}

interface NavigationProps {
  me: StaffMe;
  siteId: string | undefined;
}

/** What there is for this person here; what they may not open is not shown. */
function Navigation({ me, siteId }: NavigationProps) {
  const words = texts.frame;
  const here = (permission: Permission) => siteId !== undefined && mayAt(me, siteId, permission);
  const anywhere = (permission: Permission) =>
    maySomewhere(me, permission) || me.region.permissions.includes(permission);
  // One word for one thing: the reports of all sites lead to those of a site.
  const seesAll = anywhere('reports:read');
  const isOfSite = useMatch('/sites/:siteId/report') !== null;
  const isReport = useMatch(reportsAddress) !== null || isOfSite;
  const mayAgree = maySomewhere(me, 'clinics:write');
  const { data: proposals } = useProposals(mayAgree);
  const waiting = proposals?.items.filter(({ state, isYours }) => state === 'waiting' && !isYours).length ?? 0;
  // Whoever calls for a whole Place has a list of those who cannot leave home there.
  const { data: visits } = useApiQuery(
    countHomeVisits,
    {},
    { enabled: anywhere('calls:act'), refetchInterval: 60_000 },
  );
  const links: [boolean, string, string][] = [
    [here('day:read'), todayAddress(siteId ?? ''), words.today],
    [here('day:read'), clinicsAddress(siteId ?? ''), words.clinics],
    // Its place in the row is there only while there is something to look at.
    [mayAgree && (proposals?.items.length ?? 0) > 0, approvalsAddress, texts.waiting.nav(waiting)],
    // A helper's person stands beside them.
    [maySomewhere(me, 'bookings:make'), '/phone', maySomewhere(me, 'bookings:write') ? words.phone : words.book],
    [visits?.isMine ?? false, homeVisitsAddress, words.homeVisits(visits?.new ?? 0)],
    [maySomewhere(me, 'bookings:search'), '/search', words.search],
    [here('day:act'), stockAddress(siteId ?? ''), words.stock],
    [here('day:read') && !seesAll, reportAddress(siteId ?? ''), words.reports],
    [seesAll, reportsAddress, words.reports],
    [here('day:read'), detailsAddress(siteId ?? ''), words.details],
    [anywhere('team:manage'), '/team', words.team],
  ];
  return (
    <Menu label={words.navigation}>
      {links.map(
        ([isThere, to, says]) =>
          isThere && (
            <li key={to}>
              {to === reportsAddress ? (
                <Link to={to} aria-current={isReport ? 'page' : undefined}>
                  {says}
                </Link>
              ) : (
                <NavLink to={to}>{says}</NavLink>
              )}
            </li>
          ),
      )}
      <CoordinatorLinks me={me} />
    </Menu>
  );
}
