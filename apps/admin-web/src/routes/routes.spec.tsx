import { render, screen, within } from '@testing-library/react';
import { createMemoryRouter } from 'react-router';
import { App } from '../app/app';
import { openApp } from '../test/open-app';
import { StaffApi } from '../test/staff-api';
import { routes } from './routes';

beforeEach(() => {
  new StaffApi().install();
});

test('an address that does not exist says so, inside the frame', async () => {
  openApp('/nothing/here');
  expect(await screen.findByRole('heading', { name: 'Page not found' })).toBeVisible();
  expect(screen.getByRole('navigation', { name: 'Main' })).toBeVisible();
});

test('a site outside the caller’s scope is simply not found', async () => {
  openApp('/sites/elsewhere/today');
  expect(await screen.findByRole('heading', { name: 'We cannot find that site' })).toBeVisible();
});

test('a page of one’s own site that one may not open is not found, and says nothing of the site having closed', async () => {
  openApp('/sites/aintree/close');
  expect(await screen.findByRole('heading', { name: 'Page not found' })).toBeVisible();
  expect(screen.queryByText(/may have closed/)).toBeNull();
});

test('a helper books for who is beside them: no list, no search, and nothing about a phone', async () => {
  const api = new StaffApi().install();
  const site = {
    id: 'aintree',
    name: 'Aintree Hospital Hub',
    place: 'Liverpool',
    permissions: ['bookings:make' as const],
  };
  api.me = { ...api.me, sites: [site] };
  const { where } = openApp('/');
  expect(await screen.findByRole('heading', { name: 'Book for the person with you' })).toBeVisible();
  expect(where()).toBe('/phone');
  const links = within(screen.getByRole('navigation', { name: 'Main' })).getAllByRole('link');
  expect(links.map(({ textContent }) => textContent)).toEqual(['Book']);
});

test('a page that breaks is replaced by words and leaves the frame standing', async () => {
  jest.spyOn(console, 'error').mockImplementation(() => undefined);
  const Broken = () => {
    throw new Error('broken on purpose');
  };
  const withBroken = routes.map((route) =>
    route.children
      ? {
          ...route,
          children: route.children.map((page) => (page.path === '/search' ? { ...page, element: <Broken /> } : page)),
        }
      : route,
  );
  const router = createMemoryRouter(withBroken, { initialEntries: ['/search'] });
  render(<App makeRouter={() => router} />);
  expect(await screen.findByRole('heading', { name: 'This page did not load' })).toBeVisible();
  expect(screen.getByRole('navigation', { name: 'Main' })).toBeVisible();
});

test.each(routes.flatMap((route) => [route, ...(route.children ?? [])]))(
  'route $path has its own error page',
  (route) => {
    expect(route.errorElement).toBeDefined();
  },
);

test('an API that cannot be reached is said in words, with a way to try again', async () => {
  const api = new StaffApi().install();
  api.failNext('/me', 'not_found');
  openApp('/search');
  expect(await screen.findByRole('button', { name: 'Try again' })).toBeVisible();
});
