import { useMutation, useQuery, useQueryClient, type UseQueryOptions } from '@tanstack/react-query';
import type { Endpoint, ResponseOf } from '@fairslot/contract';
import { createContext, useContext } from 'react';
import type { ApiProblem } from './api-problem';
import type { CallInput, Client } from './create-client';

const ClientContext = createContext<Client | null>(null);
export const ClientProvider = ClientContext.Provider;

export function useClient(): Client {
  const client = useContext(ClientContext);
  if (!client) throw new Error('ClientProvider is missing above this component');
  return client;
}

type QueryOptions<T> = Omit<UseQueryOptions<T, ApiProblem>, 'queryKey' | 'queryFn'>;

/** Reads a GET endpoint; the answer is kept under the endpoint's name and its input. */
export function useApiQuery<E extends Endpoint>(
  endpoint: E,
  input: CallInput<E>,
  options?: QueryOptions<ResponseOf<E>>,
) {
  const client = useClient();
  return useQuery<ResponseOf<E>, ApiProblem>({
    queryKey: [endpoint.name, input],
    queryFn: () => client.call(endpoint, input),
    ...options,
  });
}

/** Calls an endpoint that changes something; the answers of the endpoints in `refreshes` are read anew afterwards. */
export function useApiMutation<E extends Endpoint>(endpoint: E, refreshes: readonly Endpoint[] = []) {
  const client = useClient();
  const cache = useQueryClient();
  return useMutation<ResponseOf<E>, ApiProblem, CallInput<E>>({
    mutationFn: (input) => client.call(endpoint, input),
    onSettled: () => Promise.all(refreshes.map((e) => cache.invalidateQueries({ queryKey: [e.name] }))),
  });
}
