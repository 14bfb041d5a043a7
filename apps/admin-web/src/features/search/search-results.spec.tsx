import { act, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { openApp } from '../../test/open-app';
import { aRow, StaffApi } from '../../test/staff-api';

let api: StaffApi;
beforeEach(() => {
  api = new StaffApi().install();
  api.rows = [aRow(), aRow({ reference: 'OTHER00001', lastName: 'Patel' })];
});

test('a search finds the booking and leads to its row on its day', async () => {
  const { where, router } = openApp('/search');
  await userEvent.type(await screen.findByLabelText('Find a booking'), 'khan{Enter}');
  expect(await screen.findByText('1 booking found')).toBeVisible();
  await userEvent.click(screen.getByRole('link', { name: 'Sat 21 Nov 2026, 10:50am Amina Khan' }));
  expect(await screen.findByRole('heading', { level: 1, name: /Saturday 21 November 2026/ })).toBeVisible();
  expect(where()).toBe('/sites/aintree/today?date=2026-11-21');
  expect(router.state.location.hash).toBe('#b-K7QF9X2A4M');
  const row = await screen.findByRole('rowheader', { name: /Amina Khan/ });
  expect(row.closest('tr')).toHaveClass('staff-table__row--found');
});

test('one letter is too little, and is not sent', async () => {
  openApp('/search');
  await userEvent.type(await screen.findByLabelText('Find a booking'), 'k{Enter}');
  expect(await screen.findByText('Enter at least 2 letters or numbers')).toBeVisible();
  expect(screen.getByLabelText('Find a booking')).toHaveFocus();
  expect(api.calls).not.toContain('GET /staff/bookings');
});

test('more than the API takes is not sent, and that is said', async () => {
  openApp('/search');
  const box = await screen.findByLabelText('Find a booking');
  await userEvent.click(box);
  await userEvent.paste('k'.repeat(101));
  await userEvent.keyboard('{Enter}');
  expect(await screen.findByText('Enter 100 letters and numbers at most')).toBeVisible();
  expect(box).toHaveFocus();
  expect(api.calls).not.toContain('GET /staff/bookings');
});

test('what is searched for is never in the address, and Back shows it again', async () => {
  const { where, router } = openApp('/search');
  await userEvent.type(await screen.findByLabelText('Find a booking'), 'khan{Enter}');
  await userEvent.click(await screen.findByRole('link', { name: /Amina Khan/ }));
  await screen.findByRole('heading', { level: 1, name: /Saturday 21 November 2026/ });
  await act(() => router.navigate(-1));
  expect(await screen.findByText('1 booking found')).toBeVisible();
  expect(screen.getByLabelText('Find a booking')).toHaveValue('khan');
  expect(where()).toBe('/search');
});

test('an address that carries a search is not searched for', async () => {
  openApp('/search?q=khan');
  expect(await screen.findByLabelText('Find a booking')).toHaveValue('');
  expect(api.calls).not.toContain('GET /staff/bookings');
});

test('one letter after a search leaves nothing of the search before', async () => {
  openApp('/search');
  const box = async () => screen.findByLabelText('Find a booking');
  await userEvent.type(await box(), 'nobody{Enter}');
  expect(await screen.findByText('0 bookings found')).toBeVisible();
  await userEvent.clear(await box());
  await userEvent.type(await box(), 'k{Enter}');
  expect(await screen.findByText('Enter at least 2 letters or numbers')).toBeVisible();
  expect(screen.queryByText('0 bookings found')).not.toBeInTheDocument();
});

test('nothing found says what to try next', async () => {
  openApp('/search');
  await userEvent.type(await screen.findByLabelText('Find a booking'), 'nobody{Enter}');
  expect(await screen.findByText(/No booking matches in your sites\./)).toBeVisible();
});
