import type { AuditRow } from '@fairslot/contract';
import { act, screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { coordinator, CoordinatorApi } from '../test/coordinator-api';
import { openApp } from '../test/open-app';

const changed: AuditRow = {
  at: '2026-10-07T09:00:00+01:00',
  action: 'clinic.changed',
  by: 'Lee',
  site: { id: 'aintree', name: 'Aintree' },
  about: null,
  reference: null,
  requestId: null,
  details: { changes: { serviceIds: { from: ['flu'], to: [] } } },
};

let api: CoordinatorApi;
const asked: string[] = [];
beforeEach(() => {
  asked.length = 0;
  api = new CoordinatorApi().install();
  api.me = {
    ...coordinator,
    region: { ...coordinator.region, permissions: [...coordinator.region.permissions, 'audit:read'] },
  };
  api.answers.set('GET /staff/audit/people', () => ({ items: [], total: 0 }));
  api.answers.set('GET /staff/audit', (_, __, query) => {
    asked.push(String(query));
    const page = Number(query.get('cursor') ?? 0);
    return { items: [{ ...changed, by: `Lee ${page}` }], ...(page === 0 && { nextCursor: '1' }) };
  });
});

test('a list is chosen from and focus stays where the press was; Clear goes back to everything', async () => {
  const { where, router } = openApp('/audit');
  await screen.findByRole('row', { name: /Lee 0/ });
  const form = within(screen.getByRole('form', { name: 'Choose what to show' }));
  const what = form.getByLabelText('What was done');
  await userEvent.selectOptions(what, 'Changed a clinic');
  await userEvent.click(form.getByRole('button', { name: 'Show' }));
  expect(where()).toBe('/audit?act=clinic.changed');
  expect(asked.at(-1)).toBe('action=clinic.changed');
  expect(form.getByRole('button', { name: 'Show' })).toHaveFocus();
  await userEvent.type(form.getByLabelText('From'), '2026-10-01{Enter}');
  expect(where()).toBe('/audit?act=clinic.changed&from=2026-10-01');
  expect(form.getByLabelText('From')).toHaveFocus();

  await userEvent.type(form.getByLabelText('Booking reference'), 'wrong{Enter}');
  expect(screen.getByRole('link', { name: /^A reference has 10 letters and numbers/ })).toBeVisible();
  await userEvent.click(form.getByRole('button', { name: 'Clear' }));
  expect(where()).toBe('/audit');
  expect(what).toHaveValue('');
  expect(form.getByLabelText('Booking reference')).toHaveValue('');
  expect(screen.queryByRole('link', { name: /^A reference has/ })).toBeNull();
  expect(form.getByRole('button', { name: 'Show' })).toHaveFocus();
  await act(() => router.navigate(-1));
  expect(await form.findByDisplayValue('Changed a clinic')).toBe(what);
});

test('older rows are asked for without losing focus, and a service that was changed has its name', async () => {
  let answer = (): void => undefined;
  const first = api.answers.get('GET /staff/audit');
  api.answers.set('GET /staff/audit', async (body, path, query) => {
    if (query.get('cursor')) await new Promise<void>((resolve) => (answer = resolve));
    return first?.(body, path, query);
  });
  openApp('/audit');
  const more = await screen.findByRole('button', { name: 'Show older ones' });
  await userEvent.click(more);
  expect(await screen.findByText('Loading')).toBeVisible();
  expect(more).toHaveFocus();
  answer();
  expect(await screen.findByRole('row', { name: /Lee 1/ })).toBeVisible();
  expect(screen.getByText('There are no more.')).toHaveFocus();
  expect(screen.getAllByText('Flu vaccine before, nothing after')).toHaveLength(2);
});
