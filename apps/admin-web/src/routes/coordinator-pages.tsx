import { useApiQuery } from '@fairslot/client/react';
import { getCampaign, getCohort, getServiceRule, type Campaign, type Permission } from '@fairslot/contract';
import type { ReactNode } from 'react';
import { Link, useParams, useSearchParams } from 'react-router';
import { CampaignForm } from '../features/campaigns/campaign-form';
import { CampaignList } from '../features/campaigns/campaign-list';
import { CampaignView } from '../features/campaigns/campaign-view';
import { CohortEditor } from '../features/cohorts/cohort-editor';
import { CohortList } from '../features/cohorts/cohort-list';
import { CohortVersionView } from '../features/cohorts/cohort-version-view';
import { CopyCohort } from '../features/cohorts/copy-cohort';
import { Overview } from '../features/overview/overview';
import { HomeVisitsWaiting, Waiting } from '../features/overview/waiting';
import { DoseImports } from '../features/people-import/dose-imports';
import { Duplicates } from '../features/people-import/duplicates';
import { ImportList } from '../features/people-import/import-list';
import { ImportsList } from '../features/people-import/imports-list';
import { dosesList, peopleList } from '../features/people-import/list-kinds';
import { ProgressView } from '../features/progress/progress-view';
import { KeptHowLong } from '../features/records/kept-how-long';
import { OneRecord } from '../features/records/one-record';
import { RuleView } from '../features/rules/rule-view';
import { useMe } from '../features/session/me';
import { coordinatorTexts } from '../ui/coordinator-texts';
import { Loaded } from '../ui/loaded';
import { mayAnywhere } from '../ui/may-anywhere';
import { PageHeading } from '../ui/page-heading';
import { NotFoundPage } from '../ui/not-found-page';

const words = coordinatorTexts;

/** A page that is not there for those who may not. */
function Allowed({ needs, children }: { needs: Permission; children: ReactNode }) {
  return mayAnywhere(useMe(), needs) ? children : <NotFoundPage />;
}

export function OverviewPage() {
  const me = useMe();
  const readsCampaigns = mayAnywhere(me, 'campaigns:read');
  return (
    <Allowed needs="reports:read">
      <PageHeading under={me.region.name}>{words.overview.heading}</PageHeading>
      {readsCampaigns && <Waiting />}
      {mayAnywhere(me, 'calls:act') && <HomeVisitsWaiting />}
      <p>{words.overview.lead}</p>
      <Overview readsCampaigns={readsCampaigns} />
    </Allowed>
  );
}

export function RulePage() {
  const { serviceId = '' } = useParams();
  const query = useApiQuery(getServiceRule, { params: { serviceId } }, { refetchOnWindowFocus: false });
  const toRegion = { to: '/region', words: words.rules.back };
  if (query.error?.code === 'not_found') return <NotFoundPage />;
  return (
    <Loaded query={query}>
      {(rule) => (
        <>
          <PageHeading back={toRegion} under={rule.service.name}>
            {words.rules.heading}
          </PageHeading>
          <RuleView key={rule.version} rule={rule} />
        </>
      )}
    </Loaded>
  );
}

export function RecordsPage() {
  return (
    <Allowed needs="people:records">
      <PageHeading>{words.records.heading}</PageHeading>
      <p>{words.records.lead}</p>
      <OneRecord />
      <p className="coord-gap">
        <Link to="/records/retention">{words.retention.heading}</Link>
      </p>
    </Allowed>
  );
}

export function RetentionPage() {
  return (
    <Allowed needs="people:records">
      <PageHeading back={{ to: '/records', words: words.records.heading }}>{words.retention.heading}</PageHeading>
      <p>{words.retention.lead}</p>
      <KeptHowLong />
    </Allowed>
  );
}

export function PeoplePage() {
  return (
    <Allowed needs="people:import">
      <PageHeading>{words.people.heading}</PageHeading>
      <p>{words.people.lead}</p>
      <p>
        <Link to="/people/doses">{words.doses.toDoses}</Link>
      </p>
      <ImportList kind={peopleList} />
      <ImportsList />
    </Allowed>
  );
}

export function DuplicatesPage() {
  const { importId = '' } = useParams();
  return (
    <Allowed needs="people:import">
      <Duplicates importId={importId} />
    </Allowed>
  );
}

export function DosesPage() {
  return (
    <Allowed needs="people:import">
      <PageHeading back={{ to: '/people', words: words.doses.toPeople }}>{words.doses.heading}</PageHeading>
      <p>{words.doses.lead}</p>
      <ImportList kind={dosesList} />
      <DoseImports />
    </Allowed>
  );
}

