import { screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import type { Campaign } from '@fairslot/contract';
import { openApp } from '../../test/open-app';
import { aCampaign, aCohort, aPlan, CoordinatorApi } from '../../test/coordinator-api';

let api: CoordinatorApi;
let campaign: Campaign;
beforeEach(() => {
  api = new CoordinatorApi().install();
  campaign = aCampaign();
  api.answers.set('GET /staff/campaigns/k1', () => campaign);
  api.answers.set('POST /staff/campaigns/k1/plan', () => aPlan());
});
const button = (name: string) => screen.queryByRole('button', { name });

test('the plan says whom it invites, whom not and why, and where there is too little room', async () => {
  openApp('/campaigns/k1');
  expect(await screen.findByRole('row', { name: 'Selected by the cohort 151' })).toBeVisible();
  expect(screen.getByRole('row', { name: 'Not invited: have died -1' })).toBeVisible();
  // Every reason stands there, in its order, whether it holds for anybody or not.
  expect(screen.getByRole('row', { name: 'Not invited: asked us not to write 0' })).toBeVisible();
  expect(screen.getByRole('row', { name: 'To invite 150' })).toBeVisible();
  expect(screen.getByRole('row', { name: 'Halton 150 75 40 Too few: some will wait' })).toBeVisible();
  expect(screen.getByText('33 characters, 1 text message.')).toBeVisible();
});

test.each([
  [null, 'No budget is set. Set one under Progress'],
  [12, 'The budget is £12.00: that is enough.'],
  [10, 'The budget is £10.00: it may cost £2.00 more.'],
  [5.5, 'The budget is £5.50: it costs at least £0.50 more.'],
])('where it costs 6 to 12 pounds, with a budget of %s: %s', async (budget, said) => {
  campaign = aCampaign({ budget });
  openApp('/campaigns/k1');
  expect(
    await screen.findByText((_, element) => element?.tagName === 'P' && element.textContent === said),
  ).toBeVisible();
});

test('how far free times may be is asked and told in miles', async () => {
  campaign = aCampaign({ withinKm: 16, may: ['change'] });
  let sent: unknown;
  api.answers.set('PATCH /staff/campaigns/k1', (body) => {
    sent = body;
    return campaign;
  });
  openApp('/campaigns/k1');
  expect(await screen.findByText(/Free times within 10 miles of home count/)).toBeVisible();
  await userEvent.click(screen.getByRole('link', { name: 'Change it' }));
  await userEvent.click(await screen.findByRole('button', { name: 'Waves' }));
  const box = screen.getByLabelText('Count free times within so many miles of home');
  expect(box).toHaveValue('10');
  await userEvent.clear(box);
  await userEvent.type(box, '32');
  await userEvent.click(screen.getByRole('button', { name: 'Save and continue' }));
  expect(screen.getByRole('link', { name: 'Enter a number from 1 to 31' })).toBeVisible();
  await userEvent.clear(box);
  await userEvent.type(box, '31');
  await userEvent.click(screen.getByRole('button', { name: 'Save and continue' }));
  expect(screen.getByRole('button', { name: 'Save the change' })).toHaveFocus();
  await userEvent.click(screen.getByRole('button', { name: 'Save the change' }));
  expect(await screen.findByRole('heading', { level: 1, name: 'Flu, autumn' })).toBeVisible();
  expect(sent).toMatchObject({ withinKm: 50 });
});

test('only what the caller may do is offered', async () => {
  campaign = aCampaign({ state: 'awaiting_approval', may: ['approve', 'refuse'] });
  openApp('/campaigns/k1');
  expect(await screen.findByRole('button', { name: 'Approve' })).toBeVisible();
  for (const name of ['Release', 'Pause', 'Stop for good', 'Ask for approval']) expect(button(name)).toBeNull();
});

test('a release is asked for twice, and a refusal of the API is said in its words', async () => {
  campaign = aCampaign({ state: 'approved', may: ['release'] });
  openApp('/campaigns/k1');
  await userEvent.click(await screen.findByRole('button', { name: 'Release' }));
  expect(api.calls).not.toContain('POST /staff/campaigns/k1/release');
  api.failNext('/release', 'own_work');
  await userEvent.click(screen.getByRole('button', { name: 'Yes, release it' }));
  expect(
    await screen.findByText(/^You cannot approve your own campaign, or start one that you wrote or approved/),
  ).toBeVisible();
});

test('few people need no approval: their draft may be released as it is', async () => {
  api.answers.set('POST /staff/campaigns/k1/plan', () => aPlan({ toInvite: 40, needsApproval: false }));
  campaign = aCampaign({ may: ['requestApproval'] });
  openApp('/campaigns/k1');
  expect(await screen.findByRole('button', { name: 'Release' })).toBeVisible();
});

test('stopping for good needs the name typed', async () => {
  campaign = aCampaign({ state: 'running', may: ['pause', 'slow', 'stop'], invited: 50 });
  api.answers.set('POST /staff/campaigns/k1/stop', () => campaign);
  openApp('/campaigns/k1');
  await userEvent.click(await screen.findByRole('button', { name: 'Stop for good' }));
  const box = screen.getByLabelText('Type the name to confirm: Flu, autumn');
  await userEvent.type(box, 'Flu{Enter}');
  expect(screen.getByText('The name is not the same')).toBeVisible();
  expect(api.calls).not.toContain('POST /staff/campaigns/k1/stop');
  await userEvent.clear(box);
  await userEvent.type(box, 'Flu, autumn{Enter}');
  expect(await screen.findByText('Stopped for good.')).toBeVisible();
});

test('a campaign is made of tasks, each with what is wrong in it, and is sent whole', async () => {
  api.answers.set('GET /staff/cohorts', () => ({
    items: [
      aCohort([
        { version: 2, rules: { include: [], leaveOut: [], doNotContact: [] }, by: 'x', at: '2026-11-26T09:00:00Z' },
      ]),
    ],
  }));
  const standard = {
    language: 'en',
    kind: 'invitation',
    sms: '{first name}, book: {link}',
    subject: 'Your {service}',
    body: 'Book now.',
  };
  const longest = { 'first name': 'M'.repeat(30), service: 'flu', organisation: 'N', link: 'x', code: '1', phone: '2' };
  api.answers.set('GET /staff/campaigns/words', () => ({ items: [standard], longest }));
  let sent: unknown;
  api.answers.set('POST /staff/campaigns', (body) => {
    sent = body;
    return campaign;
  });
  openApp('/campaigns/new');
  await userEvent.click(await screen.findByRole('button', { name: 'Save as a draft' }));
  expect(screen.getAllByText(/^Complete this task: /)).toHaveLength(5);
  await userEvent.click(screen.getByRole('button', { name: 'Name, service and dates' }));
  const save = () => userEvent.click(screen.getByRole('button', { name: 'Save and continue' }));
  await save();
  expect(screen.getByRole('link', { name: 'Enter a name' })).toBeVisible();
  await userEvent.type(screen.getByLabelText('Name of the campaign'), 'Flu, autumn');
  await userEvent.selectOptions(await screen.findByLabelText('Service to invite to'), 'Flu vaccine');
  await userEvent.type(screen.getByLabelText('First day'), '2026-12-20');
  await userEvent.type(screen.getByLabelText('Last day'), '2026-11-02');
  await save();
  expect(screen.getByRole('link', { name: 'The last day must not be before the first day' })).toBeVisible();
  await userEvent.clear(screen.getByLabelText('Last day'));
  await userEvent.type(screen.getByLabelText('Last day'), '2026-12-31');
  await save();
  await userEvent.selectOptions(await screen.findByLabelText('Cohort'), 'Aged 65 and over');
  await save();
  await userEvent.type(await screen.findByLabelText('Text message'), ' Don’t wait');
  expect(screen.getByText('’ makes every message shorter. Use plain signs')).toBeVisible();
  await save();
  expect(screen.getByRole('link', { name: /^First message, English: ’ makes every message shorter/ })).toBeVisible();
  await userEvent.click(screen.getByRole('button', { name: 'Use plain signs' }));
  expect(screen.getByLabelText('Text message')).toHaveValue("{first name}, book: {link} Don't wait");
  await save();
  await save();
  expect(screen.getByLabelText('From')).toHaveValue('09:00');
  expect(screen.getByLabelText('Saturday')).toBeChecked();
  expect(screen.getByLabelText('Sunday')).not.toBeChecked();
  await userEvent.clear(screen.getByLabelText('Until'));
  await userEvent.type(screen.getByLabelText('Until'), '20:30');
  await save();
  expect(screen.getAllByText('Enter a time from 8am to 8pm')).toHaveLength(2);
  await userEvent.clear(screen.getByLabelText('Until'));
  await userEvent.type(screen.getByLabelText('Until'), '17:00');
  await userEvent.click(screen.getByLabelText('Saturday'));
  await save();
  expect(screen.getAllByText('Completed')).toHaveLength(5);
  await userEvent.click(screen.getByRole('button', { name: 'Save as a draft' }));
  expect(await screen.findByRole('heading', { level: 1, name: 'Flu, autumn' })).toBeVisible();
  expect(sent).toEqual({
    name: 'Flu, autumn',
    serviceId: 'flu',
    cohortId: 'c1',
    cohortVersion: 2,
    startsOn: '2026-12-20',
    endsOn: '2026-12-31',
    mode: 'drip',
    perDay: 500,
    hours: { from: '09:00', until: '17:00', days: [1, 2, 3, 4, 5], onHolidays: false },
    expectedPercent: 60,
    withinKm: 8,
    secondAfterDays: 3,
    words: [{ ...standard, sms: "{first name}, book: {link} Don't wait" }],
  });
});

test('whoever approves a change sees what differs from what was approved, and whom it invites', async () => {
  const words = { language: 'en', kind: 'invitation' as const, subject: 'Flu', body: 'Come to us.' };
  const now = aCampaign({
    state: 'awaiting_approval',
    may: ['approve'],
    endsOn: '2026-12-31',
    words: [{ ...words, sms: 'New {link}' }],
  });
  const { name, service, cohort, startsOn, mode, perDay, expectedPercent, withinKm, secondAfterDays } = now;
  const same = { name, service, cohort, startsOn, mode, perDay, expectedPercent, withinKm, secondAfterDays };
  campaign = {
    ...now,
    lastApproved: {
      ...same,
      endsOn: '2026-12-20',
      hours: { ...now.hours, days: [1, 2, 3, 4, 5, 6, 7], onHolidays: true },
      words: [{ ...words, sms: 'Old {link}' }],
      at: '2026-11-20T09:00:00+00:00',
      by: 'Amir Haddad',
    },
  };
  // In Polish it reads as it did: those are the standard words, written out.
  const polish = { ...words, language: 'pl', sms: 'Po polsku {link}' };
  campaign = { ...campaign, words: [...campaign.words, polish] };
  api.answers.set('GET /staff/campaigns/words', () => ({ items: [polish], longest: {} }));
  const rules = { include: [{ kind: 'age' as const, from: 65 }], leaveOut: [], doNotContact: [] };
  api.answers.set('GET /staff/cohorts/c1', () =>
    aCohort([{ version: 1, rules, by: 'Cora', at: '2026-11-01T09:00:00+00:00' }]),
  );
  openApp('/campaigns/k1');
  expect(await screen.findByText('Against what Amir Haddad approved on 20 Nov 2026, 9:00am.')).toBeVisible();
  const changes = within(screen.getByRole('region', { name: 'What is different' }));
  expect(changes.getAllByRole('row')).toHaveLength(4);
  expect(changes.getByRole('row', { name: /Dates .*2 Nov to 20 Dec 2026 .*2 Nov to 31 Dec 2026/ })).toBeVisible();
  expect(
    changes.getByRole('row', {
      name: /When invitations leave .*9am to 7pm, Monday to Sunday, bank holidays too .*9am to 7pm, Monday to Saturday, not on bank holidays/,
    }),
  ).toBeVisible();
  expect(
    changes.getByRole('row', { name: /First message, English: text message .*Old \{link\} .*New \{link\}/ }),
  ).toBeVisible();
  expect(await screen.findByText('are aged 65 and over')).toBeVisible();
  expect(screen.getByRole('button', { name: 'See 10 examples' })).toBeVisible();
});

test('a pause says how many are invited already', async () => {
  campaign = aCampaign({ state: 'running', may: ['pause'], invited: 1204 });
  api.answers.set('POST /staff/campaigns/k1/pause', () => ({ ...campaign, state: 'paused' }));
  openApp('/campaigns/k1');
  await userEvent.click(await screen.findByRole('button', { name: 'Pause' }));
  expect(
    await screen.findByText(
      'Paused. No more invitations leave within a minute. 1,204 people are invited already; what was handed over still arrives.',
    ),
  ).toBeVisible();
});

test('the hours are said in words, and whoever releases it at night is told when the first invitations leave', async () => {
  campaign = aCampaign({ state: 'approved', may: ['release'], leavesFrom: '2026-11-30T09:00:00+00:00' });
  api.answers.set('POST /staff/campaigns/k1/release', () => (campaign = { ...campaign, state: 'running', may: [] }));
  openApp('/campaigns/k1');
  expect(
    await screen.findByText(
      '9am to 7pm, Monday to Saturday, not on bank holidays. Letters go to the printer on the next working day.',
    ),
  ).toBeVisible();
  expect(
    await screen.findByText(/Released now, the first message would leave on Mon 30 Nov 2026, 9:00am\.$/),
  ).toBeVisible();
  expect(
    screen.getByText(/^Texts and emails leave 9am to 7pm, Monday to Saturday, not on bank holidays\. Letters go/),
  ).toBeVisible();
  await userEvent.click(screen.getByRole('button', { name: 'Release' }));
  await userEvent.click(screen.getByRole('button', { name: 'Yes, release it' }));
  expect(await screen.findByText('Released. The first invitations leave on Mon 30 Nov 2026, 9:00am.')).toBeVisible();
  expect(
    await screen.findByText('Nothing leaves at this hour. The next invitations leave on Mon 30 Nov 2026, 9:00am.'),
  ).toBeVisible();
});

test('where the region has no bank holidays, none are spoken of', async () => {
  api.me = { ...api.me, region: { ...api.me.region, holidays: 'none' } };
  openApp('/campaigns/k1');
  expect(await screen.findByText(/^9am to 7pm, Monday to Saturday\. Letters/)).toBeVisible();
});

test('a campaign that has no day left on which invitations leave says so', async () => {
  campaign = aCampaign({ state: 'running', endsOn: '2026-11-29', leavesFrom: '2026-11-30T09:00:00+00:00' });
  openApp('/campaigns/k1');
  expect(await screen.findByText('No day on which invitations leave is left before the last day.')).toBeVisible();
});
