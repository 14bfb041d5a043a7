import type { StaffMe } from '@fairslot/contract';
import { isLocalDate } from '@fairslot/domain';
import { useSearchParams } from 'react-router';

/** Chosen in place of a site; no site is called so. */
export const REGION = '*region';

/** Which acts are asked for; the address says it, so that it can be passed on. Nothing in it names a person. */
export function useAsked(sites: StaffMe['sites']) {
  const [search] = useSearchParams();
  const date = (name: string) => {
    const day = search.get(name) ?? '';
    return isLocalDate(day) ? day : undefined;
  };
  return {
    siteId: sites.find(({ id }) => id === search.get('site'))?.id,
    about: search.get('site') === REGION ? ('region' as const) : undefined,
    by: search.get('who') ?? undefined,
    action: search.get('act') ?? undefined,
    reference: search.get('reference') ?? undefined,
    from: date('from'),
    to: date('to'),
  };
}
export type Asked = ReturnType<typeof useAsked>;
