import { screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { openApp } from '../../test/open-app';
import { aRow, someone, StaffApi } from '../../test/staff-api';

let api: StaffApi;
beforeEach(() => {
  api = new StaffApi().install();
  const sites = someone.sites.map((site) => ({
    ...site,
    permissions: [...site.permissions, 'bookings:write' as const],
  }));
  api.me = { ...someone, sites };
  api.rows = [aRow()];
});

const press = (name: string) => userEvent.click(screen.getByRole('button', { name }));

test('focus goes to the question whether to cancel, and back where the appointment is kept', async () => {
  openApp('/sites/aintree/bookings/K7QF9X2A4M');
  await screen.findByRole('button', { name: 'Cancel appointment' });
  await press('Cancel appointment');
  expect(screen.getByText(/^Amina Khan will be told/).parentElement).toHaveFocus();
  await press('Keep it');
  expect(screen.getByRole('button', { name: 'Cancel appointment' })).toHaveFocus();
});

test('of two who change one appointment the second is told, and shown what the first made of it', async () => {
  openApp('/sites/aintree/bookings/K7QF9X2A4M');
  await screen.findByRole('button', { name: 'Cancel appointment' });
  await press('Cancel appointment');
  api.change('K7QF9X2A4M', { status: 'cancelled' });
  api.failNext('/bookings/K7QF9X2A4M/cancel', 'wrong_state');
  await press('Cancel appointment');
  expect(await screen.findByText(/^Somebody else has changed this appointment since you opened it\./)).toBeVisible();
  expect(await screen.findByText('Cancelled')).toBeVisible();
  expect(screen.queryByRole('button', { name: 'Cancel appointment' })).not.toBeInTheDocument();
});

test('a press that fails for another reason is not said to be a change of somebody else', async () => {
  openApp('/sites/aintree/bookings/K7QF9X2A4M');
  await screen.findByRole('button', { name: 'Cancel appointment' });
  await press('Cancel appointment');
  api.failNext('/bookings/K7QF9X2A4M/cancel', 'busy');
  await press('Cancel appointment');
  expect(await screen.findByText('The service is very busy. Try again in a moment')).toBeVisible();
});
