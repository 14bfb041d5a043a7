import { act, fireEvent, screen } from '@testing-library/react';
import { openApp } from '../../test/open-app';
import { aRow, StaffApi } from '../../test/staff-api';

let api: StaffApi;
beforeEach(() => {
  jest.useFakeTimers({ now: new Date('2026-11-21T10:00:00Z') });
  api = new StaffApi().install();
  api.rows = [aRow()];
});
afterEach(() => jest.useRealTimers());

const run = (ms: number) => act(() => jest.advanceTimersByTimeAsync(ms));
async function opened(path: string) {
  const app = openApp(path);
  await run(1000);
  return app;
}
/** The laptop sleeps but for the last minute, in which the page asks for its news again and again. */
const minutes = (n: number) => {
  jest.setSystemTime(Date.now() + (n - 1) * 60_000);
  return run(60_000);
};

test('after 55 idle minutes it warns, and one press goes on', async () => {
  await opened('/sites/aintree/today');
  await minutes(54);
  expect(screen.queryByText(/we sign you out/)).not.toBeInTheDocument();
  await minutes(1.5);
  expect(screen.getByText(/we sign you out in 5 minutes/)).toBeVisible();
  const stay = screen.getByRole('button', { name: 'Stay signed in' });
  fireEvent.pointerDown(stay);
  fireEvent.click(stay);
  await minutes(10);
  expect(screen.queryByText(/we sign you out/)).not.toBeInTheDocument();
  expect(api.signedIn).toBe(true);
});

test('after 60 idle minutes the session is ended here and at the API', async () => {
  const { where } = await opened('/sites/aintree/today?show=expected');
  await minutes(61);
  expect(api.signedIn).toBe(false);
  expect(where()).toBe('/sign-in?to=%2Fsites%2Faintree%2Ftoday%3Fshow%3Dexpected&why=ended');
  expect(screen.queryByText(/Amina/)).not.toBeInTheDocument();
});