export function CohortsPage() {
  const mayWrite = mayAnywhere(useMe(), 'campaigns:write');
  return (
    <Allowed needs="people:read">
      <PageHeading>{words.cohorts.heading}</PageHeading>
      <p>{words.cohorts.lead}</p>
      {mayWrite && (
        <p>
          <Link className="staff-button staff-button--forward coord-link-button" to="/cohorts/new">
            {words.cohorts.create}
          </Link>
        </p>
      )}
      <CohortList />
    </Allowed>
  );
}

const toCohorts = { to: '/cohorts', words: words.cohorts.back };
const toCampaigns = { to: '/campaigns', words: words.campaigns.back };

export function NewCohortPage() {
  const [search] = useSearchParams();
  const from = search.get('from');
  return (
    <Allowed needs="campaigns:write">
      <PageHeading back={toCohorts}>{from ? words.cohorts.copy.heading : words.cohorts.newHeading}</PageHeading>
      {from ? <CopyCohort cohortId={from} /> : <CohortEditor mayWrite />}
    </Allowed>
  );
}

export function CohortPage() {
  const { cohortId = '' } = useParams();
  const mayWrite = mayAnywhere(useMe(), 'campaigns:write');
  const query = useApiQuery(getCohort, { params: { cohortId } });
  if (query.error?.code === 'not_found') return <NotFoundPage />;
  return (
    <Loaded query={query}>
      {(cohort) => (
        <>
          <PageHeading back={toCohorts}>{cohort.name}</PageHeading>
          {mayWrite && (
            <p>
              <Link to={`/campaigns/new?cohort=${encodeURIComponent(cohort.id)}`}>{words.cohorts.invite}</Link>{' '}
              <Link className="coord-beside" to={`/cohorts/new?from=${encodeURIComponent(cohort.id)}`}>
                {words.cohorts.copy.link}
              </Link>
            </p>
          )}
          <CohortEditor key={cohort.id} cohort={cohort} mayWrite={mayWrite} />
        </>
      )}
    </Loaded>
  );
}

export function CampaignsPage() {
  const mayWrite = mayAnywhere(useMe(), 'campaigns:write');
  return (
    <Allowed needs="campaigns:read">
      <PageHeading>{words.campaigns.heading}</PageHeading>
      <p>{words.campaigns.lead}</p>
      {mayWrite && (
        <p>
          <Link className="staff-button staff-button--forward coord-link-button" to="/campaigns/new">
            {words.campaigns.create}
          </Link>
        </p>
      )}
      <CampaignList />
    </Allowed>
  );
}

export function NewCampaignPage() {
  const [search] = useSearchParams();
  return (
    <Allowed needs="campaigns:write">
      <PageHeading back={toCampaigns}>{words.campaigns.newHeading}</PageHeading>
      <CampaignForm cohortId={search.get('cohort') ?? undefined} />
    </Allowed>
  );
}

function OneCampaign({ children }: { children: (campaign: Campaign) => ReactNode }) {
  const { campaignId = '' } = useParams();
  const query = useApiQuery(getCampaign, { params: { campaignId } }, { refetchInterval: 30_000 });
  if (query.error?.code === 'not_found') return <NotFoundPage />;
  return <Loaded query={query}>{children}</Loaded>;
}

const toPlan = ({ id }: Campaign) => ({ to: `/campaigns/${encodeURIComponent(id)}`, words: words.campaigns.toPlan });

export function CampaignPage() {
  const me = useMe();
  const mayRelease = mayAnywhere(me, 'campaigns:release');
  return (
    <OneCampaign>
      {(campaign) => (
        <>
          <PageHeading back={toCampaigns}>{campaign.name}</PageHeading>
          <CampaignView campaign={campaign} mayRelease={mayRelease} />
          {mayAnywhere(me, 'people:read') && (
            <CohortVersionView cohortId={campaign.cohort.id} version={campaign.cohort.version} />
          )}
        </>
      )}
    </OneCampaign>
  );
}

export function ChangeCampaignPage() {
  return (
    <Allowed needs="campaigns:write">
      <OneCampaign>
        {(campaign) =>
          campaign.may.includes('change') ? (
            <>
              <PageHeading back={toPlan(campaign)} under={campaign.name}>
                {words.campaigns.changeHeading}
              </PageHeading>
              <CampaignForm campaign={campaign} />
            </>
          ) : (
            <NotFoundPage />
          )
        }
      </OneCampaign>
    </Allowed>
  );
}

export function ProgressPage() {
  const mayWrite = mayAnywhere(useMe(), 'campaigns:write');
  return (
    <OneCampaign>
      {(campaign) => (
        <>
          <PageHeading back={toPlan(campaign)} under={campaign.name}>
            {words.progress.heading}
          </PageHeading>
          <ProgressView campaign={campaign} mayWrite={mayWrite} />
        </>
      )}
    </OneCampaign>
  );
}
