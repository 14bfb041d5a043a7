import { lazy, Suspense, type ComponentType } from 'react';
import type { RouteObject } from 'react-router';
import { texts } from '../ui/texts';
import { BrokenPage } from './broken-page';

type Pages = typeof import('./coordinator-pages');

/** These pages come when one of them is opened; a part that cannot be fetched is replaced by words of its own. */
const page = (path: string, pick: (pages: Pages) => ComponentType): RouteObject => {
  const Page = lazy(async () => ({ default: pick(await import('./coordinator-pages')) }));
  return {
    path,
    errorElement: <BrokenPage />,
    element: (
      <Suspense fallback={<p>{texts.loading}</p>}>
        <Page />
      </Suspense>
    ),
  };
};

export const coordinatorRoutes: RouteObject[] = [
  page('/overview', (pages) => pages.OverviewPage),
  page('/region/services/:serviceId', (pages) => pages.RulePage),
  page('/records', (pages) => pages.RecordsPage),
  page('/records/retention', (pages) => pages.RetentionPage),
  page('/people', (pages) => pages.PeoplePage),
  page('/people/doses', (pages) => pages.DosesPage),
  page('/people/imports/:importId/duplicates', (pages) => pages.DuplicatesPage),
  page('/cohorts', (pages) => pages.CohortsPage),
  page('/cohorts/new', (pages) => pages.NewCohortPage),
  page('/cohorts/:cohortId', (pages) => pages.CohortPage),
  page('/campaigns', (pages) => pages.CampaignsPage),
  page('/campaigns/new', (pages) => pages.NewCampaignPage),
  page('/campaigns/:campaignId', (pages) => pages.CampaignPage),
  page('/campaigns/:campaignId/change', (pages) => pages.ChangeCampaignPage),
  page('/campaigns/:campaignId/progress', (pages) => pages.ProgressPage),
];
