import { useApiQuery } from '@fairslot/client/react';
import { listServices } from '@fairslot/contract';
import { factsOf } from './describe-details';

/** The facts of an act, services by their names. */
export function useFacts() {
  const { data } = useApiQuery(listServices, {}, { staleTime: 5 * 60_000 });
  const names = new Map(data?.items.map(({ id, name }) => [id, name]));
  return (details: Record<string, unknown>) => factsOf(details, names);
}
