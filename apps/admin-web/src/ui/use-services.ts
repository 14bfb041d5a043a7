import { useApiQuery } from '@fairslot/client/react';
import { listServices, type Service } from '@fairslot/contract';

const none: Service[] = [];

/** Services by id, for their names; kept for a while because they hardly change. */
export function useServices(): { all: Service[]; nameOf: (id: string) => string } {
  const { data } = useApiQuery(listServices, {}, { staleTime: 5 * 60_000 });
  const all = data?.items ?? none;
  return { all, nameOf: (id) => all.find((service) => service.id === id)?.name ?? id };
}
