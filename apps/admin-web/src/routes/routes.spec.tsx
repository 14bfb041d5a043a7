import { regionRoles, rolePermissions, type Role } from '@fairslot/contract';
import { cleanup, render, screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { createMemoryRouter } from 'react-router';
import { App } from '../app/app';
import { CoordinatorApi } from '../test/coordinator-api';
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

describe('the navigation', () => {
  const links = (name: string) =>
    within(screen.getByRole('navigation', { name }))
      .getAllByRole('link')
      .map(({ textContent, ariaCurrent }) => (ariaCurrent === 'page' ? `[${textContent}]` : textContent))
      .join(' · ');
  const signedInAs = (role: Role, permissions = rolePermissions[role]) => {
    const api = new CoordinatorApi().install();
    const isOfRegion = regionRoles.includes(role);
    const site = { id: 'aintree', name: 'Aintree Hospital Hub', place: 'Liverpool', permissions: [...permissions] };
    api.me = {
      ...api.me,
      sites: [site],
      region: { ...api.me.region, permissions: isOfRegion ? [...permissions] : [] },
    };
    return api;
  };

  const site = 'Today · Clinics · Phone booking · Search · Stock · Reports · Site details';
  test.each<[Role, string, string]>([
    ['front_desk', '/messages', `${site} · [Messages]`],
    ['site_administrator', '/audit', `${site} · Team · Messages · [Audit]`],
    ['phone_agent', '/phone', '[Phone booking] · Search · Messages'],
    ['coordinator', '/overview', 'Today · Clinics · Search · Reports · Site details · Campaigns · People · [Region]'],
    ['campaign_approver', '/cohorts', 'Reports · Campaigns · [People] · Region'],
    ['analyst', '/reports', '[Reports] · Campaigns · Region'],
    ['region_administrator', '/cohorts/new', `${site} · Team · Campaigns · [People] · Region`],
  ])('of %s is one row, with one name for one thing', async (role, address, expected) => {
    signedInAs(role);
    openApp(address);
    await screen.findByRole('navigation', { name: 'Main' });
    expect(links('Main')).toBe(expected);
  });

  test('shows the parts of a section beside each other on the first page of each, and nowhere else', async () => {
    signedInAs('region_administrator');
    openApp('/cohorts');
    await screen.findByRole('navigation', { name: 'People' });
    expect(links('People')).toBe('Lists · [Cohorts] · Records');
    await userEvent.click(
      within(screen.getByRole('navigation', { name: 'Main' })).getByRole('link', { name: 'Region' }),
    );
    expect(links('Region')).toBe('[Overview] · Messages · Audit · Set up');
    cleanup();
    openApp('/cohorts/new');
    await screen.findByRole('navigation', { name: 'Main' });
    expect(screen.queryByRole('navigation', { name: 'People' })).not.toBeInTheDocument();
  });

  test('leads whoever has no sites yet to where they are set up', async () => {
    const api = signedInAs('region_administrator');
    api.me = { ...api.me, sites: [] };
    openApp('/team');
    const main = within(await screen.findByRole('navigation', { name: 'Main' }));
    expect(main.getByRole('link', { name: 'Region' })).toHaveAttribute('href', '/region');
  });

  test('goes from the reports of all sites to those of one and back, below the same word', async () => {
    signedInAs('coordinator');
    const { where } = openApp('/reports');
    await userEvent.click(await screen.findByRole('link', { name: 'Aintree Hospital Hub' }));
    expect(where()).toBe('/sites/aintree/report');
    expect(links('Main')).toContain('[Reports]');
    expect(await screen.findByRole('link', { name: 'All sites' })).toHaveAttribute('href', '/reports');
    cleanup();
    signedInAs('front_desk');
    openApp('/sites/aintree/report');
    expect(await screen.findByRole('heading', { name: /^Reports/ })).toBeVisible();
    expect(screen.queryByRole('link', { name: 'All sites' })).not.toBeInTheDocument();
  });
});
