import { createClient } from '@fairslot/client';
import { ClientProvider } from '@fairslot/client/react';
import { QueryClientProvider } from '@tanstack/react-query';
import { useState } from 'react';
import { createBrowserRouter, type DataRouter } from 'react-router';
import { RouterProvider } from 'react-router/dom';
import { signInAddress } from '../features/session/return-address';
import { routes } from '../routes/routes';
import { createQueryClient } from './query-client';

interface Props {
  /** A router in memory, in tests. */
  makeRouter?: () => DataRouter;
}

export function App({ makeRouter = () => createBrowserRouter(routes) }: Props) {
  const [parts] = useState(() => assemble(makeRouter()));
  return (
    <QueryClientProvider client={parts.queries}>
      <ClientProvider value={parts.client}>
        <RouterProvider router={parts.router} />
      </ClientProvider>
    </QueryClientProvider>
  );
}

function assemble(router: DataRouter) {
  const queries = createQueryClient(() => {
    const { pathname, search, hash } = router.state.location;
    if (pathname === '/sign-in') return;
    const wasSignedIn = queries
      .getQueryCache()
      .getAll()
      .some((query) => query.state.data !== undefined);
    const address = signInAddress(pathname + search + hash, wasSignedIn ? 'ended' : undefined);
    void router.navigate(address, { replace: true });
  });
  // Looked up at each call, so that whatever stands at the edge of the page is used.
  const client = createClient({ baseUrl: '', fetch: (input, init) => fetch(input, init) });
  return { router, queries, client };
}
