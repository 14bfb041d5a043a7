import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { openApp } from '../../test/open-app';
import { aCampaign, CoordinatorApi } from '../../test/coordinator-api';
import { shadeOf } from './shade';

const dates = ['2026-11-26', '2026-11-27'];
const place = (name: string, toBook: number, free: number[], runsOutOn: string | null) => ({
  placeId: name.toLowerCase(),
  name,
  toBook,
  free,
  perHundred: free.map((n) => (toBook === 0 ? null : (n * 100) / toBook)),
  runsOutOn,
});

test.each([
  [0, 0],
  [0.1, 1],
  [2, 2],
  [4.9, 2],
  [5, 3],
  [10, 4],
])('%d free times for a hundred people is shade %d', (rate, shade) => expect(shadeOf(rate)).toBe(shade));

test('coordinators land on the region: every cell says its figure, and where times run out is said in words', async () => {
  const api = new CoordinatorApi().install();
  api.answers.set('GET /staff/reports/region', () => ({
    dates,
    places: [place('Knowsley', 200, [9, 0], '2026-11-27'), place('Wirral', 0, [30, 4], null)],
  }));
  const { where } = openApp('/');
  expect(await screen.findByText('Knowsley runs out of times on Friday 27 November 2026')).toBeVisible();
  expect(where()).toBe('/overview');
  expect(screen.getByText('Move the table sideways to see all 2 days.')).toBeInTheDocument();
  const row = screen.getByRole('row', { name: /^Knowsley/ });
  expect(
    within(row)
      .getAllByRole('cell')
      .map((cell) => cell.textContent),
  ).toEqual(['200', '4.5', 'None']);
  expect(within(screen.getByRole('row', { name: /^Wirral/ })).getByText('30')).toBeVisible();
});

test('a day without a clinic is no alarm: only where times have run out is a cell dark', async () => {
  const api = new CoordinatorApi().install();
  api.answers.set('GET /staff/reports/region', () => ({
    dates,
    places: [place('Knowsley', 200, [0, 9], null), place('Wirral', 200, [9, 0], '2026-11-27')],
  }));
  openApp('/overview');
  await screen.findByRole('button', { name: 'Wirral' });
  const [between, out] = screen.getAllByRole('cell', { name: 'None' });
  expect(between).toHaveClass('coord-shade--none');
  expect(out).toHaveClass('coord-shade--0');
});

test('without a campaign the free times themselves are shown, and that is said', async () => {
  const api = new CoordinatorApi().install();
  api.answers.set('GET /staff/reports/region', () => ({ dates, places: [place('Wirral', 0, [1200, 0], null)] }));
  openApp('/overview');
  expect(await screen.findByText(/^No campaign of this service is running/)).toBeVisible();
  expect(screen.getByRole('row', { name: 'Wirral 1,200 None' })).toBeVisible();
});

test('begins with the service that people are being invited to, until another one is chosen', async () => {
  const api = new CoordinatorApi().install();
  const services = ['flu', 'check'].map((id) => ({ id, name: id === 'flu' ? 'Flu vaccine' : 'Health check' }));
  api.answers.set('GET /services', () => ({ items: services }));
  api.answers.set('GET /staff/campaigns', () => ({
    items: [
      aCampaign({ state: 'stopped' }),
      aCampaign({ state: 'running', service: services[1] as { id: string; name: string } }),
    ],
  }));
  const asked: (string | null)[] = [];
  api.answers.set('GET /staff/reports/region', (_body, _path, query) => {
    asked.push(query.get('serviceId'));
    return { dates, places: [place('Knowsley', 200, [9, 0], null)] };
  });
  openApp('/overview');
  expect(await screen.findByLabelText('Service')).toHaveValue('check');
  await screen.findByRole('button', { name: 'Knowsley' });
  await userEvent.selectOptions(screen.getByLabelText('Service'), 'Flu vaccine');
  await waitFor(() => expect(asked).toEqual(['check', 'flu']));
});

test('a Place opens to its sites, one at a time', async () => {
  const api = new CoordinatorApi().install();
  api.answers.set('GET /staff/reports/region', () => ({
    dates,
    places: [place('Knowsley', 200, [9, 0], null), place('Wirral', 100, [30, 4], null)],
  }));
  const asked: (string | null)[] = [];
  api.answers.set('GET /staff/reports/region/sites', (_body, _path, query) => {
    asked.push(query.get('placeId'));
    const quiet = { stock: null, lastActive: null, closures: [], walkIns: 0, didNotCome: null };
    return {
      items: [
        {
          siteId: 'huyton',
          name: 'Huyton',
          capacity: 40,
          taken: 10,
          free: 30,
          walkIns: 6,
          didNotCome: 12,
          stock: { doses: 90, days: 6 },
          lastActive: '2026-11-26T09:00:00+00:00',
          closures: [{ from: '2026-12-01', until: '2026-12-02', reason: 'Fridge' }],
        },
        { siteId: 'prescot', name: 'Prescot', capacity: 0, taken: 0, free: 0, ...quiet },
      ],
    };
  });
  openApp('/overview');
  const knowsley = await screen.findByRole('button', { name: 'Knowsley' });
  expect(knowsley).toHaveAttribute('aria-expanded', 'false');
  await userEvent.click(knowsley);
  const sites = within(await screen.findByRole('region', { name: 'Sites in Knowsley' }));
  expect(
    sites.getByRole('row', {
      name: 'Huyton 25 of 100 30 6 12 of 100 90 doses, enough for 6 days 26 Nov 2026 1 Dec 2026 to 2 Dec 2026: Fridge',
    }),
  ).toBeVisible();
  expect(sites.getByRole('row', { name: 'Prescot No clinics 0 0 Not known Not counted Never None' })).toBeVisible();
  await userEvent.click(screen.getByRole('button', { name: 'Wirral' }));
  expect(await screen.findByRole('region', { name: 'Sites in Wirral' })).toBeVisible();
  expect(screen.queryByRole('region', { name: 'Sites in Knowsley' })).not.toBeInTheDocument();
  expect(asked).toEqual(['knowsley', 'wirral']);
});
