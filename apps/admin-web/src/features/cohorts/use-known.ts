import { useApiQuery } from '@fairslot/client/react';
import { listCampaigns, listNumberLists, listServices } from '@fairslot/contract';
import { noRules, type Known } from './rule-words';
import { useCount } from './use-count';

/** What rules may refer to: services, campaigns, pasted lists, and the Places and languages that occur in the caller's lists. */
export function useKnown(): Known {
  const services = useApiQuery(listServices, {}).data?.items ?? [];
  const { count } = useCount(noRules);
  const languages = [...(count?.byLanguage ?? [])].sort((a, b) => b.people - a.people).map(({ key }) => key);
  const lists = useApiQuery(listNumberLists, {}).data?.items ?? [];
  const campaigns = useApiQuery(listCampaigns, {}).data?.items ?? [];
  return { services, places: count?.byPlace ?? [], languages, lists, campaigns };
}
