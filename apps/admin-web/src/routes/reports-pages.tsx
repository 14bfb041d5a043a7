import { AttendanceReport } from '../features/reports/attendance-report';
import { EqualityReport } from '../features/reports/equality-report';
import { useMe } from '../features/session/me';
import { coordinatorTexts } from '../ui/coordinator-texts';
import { mayAnywhere } from '../ui/may-anywhere';
import { PageHeading } from '../ui/page-heading';
import { NotFoundPage } from '../ui/not-found-page';
import { SitePage } from './site-page';

const words = coordinatorTexts.reports;

export function SiteReportPage() {
  return (
    <SitePage needs="day:read">
      {({ siteId, siteName }) => (
        <>
          <PageHeading under={siteName}>{words.heading}</PageHeading>
          <AttendanceReport key={siteId} siteId={siteId} />
        </>
      )}
    </SitePage>
  );
}

export function ReportsPage() {
  const me = useMe();
  if (!mayAnywhere(me, 'reports:read')) return <NotFoundPage />;
  return (
    <>
      <PageHeading under={me.region.name}>{words.heading}</PageHeading>
      <AttendanceReport />
      <EqualityReport />
    </>
  );
}
