import { render } from '@testing-library/react';
import { createMemoryRouter } from 'react-router';
import { App } from '../app/app';
import { routes } from '../routes/routes';

/** The whole site at an address, as the browser would open it. Answers the router, to ask where one has got to. */
export function openApp(address: string) {
  const router = createMemoryRouter(routes, { initialEntries: [address] });
  render(<App makeRouter={() => router} />);
  const where = () => router.state.location.pathname + router.state.location.search;
  return { router, where };
}
