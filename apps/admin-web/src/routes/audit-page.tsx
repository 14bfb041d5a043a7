import { AuditFilter } from '../features/audit/audit-filter';
import { AuditRows } from '../features/audit/audit-rows';
import { useAsked } from '../features/audit/use-asked';
import '../features/audit/audit.scss';
import { useMe } from '../features/session/me';
import { auditTexts as words } from '../ui/audit-texts';
import { mayAnywhere } from '../ui/may-anywhere';
import { PageHeading } from '../ui/page-heading';
import { NotFoundPage } from '../ui/not-found-page';

/** What was done, for whoever may read it. */
export function AuditPage() {
  const me = useMe();
  const sites = me.sites.filter(({ permissions }) => permissions.includes('audit:read'));
  const asked = useAsked(sites);
  const seesRegion = me.region.permissions.includes('audit:read');
  if (!mayAnywhere(me, 'audit:read')) return <NotFoundPage />;
  return (
    <>
      <PageHeading>{words.heading}</PageHeading>
      <p>{words.lead}</p>
      {seesRegion && !asked.siteId && !asked.by && !asked.action && <p>{words.noSessions}</p>}
      <AuditFilter sites={sites} seesRegion={seesRegion} asked={asked} />
      <AuditRows key={JSON.stringify(asked)} asked={asked} />
    </>
  );
}
