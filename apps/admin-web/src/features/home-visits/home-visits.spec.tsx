import type { HomeVisit } from '@fairslot/contract';
import { screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { coordinator, CoordinatorApi } from '../../test/coordinator-api';
import { openApp } from '../../test/open-app';
import { problem } from '../../test/staff-api';

const ada: HomeVisit = {
  id: 'visit-of-ada',
  place: { id: 'liverpool', name: 'Liverpool' },
  service: { id: 'flu', name: 'Flu vaccine' },
  firstName: 'Ada',
  lastName: 'Ng',
  dateOfBirth: '1940-03-27',
  phone: '+441514960001',
  postcode: 'L24 8QB',
  language: 'pl',
  bestTime: 'morning',
  askedAt: '2026-10-07T09:00:00+01:00',
  state: 'new',
  version: 1,
  steps: [],
};

let api: CoordinatorApi;
let visit: HomeVisit;
beforeEach(() => {
  visit = ada;
  api = new CoordinatorApi().install();
  api.me = {
    ...coordinator,
    region: { ...coordinator.region, permissions: [...coordinator.region.permissions, 'calls:act'] },
  };
  api.answers.set('GET /staff/home-visits', () => ({ items: [visit], total: 1 }));
  api.answers.set('GET /staff/home-visits/count', () => ({
    new: visit.state === 'new' ? 1 : 0,
    called: 0,
    isMine: true,
  }));
  api.answers.set('POST /staff/home-visits/visit-of-ada/state', ({ state, reason, note }) => {
    const step = { state, reason: reason ?? null, note: note ?? null, at: '2026-10-08T10:00:00+01:00', by: 'Cora' };
    visit = { ...visit, state, version: visit.version + 1, steps: [step, ...visit.steps] } as HomeVisit;
    return visit;
  });
});

test('one press says that somebody was called, and Undo takes it back', async () => {
  openApp('/home-visits');
  const row = await screen.findByRole('row', { name: /Ada Ng/ });
  for (const fact of [
    /born 27 Mar 1940/,
    /Liverpool, L24 8QB/,
    /best in the morning/,
    'Wrote in Polish',
    'Nobody has called',
  ])
    expect(within(row).getByText(fact)).toBeVisible();
  expect(within(row).getByRole('link', { name: '+441514960001' })).toHaveAttribute('href', 'tel:+441514960001');
  expect(await screen.findByRole('link', { name: 'Home visits (1)' })).toBeVisible();
  await userEvent.click(within(row).getByRole('button', { name: 'Called Ada Ng' }));
  expect(await screen.findByText('Ada Ng: Called')).toBeVisible();
  expect(await screen.findByText(/Called: Cora/)).toBeVisible();
  expect(await screen.findByRole('link', { name: 'Home visits' })).toBeVisible();
  await userEvent.click(screen.getByRole('button', { name: 'Undo' }));
  expect(await screen.findByText('Ada Ng is as before')).toBeVisible();
  expect(api.bodies).toEqual([
    { state: 'called', version: 1 },
    { state: 'new', version: 2 },
  ]);
});

test('a note goes with the press, and closing asks why', async () => {
  openApp('/home-visits');
  const row = await screen.findByRole('row', { name: /Ada Ng/ });
  await userEvent.click(within(row).getByText('Note or close'));
  await userEvent.type(within(row).getByLabelText('Note (optional)'), 'Daughter answers');
  await userEvent.click(within(row).getByRole('button', { name: 'Comes to a site after all Ada Ng' }));
  expect(await screen.findByText('Ada Ng: Comes to a site after all')).toBeVisible();
  expect(api.bodies).toEqual([{ state: 'closed', reason: 'comes_to_site', note: 'Daughter answers', version: 1 }]);
});

test('a press that was refused keeps the note', async () => {
  api.answers.set('POST /staff/home-visits/visit-of-ada/state', () => problem('wrong_state'));
  openApp('/home-visits');
  const row = await screen.findByRole('row', { name: /Ada Ng/ });
  await userEvent.click(within(row).getByText('Note or close'));
  await userEvent.type(within(row).getByLabelText('Note (optional)'), 'Daughter answers');
  await userEvent.click(within(row).getByRole('button', { name: 'Called Ada Ng' }));
  expect(await screen.findByText(/has changed since you opened it/)).toBeVisible();
  expect(within(row).getByLabelText('Note (optional)')).toHaveValue('Daughter answers');
});

test('an Undo that was refused reads the list at once', async () => {
  openApp('/home-visits');
  await userEvent.click(await screen.findByRole('button', { name: 'Called Ada Ng' }));
  await screen.findByText(/Called: Cora/);
  api.answers.set('POST /staff/home-visits/visit-of-ada/state', () => {
    visit = { ...visit, postcode: 'L25 1AA' };
    return problem('wrong_state');
  });
  await userEvent.click(screen.getByRole('button', { name: 'Undo' }));
  expect(await screen.findByText(/has changed since you opened it/)).toBeVisible();
  expect(await screen.findByText(/L25 1AA/)).toBeVisible();
});

test('whoever calls for no whole Place is told so, and has no link to the list', async () => {
  api.answers.set('GET /staff/home-visits', () => ({ items: [], total: 0 }));
  api.answers.set('GET /staff/home-visits/count', () => ({ new: 0, called: 0, isMine: false }));
  openApp('/home-visits');
  expect(await screen.findByText(/You do not call for a whole Place/)).toBeVisible();
  expect(screen.queryByRole('link', { name: /^Home visits/ })).not.toBeInTheDocument();
});

test('a long list comes page by page, and says how many are not shown', async () => {
  const people = Array.from({ length: 5 }, (_, n): HomeVisit => ({ ...ada, id: `visit-${n}`, lastName: `Ng${n}` }));
  api.answers.set('GET /staff/home-visits', (_, __, query) => {
    const from = Number(query.get('cursor') ?? 0);
    const items = people.slice(from, from + 3);
    const next = from + items.length;
    return { items, total: people.length, ...(next < people.length && { nextCursor: String(next) }) };
  });
  openApp('/home-visits');
  expect(await screen.findByRole('row', { name: /Ada Ng2/ })).toBeVisible();
  expect(screen.getByText('2 more are not shown here.')).toBeVisible();
  await userEvent.click(screen.getByRole('button', { name: 'Show more people' }));
  expect(await screen.findByRole('row', { name: /Ada Ng4/ })).toBeVisible();
  expect(screen.getAllByRole('row')).toHaveLength(6);
  expect(screen.queryByText(/not shown here/)).toBeNull();
  expect(screen.queryByRole('button', { name: 'Show more people' })).toBeNull();
});
