import { useQueryClient } from '@tanstack/react-query';
import { getMe } from '@fairslot/contract';
import { useSearchParams } from 'react-router';
import { PasswordForm, SecondFactor } from '../features/account/second-factor';
import { SiteCounts } from '../features/phone/site-counts';
import { PhoneBooking } from '../features/phone/phone-booking';
import { SetUp } from '../features/region/set-up';
import { SiteDetailsPage } from '../features/site/site-details';
import { WhyNotShowing } from '../features/site/why-not-showing';
import { homeSite, maySomewhere, useMe } from '../features/session/me';
import { TeamList } from '../features/team/team-list';
import { detailsAddress } from '../ui/addresses';
import { PageHeading } from '../ui/page-heading';
import { texts } from '../ui/texts';
import { NotFoundPage } from '../ui/not-found-page';
import { SitePage } from './site-page';

export function PhonePage() {
  const me = useMe();
  const [search] = useSearchParams();
  const moving = search.get('move') ?? undefined;
  const needed = moving ? 'bookings:write' : 'bookings:make';
  const sites = me.sites.filter(({ permissions }) => permissions.includes(needed));
  const home = sites.find(({ id }) => id === homeSite(me)?.id) ?? sites[0];
  const maySearch = maySomewhere(me, 'bookings:search');
  if (!home) return <NotFoundPage />;
  return (
    <>
      <PageHeading>
        {moving ? texts.phone.headingMove : maySearch ? texts.phone.heading : texts.phone.headingHelper}
      </PageHeading>
      {!home.permissions.includes('day:read') && <SiteCounts siteId={home.id} siteName={home.name} />}
      <PhoneBooking key={moving ?? 'new'} siteIds={sites} homeSiteId={home.id} maySearch={maySearch} moving={moving} />
    </>
  );
}

export function DetailsPage() {
  return (
    <SitePage needs="day:read">
      {({ siteId, siteName, may }) => (
        <>
          <PageHeading under={siteName}>{texts.site.heading}</PageHeading>
          <SiteDetailsPage key={siteId} siteId={siteId} mayWrite={may('site:write')} />
        </>
      )}
    </SitePage>
  );
}

export function WhyPage() {
  return (
    <SitePage needs="day:read">
      {({ siteId, siteName }) => (
        <>
          <PageHeading under={siteName} back={{ to: detailsAddress(siteId), words: texts.site.heading }}>
            {texts.why.heading}
          </PageHeading>
          <WhyNotShowing siteId={siteId} />
        </>
      )}
    </SitePage>
  );
}

export function TeamPage() {
  const me = useMe();
  const isRegion = me.region.permissions.includes('team:manage');
  if (!isRegion && !maySomewhere(me, 'team:manage')) return <NotFoundPage />;
  return (
    <>
      <PageHeading under={isRegion ? me.region.name : undefined}>
        {isRegion ? texts.team.headingAll : texts.team.heading}
      </PageHeading>
      <TeamList siteId={undefined} />
    </>
  );
}

export function RegionPage() {
  const me = useMe();
  if (!me.region.permissions.includes('region:manage')) return <NotFoundPage />;
  return (
    <>
      <PageHeading under={me.region.name}>{texts.region.heading}</PageHeading>
      <SetUp firstSite={me.sites[0]?.id} />
    </>
  );
}

export function AccountPage() {
  const { secondFactor, email } = useMe();
  const cache = useQueryClient();
  const isRequired = secondFactor.mustEnrol;
  return (
    <>
      <PageHeading under={email}>{isRequired ? texts.account.mustHeading : texts.account.heading}</PageHeading>
      <SecondFactor
        isEnrolled={secondFactor.enrolled}
        codesLeft={secondFactor.recoveryCodesLeft}
        onDone={() => cache.invalidateQueries({ queryKey: [getMe.name] })}
      />
      {!isRequired && <PasswordForm />}
    </>
  );
}
