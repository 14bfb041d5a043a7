import { screen, within } from '@testing-library/react';
import { openApp } from '../../test/open-app';
import { CoordinatorApi } from '../../test/coordinator-api';
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
  const row = screen.getByRole('row', { name: /^Knowsley/ });
  expect(
    within(row)
      .getAllByRole('cell')
      .map((cell) => cell.textContent),
  ).toEqual(['200', '4.5', 'None']);
  expect(within(screen.getByRole('row', { name: /^Wirral/ })).getByText('30')).toBeVisible();
});

test('without a campaign the free times themselves are shown, and that is said', async () => {
  const api = new CoordinatorApi().install();
  api.answers.set('GET /staff/reports/region', () => ({ dates, places: [place('Wirral', 0, [1200, 0], null)] }));
  openApp('/overview');
  expect(await screen.findByText(/^No campaign of this service is running/)).toBeVisible();
  expect(screen.getByRole('row', { name: 'Wirral 1,200 None' })).toBeVisible();
});
