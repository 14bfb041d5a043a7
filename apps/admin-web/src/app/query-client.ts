import { isProblem } from '@fairslot/client';
import { MutationCache, QueryCache, QueryClient } from '@tanstack/react-query';

/** A cache of answers that calls `onSessionEnd` when the API says that nobody is signed in. */
export function createQueryClient(onSessionEnd: () => void): QueryClient {
  const onError = (error: Error) => {
    if (isProblem(error, 'sign_in_required')) onSessionEnd();
  };
  return new QueryClient({
    queryCache: new QueryCache({ onError }),
    mutationCache: new MutationCache({ onError }),
    defaultOptions: {
      queries: { retry: (failures, error) => isProblem(error, 'busy', 'internal') && failures < 2, retryDelay: 800 },
      mutations: { retry: false },
    },
  });
}
