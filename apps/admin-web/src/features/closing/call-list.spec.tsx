import { screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { openApp } from '../../test/open-app';
import { someone, StaffApi } from '../../test/staff-api';

const person = {
  service: { id: 'flu', name: 'Flu vaccine' },
  dateOfBirth: '1954-04-03',
  mobile: '07700 900982',
  landline: null,
  email: null,
  language: 'en',
  help: [] as string[],
};
const amina = { ...person, firstName: 'Amina', lastName: 'Khan', reference: 'K7QF9-X2A4M', help: ['hearing_loop'] };
const wei = { ...person, firstName: 'Wei', lastName: 'Zhang', reference: 'H3K1T-5W2C8', mobile: null };
const stranded = {
  ...amina,
  status: 'booked',
  version: 1,
  start: '2026-11-24T10:00:00+00:00',
  lengthMinutes: 5,
  strandedAt: null,
};
const call = {
  id: 'call-1',
  reason: 'stranded',
  about: 'stranded',
  createdAt: '2026-11-21T09:00:00+00:00',
  site: { id: 'aintree', name: 'Aintree' },
  status: 'booked',
  start: stranded.start,
  tried: [],
  done: null,
};

const may = (...permissions: (typeof someone)['sites'][number]['permissions']) => ({
  ...someone,
  sites: someone.sites.map((site) => ({ ...site, permissions })),
});

let api: StaffApi;
beforeEach(() => {
  api = new StaffApi().install();
  api.me = may('day:read', 'bookings:write', 'calls:act');
  api.stranded = [stranded];
  api.toCall = [
    { ...amina, ...call },
    {
      ...wei,
      ...call,
      id: 'call-2',
      reason: 'no_contact',
      about: 'cancelled_by_site',
      start: '2026-11-22T10:00:00+00:00',
    },
  ];
});

const rows = async () => {
  await screen.findByRole('table', { name: 'People to call' });
  return screen.getAllByRole('row').slice(1);
};

test('everybody to call stands in one list, once, by the time of the appointment, with why and how', async () => {
  openApp('/sites/aintree/call-list');
  expect(await screen.findByText(/^2 people have to be called\./)).toBeVisible();
  expect(screen.getAllByRole('table')).toHaveLength(1);
  const [first, second] = await rows();
  expect(first).toHaveTextContent(/Wei Zhang.*Not told: we cancelled their appointment.*No phone or email/);
  expect(second).toHaveTextContent(/Amina Khan.*No clinic can see them then.*07700 900982/);
  expect(within(second as HTMLElement).getByRole('link', { name: 'Offer another time Amina Khan' })).toBeVisible();
  expect(within(first as HTMLElement).queryByRole('link', { name: /^Offer another time/ })).not.toBeInTheDocument();
});

test('who was called leaves the list; whoever still has no place stays, with what came of the call', async () => {
  openApp('/sites/aintree/call-list');
  await rows();
  await userEvent.click(screen.getByRole('button', { name: 'Reached Wei Zhang' }));
  expect(await screen.findByText('Wei Zhang: Reached.')).toHaveFocus();
  await userEvent.click(screen.getByRole('button', { name: 'Left word Amina Khan' }));
  expect(await screen.findByText(/^Left word: .*21 Nov 2026, 10:56am, Jo Smith$/)).toBeVisible();
  const left = await rows();
  expect(left).toHaveLength(1);
  expect(left[0]).toHaveTextContent('Amina Khan');
  expect(screen.queryByRole('button', { name: /Amina Khan$/ })).not.toBeInTheDocument();
  expect(screen.getByRole('link', { name: 'Offer another time Amina Khan' })).toBeVisible();
});

test('Today leads to the list where anybody is on it, and says how many', async () => {
  openApp('/sites/aintree/today');
  await userEvent.click(await screen.findByRole('link', { name: 'Call list (2)' }));
  expect(await rows()).toHaveLength(2);
});

test('who may not call sees whom no clinic serves, and asks for nothing more', async () => {
  api.me = may('day:read');
  openApp('/sites/aintree/call-list');
  expect(await rows()).toHaveLength(1);
  expect(screen.queryByRole('button', { name: /^Reached/ })).not.toBeInTheDocument();
  expect(api.calls).not.toContain('GET /staff/calls');
});
