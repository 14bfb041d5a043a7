import { lazy, Suspense, type ComponentType } from 'react';
import type { RouteObject } from 'react-router';
import { BrokenPage } from './broken-page';
import { coordinatorRoutes } from './coordinator-routes';
import { Frame } from './frame';
import { HomePage } from './home-page';
import { NotFoundPage } from '../ui/not-found-page';
import { SearchPage } from './search-page';
import { SignInPage } from './sign-in-page';
import { texts } from '../ui/texts';
import { TodayPage } from './today-page';

const errorElement = <BrokenPage />;

/*
 * The list of the day comes with the first load; what is opened less often comes when it is. A part that cannot be
 * fetched is replaced by words of its own, like a page that breaks, and leaves the frame and every other page standing.
 */
const desk = () => import('./desk-pages');
const clinics = () => import('./clinics-pages');
const manage = () => import('./manage-pages');
const approvals = () => import('./approvals-pages');
const reports = () => import('./reports-pages');
const messages = () => import('./messages-pages');
const audit = () => import('./audit-page');
const homeVisits = () => import('./home-visits-page');

const lazily = <M,>(load: () => Promise<M>, pick: (module: M) => ComponentType) => {
  const Page = lazy(async () => ({ default: pick(await load()) }));
  return {
    errorElement,
    element: (
      <Suspense fallback={<p>{texts.loading}</p>}>
        <Page />
      </Suspense>
    ),
  };
};

/** Every page. */
export const routes: RouteObject[] = [
  { path: '/sign-in', element: <SignInPage />, errorElement },
  {
    path: '/join',
    ...lazily(
      () => import('./join-page'),
      (m) => m.JoinPage,
    ),
  },
  {
    element: <Frame />,
    errorElement,
    children: [
      { index: true, element: <HomePage />, errorElement },
      { path: '/sites/:siteId/today', element: <TodayPage />, errorElement },
      { path: '/search', element: <SearchPage />, errorElement },
      { path: '/sites/:siteId/walk-in', ...lazily(desk, (m) => m.WalkInPage) },
      { path: '/sites/:siteId/block', ...lazily(desk, (m) => m.BlockPage) },
      { path: '/sites/:siteId/close', ...lazily(desk, (m) => m.ClosePage) },
      { path: '/sites/:siteId/paper', ...lazily(desk, (m) => m.PaperPage) },
      { path: '/sites/:siteId/export', ...lazily(desk, (m) => m.ExportPage) },
      { path: '/sites/:siteId/call-list', ...lazily(desk, (m) => m.CallListPage) },
      { path: '/sites/:siteId/bookings/:reference', ...lazily(desk, (m) => m.BookingPage) },
      { path: '/sites/:siteId/stock', ...lazily(desk, (m) => m.StockPage) },
      { path: '/sites/:siteId/clinics', ...lazily(clinics, (m) => m.ClinicsPage) },
      { path: '/sites/:siteId/clinics/new/:step', ...lazily(clinics, (m) => m.NewClinicPage) },
      { path: '/sites/:siteId/clinics/:clinicId', ...lazily(clinics, (m) => m.ClinicPage) },
      { path: '/sites/:siteId/clinics/:clinicId/:what', ...lazily(desk, (m) => m.EditClinicPage) },
      { path: '/sites/:siteId/series/:seriesId', ...lazily(clinics, (m) => m.SeriesPage) },
      { path: '/sites/:siteId/series/:seriesId/:what', ...lazily(desk, (m) => m.EditSeriesPage) },
      { path: '/sites/:siteId/details', ...lazily(manage, (m) => m.DetailsPage) },
      { path: '/sites/:siteId/why', ...lazily(manage, (m) => m.WhyPage) },
      { path: '/approvals', ...lazily(approvals, (m) => m.ApprovalsPage) },
      { path: '/sites/:siteId/approvals/:proposalId', ...lazily(approvals, (m) => m.ApprovalPage) },
      { path: '/sites/:siteId/report', ...lazily(reports, (m) => m.SiteReportPage) },
      { path: '/reports', ...lazily(reports, (m) => m.ReportsPage) },
      { path: '/phone', ...lazily(manage, (m) => m.PhonePage) },
      { path: '/home-visits', ...lazily(homeVisits, (m) => m.HomeVisitsPage) },
      { path: '/team', ...lazily(manage, (m) => m.TeamPage) },
      { path: '/region', ...lazily(manage, (m) => m.RegionPage) },
      { path: '/account', ...lazily(manage, (m) => m.AccountPage) },
      { path: '/audit', ...lazily(audit, (m) => m.AuditPage) },
      { path: '/messages', ...lazily(messages, (m) => m.LedgerPage) },
      { path: '/messages/delivery', ...lazily(messages, (m) => m.DeliveryPage) },
      { path: '/messages/stops', ...lazily(messages, (m) => m.StopsPage) },
      { path: '/messages/queue', ...lazily(messages, (m) => m.QueuePage) },
      ...coordinatorRoutes,
      { path: '*', element: <NotFoundPage />, errorElement },
    ],
  },
];
