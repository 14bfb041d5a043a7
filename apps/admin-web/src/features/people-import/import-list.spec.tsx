import { screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { openApp } from '../../test/open-app';
import { anImport, CoordinatorApi } from '../../test/coordinator-api';
import { problem } from '../../test/staff-api';

const CSV = 'First,Surname,DOB,NHS No.\nAda,Ng,1950-01-01,9990000018\nBo,,03/14/1952,123\n';
const fault = (column: string, code: string, found: string) => ({ line: 3, column, code, found, message: 'raw words' });
const faults = [fault('date_of_birth', 'date_not_real', '03/14/1952'), fault('last_name', 'last_name_missing', '')];

let api: CoordinatorApi;
beforeEach(() => {
  api = new CoordinatorApi().install();
  api.answers.set('GET /staff/people/imports', () => ({
    items: [anImport({ name: 'October list', state: 'imported', added: 12, mayUndo: true })],
  }));
  api.answers.set('POST /staff/people/columns', () => ({ columns: null }));
  api.answers.set('POST /staff/people/imports', ({ check }) =>
    anImport({
      state: check === true ? 'checked' : 'imported',
      rows: 2,
      good: 1,
      added: check === true ? 0 : 1,
      faults,
      faultGroups: faults.map(({ column, code, message }) => ({ column, code, message, rows: 1 })),
    }),
  );
});

const choose = async (name = 'GP list.csv', text = CSV) => {
  const input = await screen.findByLabelText('Select a CSV file');
  await userEvent.upload(input, new File([text], name), { applyAccept: false });
};

test('nothing is sent before a file is chosen, and a file that is no CSV is refused in words', async () => {
  openApp('/people');
  await userEvent.click(await screen.findByRole('button', { name: 'Check the file' }));
  expect(await screen.findByRole('link', { name: 'Select a file' })).toBeVisible();
  await choose('list.xlsx');
  expect(await screen.findByRole('link', { name: 'The selected file must be a CSV' })).toBeVisible();
  await choose('list.csv', ' ');
  expect(await screen.findByRole('link', { name: 'The selected file is empty' })).toBeVisible();
  await choose('list.csv', 'EncryptedPackage');
  expect(await screen.findByLabelText('Name of this import')).toBeVisible();
  expect(api.calls).not.toContain('POST /staff/people/imports');
});

test('what the API says of the file as a whole is said in the same words', async () => {
  openApp('/people');
  await choose();
  await userEvent.selectOptions(await screen.findByLabelText('First name'), 'First');
  const check = () => userEvent.click(screen.getByRole('button', { name: 'Check the file' }));
  api.answers.set('POST /staff/people/imports', () => problem('too_large'));
  await check();
  expect(await screen.findByRole('link', { name: 'The selected file must be smaller than 50MB' })).toBeVisible();
  api.answers.set('POST /staff/people/imports', () => problem('invalid', {}, { detail: 'line 812' }));
  await check();
  expect(await screen.findByRole('link', { name: 'The file cannot be read as a CSV: look at row 812' })).toBeVisible();
});

test('headings are matched, corrected, checked first, and the good rows imported', async () => {
  openApp('/people');
  await choose();
  expect(await screen.findByLabelText('Date of birth')).toHaveValue('DOB');
  await userEvent.click(screen.getByRole('button', { name: 'Check the file' }));
  expect(await screen.findByRole('link', { name: 'Choose the heading for: First name' })).toBeVisible();
  await userEvent.selectOptions(screen.getByLabelText('First name'), 'First');
  await userEvent.click(screen.getByRole('button', { name: 'Check the file' }));
  expect(await screen.findByText(/2 rows: 1 good, 1 with a problem\. Nothing is saved yet\./)).toBeVisible();
  expect(api.bodies.at(-1)).toEqual({
    name: 'GP list',
    csv: 'GP list.csv',
    columns: { first_name: 'First' },
    check: true,
  });
  const row = screen.getAllByRole('row', { name: /Date of birth/ }).at(-1) as HTMLElement;
  expect(within(row).getByText('03/14/1952')).toBeVisible();
  expect(within(row).getByText('Use a date that exists, day first: 14/03/1952')).toBeVisible();
  await userEvent.click(screen.getByRole('button', { name: 'Import 1 good row' }));
  expect(await screen.findByText('Imported: 1 new, 0 changed, 0 as they were.')).toBeVisible();
  expect(screen.queryByRole('button', { name: 'Check the file' })).not.toBeInTheDocument();
});

test('headings that nothing is read from are named, and a row that stands twice says which one it repeats', async () => {
  const text = [
    'First name,Surname,DOB,Postcode,Deceased,Shoe size',
    'Ada,Ng,01/01/1950,L24 8QB,,5',
    'Bo,Low,02/01/1950,L24 8QB,,6',
    'Amy,NG,1950-01-01,l248qb,,7',
  ].join('\n');
  const twice = { ...fault('last_name', 'row_twice', ''), line: 4, sameAs: 2 };
  api.answers.set('POST /staff/people/imports', () =>
    anImport({ faults: [twice], faultGroups: [{ ...twice, rows: 1 }] }),
  );
  openApp('/people');
  await choose('list.csv', text);
  expect(await screen.findByLabelText('Date of death')).toHaveValue('Deceased');
  expect(screen.getByText(/^Not read from your file: Shoe size\./)).toBeVisible();
  await userEvent.click(screen.getByRole('button', { name: 'Check the file' }));
  expect(await screen.findByText('The same person as in row 2')).toBeVisible();
});

test('headings matched before are matched so again, that is said, and can be begun anew', async () => {
  api.answers.set('POST /staff/people/columns', () => ({ columns: { first_name: 'first', nhs_number: '' } }));
  api.answers.set('POST /staff/people/columns/forget', () => ({}));
  openApp('/people');
  await choose();
  expect(await screen.findByLabelText('First name')).toHaveValue('First');
  expect(screen.getByLabelText('NHS number')).toHaveValue('');
  await userEvent.selectOptions(screen.getByLabelText('NHS number'), 'NHS No.');
  await userEvent.click(screen.getByRole('button', { name: 'Check the file' }));
  expect(await screen.findByText(/2 rows: 1 good/)).toBeVisible();
  expect(api.bodies.at(-1)).toMatchObject({ columns: { nhs_number: 'NHS No.' } });
  await userEvent.click(screen.getByText('How the headings are read'));
  expect(screen.getByText(/Matched as in your last import/)).toBeVisible();
  await userEvent.click(screen.getByRole('button', { name: 'Match them anew' }));
  expect(await screen.findByLabelText('First name')).toHaveValue('');
  expect(api.calls).toContain('POST /staff/people/columns/forget');
});

test('doses given elsewhere are brought in the same way, and what came of bookings is told', async () => {
  api.answers.set('POST /staff/people/doses/imports', ({ check }) =>
    anImport({ state: check === true ? 'checked' : 'imported', rows: 1, good: 1, bad: 0, added: 1, same: 0 }),
  );
  api.answers.set('GET /staff/people/doses/imports', () => ({
    items: [anImport({ name: 'RAVS', state: 'imported', added: 40, same: 2, mayUndo: true })],
    bookings: { asked: 9, open: 3, kept: 1, freed: 4, freedUnanswered: 1, deceased: 2 },
  }));
  openApp('/people/doses');
  expect(await screen.findByRole('row', { name: 'Cancelled by the person 4' })).toBeVisible();
  await choose('ravs.csv', 'NHS No.,DOB,Vaccine,Vaccination date\n9990000018,1950-01-01,Flu,2026-10-03\n');
  expect(await screen.findByLabelText('Date given')).toHaveValue('Vaccination date');
  await userEvent.click(screen.getByRole('button', { name: 'Check the file' }));
  await userEvent.click(await screen.findByRole('button', { name: 'Import 1 good row' }));
  expect(await screen.findByText('Imported: 1 new, 0 known already.')).toBeVisible();
  await userEvent.click(screen.getByRole('button', { name: 'Undo the import RAVS' }));
  expect(screen.getByText(/40 doses it brought are removed/)).toBeVisible();
});

test('an import is taken back only after a second press', async () => {
  api.answers.set('POST /staff/people/imports/i1/undo', () => ({ removed: 11, kept: 1 }));
  openApp('/people');
  await userEvent.click(await screen.findByRole('button', { name: 'Undo the import October list' }));
  expect(api.calls).not.toContain('POST /staff/people/imports/i1/undo');
  await userEvent.click(screen.getByRole('button', { name: 'Yes, undo' }));
  expect(await screen.findByText(/Undone: 11 people removed, 1 kept/)).toBeVisible();
});

test('somebody without the permission finds no such page, and no link to one', async () => {
  api.me = { ...api.me, region: { ...api.me.region, permissions: [] } };
  openApp('/people');
  expect(await screen.findByRole('heading', { name: 'Page not found' })).toBeVisible();
  expect(screen.queryByRole('link', { name: 'People' })).not.toBeInTheDocument();
});

test('what was wrong with a list that was imported before is still told', async () => {
  api.answers.set('GET /staff/people/imports', () => ({
    items: [
      anImport({
        name: 'October list',
        state: 'imported',
        bad: 214,
        faultGroups: [{ column: 'date_of_birth', code: 'date_not_real', message: 'raw words', rows: 214 }],
      }),
    ],
  }));
  openApp('/people');
  await userEvent.click(await screen.findByText('What was wrong'));
  expect(screen.getByText('214 rows, Date of birth: Use a date that exists, day first: 14/03/1952')).toBeVisible();
});

test('possible duplicates stand side by side: what differs is marked, one press decides, and it is taken back', async () => {
  const record = (some: object) => ({
    id: 'p1',
    firstName: 'Ann',
    lastName: 'Mirror',
    dateOfBirth: '1961-06-05',
    nhsNumber: '9990000018',
    postcode: 'L24 8QB',
    address: null,
    mobile: null,
    email: 'ann@example.org',
    sex: null,
    ethnicity: null,
    language: 'en',
    practice: null,
    place: 'Liverpool',
    broughtBy: 'October list',
    changedAt: '2026-10-02T09:00:00+01:00',
    ...some,
  });
  const other = record({ id: 'p2', firstName: 'Annie', email: null, broughtBy: 'GP list' });
  const decided = {
    id: 'd1',
    areSame: true,
    names: 'Ann Mirror, Annie Mirror',
    by: 'Cora',
    at: '2026-11-26T09:00:00+00:00',
    mayUndo: true,
  };
  let isDecided = false;
  api.answers.set('GET /staff/people/imports/i1/duplicates', () => ({
    name: 'October list',
    total: isDecided ? 0 : 1,
    items: isDecided ? [] : [{ one: record({}), other }],
    decided: isDecided ? [decided] : [],
  }));
  api.answers.set('POST /staff/people/duplicates', () => {
    isDecided = true;
    return { id: 'd1' };
  });
  api.answers.set('POST /staff/people/duplicates/d1/undo', () => {
    isDecided = false;
    return new Response(null, { status: 204 });
  });
  openApp('/people');
  await userEvent.click(await screen.findByRole('link', { name: 'Look for possible duplicates in October list' }));
  expect(await screen.findByRole('heading', { name: 'Ann Mirror and Annie Mirror' })).toBeVisible();
  expect(screen.getByRole('row', { name: 'First name Different Ann Annie' })).toBeVisible();
  expect(screen.getByRole('row', { name: 'Email address Different ann@example.org Not known' })).toBeVisible();
  expect(screen.getByRole('row', { name: 'Date of birth 5 Jun 1961 5 Jun 1961' })).toBeVisible();
  expect(screen.queryByRole('rowheader', { name: /Mobile number/ })).not.toBeInTheDocument();
  await userEvent.click(screen.getByRole('button', { name: 'They are the same person: Ann Mirror and Annie Mirror' }));
  expect(await screen.findByText(/counted and invited as one person/)).toBeVisible();
  expect(api.bodies.at(-1)).toEqual({ oneId: 'p1', otherId: 'p2', areSame: true });
  expect(await screen.findByText('No possible duplicates.')).toBeVisible();
  await userEvent.click(screen.getByRole('button', { name: 'Undo what was decided about Ann Mirror, Annie Mirror' }));
  expect(await screen.findByText('1 pair to look at.')).toBeVisible();
  await userEvent.click(screen.getByRole('button', { name: 'Keep both: Ann Mirror and Annie Mirror' }));
  expect(api.bodies.at(-1)).toEqual({ oneId: 'p1', otherId: 'p2', areSame: false });
});
