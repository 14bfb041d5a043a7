import type { ComponentType } from 'react';
import type { RouteObject } from 'react-router';
import { BrokenPage } from './broken-page';

type Pages = typeof import('./coordinator-pages');

/** These pages come when one of them is opened; a part that cannot be fetched is replaced by words of its own. */
const page = (path: string, pick: (pages: Pages) => ComponentType): RouteObject => ({
  path,
  errorElement: <BrokenPage />,
  lazy: async () => ({ Component: pick(await import('./coordinator-pages')) }),
});

export const coordinatorRoutes: RouteObject[] = [
  page('/overview', (pages) => pages.OverviewPage),
  page('/people', (pages) => pages.PeoplePage),
  page('/cohorts', (pages) => pages.CohortsPage),
  page('/cohorts/new', (pages) => pages.NewCohortPage),
  page('/cohorts/:cohortId', (pages) => pages.CohortPage),
  page('/campaigns', (pages) => pages.CampaignsPage),
  page('/campaigns/new', (pages) => pages.NewCampaignPage),
  page('/campaigns/:campaignId', (pages) => pages.CampaignPage),
  page('/campaigns/:campaignId/change', (pages) => pages.ChangeCampaignPage),
  page('/campaigns/:campaignId/progress', (pages) => pages.ProgressPage),
];
