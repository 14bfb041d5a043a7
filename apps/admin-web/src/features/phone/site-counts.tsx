import { useApiQuery } from '@fairslot/client/react';
import { countSiteDay } from '@fairslot/contract';
import { Loaded } from '../../ui/loaded';
import { texts } from '../../ui/texts';

/** For who books at a site and may not see its list: how many, and nobody by name. */
export function SiteCounts({ siteId, siteName }: { siteId: string; siteName: string }) {
  const query = useApiQuery(countSiteDay, { params: { siteId } });
  return (
    <Loaded query={query}>{(counts) => <p className="staff-count">{texts.phone.counts(siteName, counts)}</p>}</Loaded>
  );
}
