import { screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { openApp } from '../../test/open-app';
import { aRow, someone, StaffApi } from '../../test/staff-api';
import { returnAddress } from './return-address';

let api: StaffApi;
beforeEach(() => {
  localStorage.clear();
  api = new StaffApi().install();
  api.rows = [aRow()];
  api.signedIn = false;
});

async function signIn(email: string, password: string) {
  const user = userEvent.setup();
  if (email) await user.type(await screen.findByLabelText('Email address'), email);
  if (password) await user.type(await screen.findByLabelText('Password'), password);
  await user.click(await screen.findByRole('button', { name: 'Sign in' }));
}

test('signing in leads to the page that was asked for', async () => {
  const { where } = openApp('/sites/speke/today?date=2026-11-21');
  await signIn('jo@clinic.invalid', 'right');
  expect(await screen.findByText('Nobody is booked on this day.')).toBeVisible();
  expect(where()).toBe('/sites/speke/today?date=2026-11-21');
});

test('the first visit asks to sign in without saying that a session ended', async () => {
  openApp('/');
  expect(await screen.findByRole('heading', { name: 'Sign in' })).toBeVisible();
  expect(screen.queryByText(/session ended/)).not.toBeInTheDocument();
  expect(api.calls).toEqual(['GET /staff/me']);
});

test('empty boxes are listed, focused and linked to, again at every attempt', async () => {
  openApp('/sign-in');
  for (let attempt = 0; attempt < 2; attempt++) {
    await signIn('', '');
    const alert = screen.getByRole('alert');
    expect(alert.closest('[tabindex="-1"]')).toHaveFocus();
    await userEvent.click(within(alert).getByRole('link', { name: 'Enter your password' }));
    expect(screen.getByLabelText('Password')).toHaveFocus();
  }
  expect(document.title).toBe('Error: Sign in – Fairslot for staff');
  expect(api.calls).toEqual([]);
});

test('wrong details get one message, whichever was wrong, and the password box is kept', async () => {
  openApp('/sign-in');
  await signIn('jo@clinic.invalid', 'wrong');
  expect(await screen.findAllByText(/Check your email address and password\. One of them is wrong/)).toHaveLength(2);
  expect(screen.getByLabelText('Email address')).toHaveValue('jo@clinic.invalid');
});

test('after too many attempts it says when to try again', async () => {
  openApp('/sign-in');
  api.failNext('/sign-in', 'too_many', { 'retry-after': '700' });
  await signIn('jo@clinic.invalid', 'right');
  expect(await screen.findAllByText(/You have tried too many times\. Try again in 12 minutes/)).toHaveLength(2);
});

test('the password can be shown and hidden', async () => {
  openApp('/sign-in');
  await userEvent.click(await screen.findByRole('button', { name: 'Show password' }));
  expect(screen.getByLabelText('Password')).toHaveAttribute('type', 'text');
  await userEvent.click(screen.getByRole('button', { name: 'Hide password' }));
  expect(screen.getByLabelText('Password')).toHaveAttribute('type', 'password');
});

test('nothing of the session is kept in the browser but the id of the site', async () => {
  openApp('/sites/speke/today');
  await signIn('jo@clinic.invalid', 'right');
  await screen.findByText('Nobody is booked on this day.');
  expect(Object.entries(localStorage)).toEqual([['fairslot.site', 'speke']]);
  expect(sessionStorage).toHaveLength(0);
  expect(document.cookie).toBe('');
});

test('the site used last is where one lands', async () => {
  localStorage.setItem('fairslot.site', 'speke');
  const { where } = openApp('/');
  await signIn('jo@clinic.invalid', 'right');
  await screen.findByText('Nobody is booked on this day.');
  expect(where()).toBe('/sites/speke/today');
});

test('another way to sign in has a button where the deployment names one, and no place where it does not', async () => {
  openApp('/sign-in').where();
  await screen.findByRole('button', { name: 'Sign in' });
  expect(screen.queryByRole('link', { name: 'Sign in with Example ID' })).not.toBeInTheDocument();
  api.otherSignIn = { name: 'Sign in with Example ID', url: 'https://id.example.org/start' };
  openApp('/sign-in').where();
  expect(await screen.findByRole('link', { name: 'Sign in with Example ID' })).toHaveAttribute(
    'href',
    'https://id.example.org/start',
  );
});

test('signing out forgets what was read and does not lead the next person back', async () => {
  api.signedIn = true;
  const { where } = openApp('/sites/aintree/today?date=2026-11-21');
  await screen.findByText(/Amina Khan/, { selector: '.staff-person__name' });
  await userEvent.click(screen.getByRole('button', { name: /Jo Smith/ }));
  await userEvent.click(screen.getByRole('button', { name: 'Sign out' }));
  expect(await screen.findByText('You are signed out.')).toBeVisible();
  expect(where()).toBe('/sign-in?why=out');
  expect(screen.queryByText(/Amina/)).not.toBeInTheDocument();
  expect(api.calls).toContain('POST /staff/sign-out');
});

test('with one site there is nothing to choose; with two the day stays when the site changes', async () => {
  api.signedIn = true;
  api.me = { ...someone, sites: someone.sites.slice(0, 1) };
  openApp('/sites/aintree/today');
  await screen.findByRole('heading', { level: 1, name: /Aintree/ });
  expect(screen.queryByRole('button', { name: /Change site/ })).not.toBeInTheDocument();
});

test('another site is two presses away', async () => {
  api.signedIn = true;
  const { where } = openApp('/sites/aintree/today?date=2026-11-22');
  await userEvent.click(await screen.findByRole('button', { name: 'Change site: Aintree Hospital Hub' }));
  await userEvent.click(screen.getByRole('link', { name: 'Speke Pharmacy' }));
  await screen.findByRole('heading', { level: 1, name: /Speke/ });
  expect(where()).toBe('/sites/speke/today?date=2026-11-22');
});

test.each([
  ['/sites/speke/today?show=done', '/sites/speke/today?show=done'],
  ['https://evil.example/', '/'],
  ['//evil.example/', '/'],
  ['/\\evil.example', '/'],
  ['/sign-in?to=/x', '/'],
])('coming back to %p leads to %p', (to, leads) => {
  expect(returnAddress(new URLSearchParams({ to }))).toBe(leads);
});
