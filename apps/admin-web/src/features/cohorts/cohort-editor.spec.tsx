import { screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import type { CohortRules } from '@fairslot/contract';
import { openApp } from '../../test/open-app';
import { aCohort, aCount, CoordinatorApi } from '../../test/coordinator-api';

const saved: CohortRules = { include: [{ kind: 'age', from: 65 }], leaveOut: [], doNotContact: [] };
const first: CohortRules = { include: [{ kind: 'age', from: 75 }], leaveOut: [], doNotContact: [] };
const version = (n: number, rules: CohortRules) => ({
  version: n,
  rules,
  by: 'Cora Whitfield',
  at: '2026-11-26T09:00:00+00:00',
});

let api: CoordinatorApi;
beforeEach(() => {
  api = new CoordinatorApi().install();
  api.answers.set('GET /staff/cohorts/c1', () => aCohort([version(2, saved), version(1, first)]));
  api.answers.set('POST /staff/cohorts/count', ({ rules }) => {
    const { include } = rules as CohortRules;
    const steps = include.map((_, index) => ({
      part: 'include' as const,
      index,
      taken: 4000,
      left: 1000 - index * 900,
    }));
    return aCount(include.length === 0 ? 5000 : (steps.at(-1)?.left ?? 0), steps);
  });
});

test('rules are sentences, and the count follows what is added and removed', async () => {
  openApp('/cohorts/c1');
  expect(await screen.findByText('are aged 65 and over')).toBeVisible();
  expect(await screen.findByText('1,000 people in this cohort')).toBeVisible();
  expect(screen.getByText('As many as the saved version')).toBeVisible();
  await userEvent.click(screen.getByRole('button', { name: 'Add a rule to include' }));
  await userEvent.selectOptions(screen.getByLabelText('What the rule is about'), 'Place they live in');
  await userEvent.click(screen.getByRole('button', { name: 'Add this rule' }));
  expect(screen.getByText('Choose at least one')).toBeVisible();
  await userEvent.click(await screen.findByLabelText('Halton'));
  await userEvent.click(screen.getByRole('button', { name: 'Add this rule' }));
  expect(screen.getByText('live in Halton')).toBeVisible();
  // The form has gone from the page, and focus is where it was opened.
  expect(screen.getByRole('button', { name: 'Add a rule to include' })).toHaveFocus();
  // Until the new rules are counted, no figure pretends to be theirs.
  expect(screen.getByText('Counting …')).toBeVisible();
  expect(await screen.findByText('100 people in this cohort')).toBeVisible();
  expect(await screen.findByText('900 fewer than the saved version')).toBeVisible();
  await userEvent.click(screen.getByRole('button', { name: 'Remove the rule: live in Halton' }));
  expect(await screen.findByText('1,000 people in this cohort')).toBeVisible();
});

test('saving is a new version, and versions say what changed', async () => {
  let sent: unknown;
  api.answers.set('POST /staff/cohorts/c1/versions', (body) => {
    sent = body;
    return aCohort([version(3, (body as { rules: CohortRules }).rules), version(2, saved), version(1, first)]);
  });
  openApp('/cohorts/c1');
  const versions = within(await screen.findByRole('region', { name: 'Versions' }));
  expect(versions.getByText('Added to Include: who are aged 65 and over')).toBeVisible();
  expect(versions.getByText('Taken from Include: who are aged 75 and over')).toBeVisible();
  expect(screen.getByText('Nothing is changed since the last version.')).toBeVisible();
  await userEvent.click(screen.getByRole('button', { name: 'Add a rule to leave out' }));
  await userEvent.selectOptions(screen.getByLabelText('What the rule is about'), 'Age');
  await userEvent.type(screen.getByLabelText('From this age'), '90');
  await userEvent.type(screen.getByLabelText('Younger than'), '80');
  await userEvent.click(screen.getByRole('button', { name: 'Add this rule' }));
  expect(screen.getByText('The first age must be lower than the second')).toBeVisible();
  await userEvent.clear(screen.getByLabelText('Younger than'));
  await userEvent.click(screen.getByRole('button', { name: 'Add this rule' }));
  await userEvent.click(screen.getByRole('button', { name: 'Save as version 3' }));
  expect(await screen.findByText(/^Saved as version 3\./)).toBeVisible();
  expect(sent).toEqual({ rules: { ...saved, leaveOut: [{ kind: 'age', from: 90 }] } });
});

test('a person is looked up by a number that is checked first, and told which rule decided', async () => {
  api.answers.set('POST /staff/cohorts/explain', () => ({
    isKnown: true,
    isIn: false,
    decidedBy: { part: 'include', index: 0 },
  }));
  const { where } = openApp('/cohorts/c1');
  const box = await screen.findByLabelText('NHS number');
  await userEvent.type(box, '999 000 0019{Enter}');
  expect(screen.getByText('Enter an NHS number of 10 digits')).toBeVisible();
  expect(api.calls).not.toContain('POST /staff/cohorts/explain');
  await userEvent.clear(box);
  await userEvent.type(box, '9990000018{Enter}');
  expect(await screen.findByText('This person is out. What decided: Include, who are aged 65 and over.')).toBeVisible();
  expect(where()).toBe('/cohorts/c1');
});

test('a list of numbers is pasted, looked up, kept, and becomes a rule; its numbers go no further', async () => {
  const kept = { id: 'l1', name: 'Outreach', people: 2, by: 'Cora', at: '2026-11-26T09:00:00+00:00' };
  let isKept = false;
  api.answers.set('GET /staff/people/number-lists', () => ({ items: isKept ? [kept] : [] }));
  api.answers.set('POST /staff/people/number-lists', ({ check, name }) => {
    isKept ||= check === false;
    const faults = [
      { row: 2, found: '12345', code: 'nhs_number_wrong' },
      { row: 3, found: '999 000 0026', code: 'person_unknown' },
    ];
    return { ...kept, id: check === true ? '' : 'l1', name, rows: 4, wrong: 1, unknown: 1, twice: 0, faults };
  });
  const { where } = openApp('/cohorts/c1');
  await userEvent.click(await screen.findByRole('button', { name: 'Add a rule to include' }));
  await userEvent.selectOptions(screen.getByLabelText('What the rule is about'), 'On a list of NHS numbers');
  await userEvent.click(screen.getByRole('button', { name: 'Look them up' }));
  expect(await screen.findByRole('link', { name: 'Paste at least one NHS number' })).toBeVisible();
  await userEvent.click(screen.getByLabelText('Paste NHS numbers'));
  await userEvent.paste('999 000 0018\n12345\n999 000 0026\n9434765919');
  await userEvent.click(screen.getByRole('button', { name: 'Look them up' }));
  expect(await screen.findByText('2 people found from 4 numbers. Nothing is kept yet.')).toBeVisible();
  const leftOut = within(screen.getByRole('list', { name: 'Numbers that are left out' }));
  expect(leftOut.getByText('Row 2, 12345: one of the 10 digits is wrong or missing')).toBeVisible();
  expect(leftOut.getByText('Row 3, 999 000 0026: nobody on your lists has this number')).toBeVisible();
  await userEvent.click(screen.getByRole('button', { name: 'Add this rule' }));
  expect(screen.getByText('Choose a list, or paste one and keep it')).toBeVisible();
  await userEvent.click(screen.getByRole('button', { name: 'Keep this list of 2 people' }));
  expect(await screen.findByRole('link', { name: 'Enter a name for the list' })).toBeVisible();
  await userEvent.type(screen.getByLabelText('Name of this list'), 'Outreach');
  await userEvent.click(screen.getByRole('button', { name: 'Keep this list of 2 people' }));
  expect(await screen.findByText('Outreach is kept: 2 people. Now add the rule.')).toBeVisible();
  expect(screen.getByLabelText('Paste NHS numbers')).toHaveValue('');
  expect(await screen.findByLabelText('Outreach (2 people)')).toBeChecked();
  await userEvent.click(screen.getByRole('button', { name: 'Add this rule' }));
  expect(screen.getByText('are on the list Outreach')).toBeVisible();
  expect(where()).toBe('/cohorts/c1');
  expect(api.calls.join()).not.toMatch(/\d{5}/);
});

test('a dose that is due is one of those the service has', async () => {
  const doses = [{ dose: 1 }, { dose: 2, afterPreviousDays: 28 }];
  api.answers.set('GET /services', () => ({ items: [{ id: 'mmr', name: 'MMR', doses }] }));
  openApp('/cohorts/c1');
  await userEvent.click(await screen.findByRole('button', { name: 'Add a rule to include' }));
  await userEvent.selectOptions(screen.getByLabelText('What the rule is about'), 'Is due a dose');
  await userEvent.selectOptions(screen.getByLabelText('Service'), 'MMR');
  await userEvent.click(screen.getByRole('button', { name: 'Add this rule' }));
  expect(screen.getByText('Choose a dose', { selector: '.nhsuk-error-message' })).toBeVisible();
  await userEvent.selectOptions(screen.getByLabelText('Which dose'), 'Dose 2');
  await userEvent.click(screen.getByRole('button', { name: 'Add this rule' }));
  expect(screen.getByText('are due dose 2 of MMR')).toBeVisible();
});

test('a rule is changed where it stands', async () => {
  openApp('/cohorts/c1');
  await userEvent.click(await screen.findByRole('button', { name: 'Change the rule: are aged 65 and over' }));
  const from = screen.getByLabelText('From this age');
  expect(from).toHaveValue('65');
  await userEvent.clear(from);
  await userEvent.type(from, '70');
  await userEvent.click(screen.getByRole('button', { name: 'Keep this change' }));
  expect(screen.getByText('are aged 70 and over')).toBeVisible();
  expect(screen.queryByText('are aged 65 and over')).not.toBeInTheDocument();
  expect(screen.getByRole('button', { name: 'Save as version 3' })).toBeVisible();
});

test('a copy begins with the rules that were ticked, none before, and with a day of its own', async () => {
  const dated: CohortRules = {
    ...saved,
    include: [{ kind: 'age', from: 65, on: '2026-03-31' }],
    leaveOut: [{ kind: 'booked', service: 'flu' }],
  };
  api.answers.set('GET /staff/cohorts/c1', () => aCohort([version(1, dated)]));
  let sent: unknown;
  api.answers.set('POST /staff/cohorts', (body) => {
    sent = body;
    return { ...aCohort([version(1, (body as { rules: CohortRules }).rules)]), id: 'c2' };
  });
  openApp('/cohorts/c1');
  await userEvent.click(await screen.findByRole('link', { name: 'Copy to a new cohort' }));
  const boxes = await screen.findAllByRole('checkbox');
  for (const box of boxes) expect(box).not.toBeChecked();
  await userEvent.click(screen.getByLabelText('Include: are aged 65 and over on 31 Mar 2026'));
  await userEvent.click(screen.getByRole('button', { name: 'Begin with 1 rule' }));
  expect(screen.getAllByText('Enter a date for the new cohort')[0]).toBeVisible();
  await userEvent.type(screen.getByLabelText('Which date in the new cohort?'), '2027-03-31');
  await userEvent.click(screen.getByRole('button', { name: 'Begin with 1 rule' }));
  expect(await screen.findByText('are aged 65 and over on 31 Mar 2027')).toBeVisible();
  await userEvent.type(screen.getByLabelText('Name of the cohort'), 'Next spring');
  await userEvent.click(screen.getByRole('button', { name: 'Save cohort' }));
  expect(sent).toEqual({
    name: 'Next spring',
    rules: { include: [{ kind: 'age', from: 65, on: '2027-03-31' }], leaveOut: [], doNotContact: [] },
  });
});
