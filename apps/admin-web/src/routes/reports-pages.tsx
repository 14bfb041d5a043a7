import { Link } from 'react-router';
import { AttendanceReport } from '../features/reports/attendance-report';
import { EqualityReport } from '../features/reports/equality-report';
import { homeSite, mayAt, useMe } from '../features/session/me';
import { reportAddress, reportsAddress } from '../ui/addresses';
import { Contents } from '../ui/contents';
import { coordinatorTexts } from '../ui/coordinator-texts';
import { mayAnywhere } from '../ui/may-anywhere';
import { PageHeading } from '../ui/page-heading';
import { NotFoundPage } from '../ui/not-found-page';
import { SitePage } from './site-page';

const words = coordinatorTexts.reports;
const parts = [
  ['attendance', words.caption],
  ['equality', words.equality],
] as const;

export function SiteReportPage() {
  return (
    <SitePage needs="day:read">
      {({ siteId, siteName }) => (
        <>
          <PageHeading under={siteName}>{words.heading}</PageHeading>
          <OneOrAll siteId={siteId} siteName={siteName} isAll={false} />
          <AttendanceReport key={siteId} siteId={siteId} />
        </>
      )}
    </SitePage>
  );
}

export function ReportsPage() {
  const me = useMe();
  if (!mayAnywhere(me, 'reports:read')) return <NotFoundPage />;
  const site = homeSite(me);
  return (
    <>
      <PageHeading under={me.region.name}>{words.heading}</PageHeading>
      {site && mayAt(me, site.id, 'day:read') && <OneOrAll siteId={site.id} siteName={site.name} isAll />}
      <Contents parts={parts} />
      <div id="attendance">
        <AttendanceReport />
      </div>
      <div id="equality">
        <EqualityReport />
      </div>
    </>
  );
}

/** From the reports of all sites to those of one and back, for whoever may open both. */
function OneOrAll({ siteId, siteName, isAll }: { siteId: string; siteName: string; isAll: boolean }) {
  if (!mayAnywhere(useMe(), 'reports:read')) return null;
  const ways: [boolean, string, string][] = [
    [isAll, reportsAddress, words.allSites],
    [!isAll, reportAddress(siteId), siteName],
  ];
  return (
    <nav aria-label={words.which} className="staff-tools">
      <ul className="staff-filters">
        {ways.map(([isHere, to, says]) => (
          <li key={to}>
            <Link to={to} aria-current={isHere ? 'true' : undefined}>
              {says}
            </Link>
          </li>
        ))}
      </ul>
    </nav>
  );
}
