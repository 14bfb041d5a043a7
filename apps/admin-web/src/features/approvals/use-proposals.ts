import { useApiQuery } from '@fairslot/client/react';
import { listProposals } from '@fairslot/contract';

const MINUTE = 60_000;

/** What waits for a second person, and urgent alerts; asked for again each minute, because what waits waits an hour at most. */
export const useProposals = (enabled: boolean) =>
  useApiQuery(listProposals, {}, { enabled, staleTime: MINUTE / 2, refetchInterval: MINUTE });
