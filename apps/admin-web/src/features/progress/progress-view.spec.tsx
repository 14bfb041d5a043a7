import { cleanup, screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { openApp } from '../../test/open-app';
import { aCampaign, CoordinatorApi } from '../../test/coordinator-api';

const row = (key: string, invited: number | null, booked: number | null) => ({
  key,
  name: key,
  invited,
  booked,
  had: 0,
  declined: 0,
});

let api: CoordinatorApi;
beforeEach(() => {
  api = new CoordinatorApi().install();
  api.answers.set('GET /staff/campaigns/k1', () => aCampaign({ state: 'paused', invited: 80 }));
  api.answers.set('GET /staff/campaigns/k1/progress', () => ({
    invited: 80,
    delivered: 70,
    opened: 40,
    booked: 20,
    came: 6,
    had: 5,
    declined: [{ reason: 'not_now', people: 3 }],
    declinedByPlace: [
      { key: 'Halton', name: 'Halton', reasons: { had_it: 0, not_now: 2, do_not_want: 0, my_language: 0 } },
      { key: 'Wirral', name: 'Wirral', reasons: { had_it: 0, not_now: 1, do_not_want: null, my_language: 0 } },
    ],
    delivery: [{ channel: 'email', waiting: 5, sent: 0, delivered: 70, failed: 2, notNeeded: 3 }],
    failures: [{ reason: 'opted out', messages: 2 }],
    cost: { spent: 12.5, currency: 'GBP' },
    budget: null,
    currency: 'GBP',
    replies: { people: 3, keptDays: 90 },
    weeks: [
      { from: '2026-11-23', invited: 50, booked: 8 },
      { from: '2026-11-30', invited: 80, booked: 20 },
    ],
    before: null,
    room: [
      { placeId: 'halton', name: 'Halton', toBook: 50, expected: 30, free: 40, verdict: 'tight' },
      { placeId: 'wirral', name: 'Wirral', toBook: 60, expected: 36, free: 10, verdict: 'short' },
    ],
    toCall: 2,
    left: 40,
    waves: [{ number: 1, at: '2026-11-26T09:00:00+00:00', people: 50 }],
    by: {
      channel: [row('email', 80, 20)],
      place: [row('Halton', 60, 18), row('Wirral', 20, 2)],
      deprivation: [row('1', 80, 20), row('5', null, null)],
      age: [],
      sex: [row('f', 80, 20)],
      ethnicity: [row('J', 80, 20)],
      language: [row('pl', 80, 20)],
      learningDisability: [row('no', 70, 18), row('yes', 10, 2)],
    },
  }));
});

test('the funnel says how many came how far, and what is left to do', async () => {
  openApp('/campaigns/k1/progress');
  const stages = within((await screen.findByRole('region', { name: /From invited/ })) as HTMLElement);
  expect(stages.getByText('25 of 100 invited')).toBeVisible();
  expect(stages.getByText(/40 people are still to be invited\. 2 people could not be reached/)).toBeVisible();
  expect(screen.getByRole('row', { name: 'Not now 3' })).toBeVisible();
  expect(screen.getByRole('row', { name: '1 26 Nov 2026, 9:00am 50' })).toBeVisible();
});

test('a list of its parts stands at the top, and each leads to a heading that is there', async () => {
  openApp('/campaigns/k1/progress');
  const parts = await screen.findByRole('navigation', { name: 'On this page' });
  const links = within(parts).getAllByRole('link');
  expect(links).toHaveLength(8);
  for (const link of links)
    expect(document.querySelector(link.getAttribute('href') ?? '')).toHaveTextContent(link.textContent);
});

test('groups are tables in words; a count that is hidden is said to be small', async () => {
  openApp('/campaigns/k1/progress');
  expect(await screen.findByRole('row', { name: 'Halton 60 18 30 19 to 43 0 0' })).toBeVisible();
  expect(screen.getByRole('row', { name: /^5, least deprived hidden hidden hidden hidden/ })).toBeVisible();
  expect(screen.getByRole('row', { name: /^Pakistani 80/ })).toBeVisible();
  expect(screen.getByRole('row', { name: /^Polish 80/ })).toBeVisible();
  expect(screen.getByRole('row', { name: /^With a learning disability 10 2 20 5 to 51/ })).toBeVisible();
});

test('says how sending does, what it has cost, and whether there is room for those still to book', async () => {
  openApp('/campaigns/k1/progress');
  expect(await screen.findByRole('row', { name: 'Email 5 0 70 2 3' })).toBeVisible();
  expect(screen.getByRole('row', { name: 'They asked for no more of these 2' })).toBeVisible();
  expect(screen.getByText('£12.50 so far. No budget is set.')).toBeVisible();
  expect(screen.getByText(/Too few times in Wirral\. Ask a site there to open a clinic\./)).toBeVisible();
  expect(screen.getByRole('row', { name: 'Halton 50 30 40 Tight' })).toBeVisible();
  expect(screen.getByRole('row', { name: 'Wirral 0 1 hidden 0' })).toBeVisible();
});

test('a chart is loaded when somebody asks, and its title is what it shows', async () => {
  openApp('/campaigns/k1/progress');
  expect(screen.queryByText(/has most bookings/)).not.toBeInTheDocument();
  await userEvent.click(await screen.findByRole('button', { name: 'Show as a chart: By Place' }));
  expect(
    await screen.findByText(
      'Halton has most bookings, 30 of 100 invited; Wirral fewest, 10. The ranges overlap: it may be chance',
      {},
      { timeout: 20_000 },
    ),
  ).toBeVisible();
});

test('says in words how far apart the most and the least deprived are, and for how many the ethnic group is not known', async () => {
  const progress = api.answers.get('GET /staff/campaigns/k1/progress');
  api.answers.set('GET /staff/campaigns/k1/progress', (...asked) => {
    const all = progress?.(...asked) as { by: Record<string, unknown> };
    const by = {
      deprivation: [row('1', 200, 82), row('5', 100, 63)],
      ethnicity: [row('J', 80, 20), row('Z', 10, 0), row('unknown', 10, 0)],
    };
    return { ...all, by: { ...all.by, ...by } };
  });
  openApp('/campaigns/k1/progress');
  expect(
    await screen.findByText(
      'Most deprived fifth: 41 of 100 invited have booked. Least deprived fifth: 63 of 100. The gap is 22. Along all five fifths booking rises by 44 of 100 from the most to the least deprived person (slope index of inequality).',
    ),
  ).toBeVisible();
  expect(screen.getByText('Not known or not stated for 20 of 100 people invited.')).toBeVisible();
});

test('says no gap where a fifth is hidden', async () => {
  openApp('/campaigns/k1/progress');
  await screen.findByText('25 of 100 invited');
  expect(screen.queryByText(/Most deprived fifth:/)).not.toBeInTheDocument();
});

test('says no gap before anybody has booked', async () => {
  const progress = api.answers.get('GET /staff/campaigns/k1/progress');
  api.answers.set('GET /staff/campaigns/k1/progress', (...asked) => {
    const all = progress?.(...asked) as { by: Record<string, unknown> };
    return { ...all, by: { ...all.by, deprivation: [row('1', 20, 0), row('5', 10, 0)] } };
  });
  openApp('/campaigns/k1/progress');
  await screen.findByText('25 of 100 invited');
  expect(screen.queryByText(/There is no gap/)).not.toBeInTheDocument();
});

/** The stub of the campaign, with some of it changed; `was` is what the campaign of the season before says of itself. */
function withProgress(some: object, was: object = {}) {
  const progress = api.answers.get('GET /staff/campaigns/k1/progress');
  const all = (...asked: Parameters<NonNullable<typeof progress>>) => progress?.(...asked) as object;
  api.answers.set('GET /staff/campaigns/k1/progress', (...asked) => ({ ...all(...asked), ...some }));
  api.answers.set('GET /staff/campaigns/k0/progress', (...asked) => ({ ...all(...asked), ...was }));
}
const before = { campaignId: 'k0', name: 'Flu 2025', startsOn: '2025-11-24' };

test('compares each week with the same week of the season before, in words and as a table', async () => {
  withProgress(
    { before },
    {
      weeks: [
        { from: '2025-11-24', invited: 100, booked: 40 },
        ...[0, 7].map(() => ({ from: '2025-12-01', invited: 200, booked: 110 })),
      ],
    },
  );
  openApp('/campaigns/k1/progress');
  expect(
    await screen.findByText(
      'By week 2, 25 of 100 invited have booked (95% range 16 to 36). In “Flu 2025” it was 55 of 100 by then (48 to 62). That is fewer now, and chance alone does not explain it.',
    ),
  ).toBeVisible();
  expect(screen.getByRole('row', { name: '1, from 23 Nov 2026 50 8 16 8 to 29 40' })).toBeVisible();
  expect(screen.getByRole('row', { name: /^Halton 60 18 30 19 to 43 30 0 0$/ })).toBeVisible();
});

test('says that chance may explain it where the ranges overlap, and that there is no season to compare with', async () => {
  withProgress({ before }, { weeks: [0, 7].map(() => ({ from: '2025-12-01', invited: 50, booked: 15 })) });
  openApp('/campaigns/k1/progress');
  expect(await screen.findByText(/The ranges overlap: the difference may be chance\.$/)).toBeVisible();
  cleanup();
  withProgress({ before: null });
  openApp('/campaigns/k1/progress');
  expect(await screen.findByText(/there is no season to compare it with\.$/)).toBeVisible();
});

test('an interval is nowhere where one of its counts is hidden, in the table and in its file', async () => {
  withProgress({
    weeks: [
      { from: '2026-11-23', invited: 50, booked: null },
      { from: '2026-11-30', invited: null, booked: 20 },
    ],
  });
  openApp('/campaigns/k1/progress');
  expect(await screen.findByRole('row', { name: /^1, from 23 Nov 2026 50 hidden hidden hidden$/ })).toBeVisible();
  expect(screen.getByRole('row', { name: /^2, from 30 Nov 2026 hidden 20 hidden hidden$/ })).toBeVisible();
});

test('measures the cost against a budget, and says where it goes', async () => {
  withProgress({ budget: 20 });
  openApp('/campaigns/k1/progress');
  expect(await screen.findByText('£12.50 so far. The budget is £20.00: 63% of it is spent.')).toBeVisible();
  // 80 people for 12.50, and 40 still to be invited.
  expect(screen.getByText(/it comes to about £18\.75, which is within the budget/)).toBeVisible();
  cleanup();
  withProgress({ budget: 15 });
  openApp('/campaigns/k1/progress');
  expect(await screen.findByText(/about £18\.75, which is £3\.75 over the budget/)).toBeVisible();
});

test('a budget is set and taken away, and what is no amount is not sent', async () => {
  const sent: unknown[] = [];
  api.answers.set('POST /staff/campaigns/k1/budget', (body) => {
    sent.push(body);
    return aCampaign({ state: 'paused' });
  });
  openApp('/campaigns/k1/progress');
  const user = userEvent.setup();
  await user.click(await screen.findByRole('button', { name: 'Set a budget' }));
  await user.type(screen.getByLabelText('Budget, in GBP'), 'much');
  await user.click(screen.getByRole('button', { name: 'Save the budget' }));
  expect(screen.getByRole('link', { name: /^Enter an amount above 0/ })).toBeVisible();
  await user.clear(screen.getByLabelText('Budget, in GBP'));
  await user.type(screen.getByLabelText('Budget, in GBP'), '£2,500.50');
  await user.click(screen.getByRole('button', { name: 'Save the budget' }));
  await user.click(await screen.findByRole('button', { name: 'Set a budget' }));
  await user.click(screen.getByRole('button', { name: 'Save the budget' }));
  await screen.findByRole('button', { name: 'Set a budget' });
  expect(sent).toEqual([{ amount: 2500.5 }, { amount: null }]);
});

test('says how many replies need a person', async () => {
  openApp('/campaigns/k1/progress');
  expect(await screen.findByText(/^3 people invited sent a text that no rule understands\./)).toBeVisible();
});
