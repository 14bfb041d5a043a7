import type { ApiProblem } from '@fairslot/client';
import { useClient } from '@fairslot/client/react';
import { countCohort, type CohortCount, type CohortRules } from '@fairslot/contract';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useEffect, useState } from 'react';

/** A change is counted once nothing more was changed for this long. */
const SETTLED_MS = 400;
/** Longer than the service counts before it gives up by itself. */
const TIMEOUT_MS = 40_000;

/** The count of the rules as they stand. While `isStale`, the figures are those of the rules before; what nobody waits for any more is not counted on. */
export function useCount(rules: CohortRules) {
  const client = useClient();
  const [settled, setSettled] = useState(rules);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(rules), SETTLED_MS);
    return () => clearTimeout(timer);
  }, [rules]);
  const query = useQuery<CohortCount, ApiProblem>({
    queryKey: [countCohort.name, settled],
    queryFn: ({ signal }) => client.call(countCohort, { body: { rules: settled }, signal, timeoutMs: TIMEOUT_MS }),
    placeholderData: keepPreviousData,
    staleTime: 60_000,
  });
  const isStale = settled !== rules || query.isPlaceholderData || query.isFetching;
  // Steps are told by their place in the rules that were counted.
  return { count: query.data, counted: settled, isStale, error: query.error };
}
