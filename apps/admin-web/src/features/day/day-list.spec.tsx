import { act, cleanup, screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { openApp } from '../../test/open-app';
import { aRow, someone, StaffApi } from '../../test/staff-api';

const bloodTest = { id: 'blood-test', name: 'Blood test', outcomeWord: 'seen' } as const;
const amina = aRow();
const wei = aRow({
  reference: 'H3K1T5W2C8',
  firstName: 'Wei',
  lastName: 'Zhang',
  service: bloodTest,
  nhsNumber: '9990000026',
});
const zoe = aRow({
  reference: 'B0B1D2E3F4',
  firstName: 'Zoë',
  lastName: 'O’Brien',
  nhsNumber: null,
  age: 44,
  dateOfBirth: '1982-02-01',
});

let api: StaffApi;
const today = '/sites/aintree/today';

beforeEach(() => {
  jest.useFakeTimers({ now: new Date('2026-11-21T10:55:00Z'), doNotFake: ['queueMicrotask'] });
  api = new StaffApi().install();
  api.rows = [amina, wei, zoe];
});
afterEach(() => jest.useRealTimers());

const keys = () => userEvent.setup({ advanceTimers: jest.advanceTimersByTime });
const rowOf = async (name: string) => {
  const row = (await screen.findByRole('rowheader', { name: new RegExp(name) })).closest('tr');
  if (!row) throw new Error(`the name ${name} stands in no row`);
  return row;
};
const press = async (name: string, word: string) =>
  keys().click(within(await rowOf(name)).getByRole('button', { name: new RegExp(`^${word}`) }));

test('one press checks a person in, says so, and the same button goes on to the next step', async () => {
  openApp(today);
  await press('Amina Khan', 'Check in');
  expect(await screen.findByText('Checked in Amina Khan.')).toBeVisible();
  expect(screen.getByRole('status')).toHaveTextContent('Checked in Amina Khan. Undo');
  expect(within(await rowOf('Amina Khan')).getByText('Arrived')).toBeVisible();
  const next = within(await rowOf('Amina Khan')).getByRole('button', { name: 'Vaccinated Amina Khan' });
  expect(next).toHaveFocus();
  expect(screen.getByText('1 arrived')).toBeVisible();
});

test('a clinic service ends in "Seen", and nothing about it says vaccinated', async () => {
  openApp(today);
  await press('Wei Zhang', 'Check in');
  await screen.findByText('Checked in Wei Zhang.');
  await press('Wei Zhang', 'Seen');
  expect(await screen.findByText('Wei Zhang has been seen.')).toBeVisible();
  const row = await rowOf('Wei Zhang');
  expect(row).toHaveTextContent('Seen');
  expect(row).not.toHaveTextContent(/vaccin/i);
  expect(api.row(wei.reference).status).toBe('completed');
});

test('focus goes to Undo when the last step takes the forward button away', async () => {
  api.rows = [{ ...amina, status: 'checked_in' }];
  openApp(today);
  await press('Amina Khan', 'Vaccinated');
  await screen.findByText('Amina Khan is vaccinated.');
  await waitFor(() => expect(screen.getByRole('button', { name: 'Undo Amina Khan' })).toHaveFocus());
});

test('the message offers Undo for ten seconds; the row offers it all day', async () => {
  openApp(today);
  await press('Amina Khan', 'Check in');
  await screen.findByText('Checked in Amina Khan.');
  const status = screen.getByRole('status');
  await act(() => jest.advanceTimersByTimeAsync(9_500));
  expect(within(status).getByRole('button', { name: 'Undo' })).toBeVisible();
  await act(() => jest.advanceTimersByTimeAsync(1_000));
  expect(status).toBeEmptyDOMElement();
  await press('Amina Khan', 'Undo');
  expect(await screen.findByText('Undone. Amina Khan is back to: Expected.')).toBeVisible();
  expect(api.row(amina.reference).status).toBe('booked');
});

test('Undo in the message takes the last press back and focus stays in the row', async () => {
  openApp(today);
  await press('Zoë', 'Did not come');
  await screen.findByText('Zoë O’Brien did not come.');
  await keys().click(within(screen.getByRole('status')).getByRole('button', { name: 'Undo' }));
  await screen.findByText('Undone. Zoë O’Brien is back to: Expected.');
  expect(within(await rowOf('Zoë')).getByRole('button', { name: 'Check in Zoë O’Brien' })).toHaveFocus();
});

test('the second half of a double click does not press the next step', async () => {
  openApp(today);
  await keys().dblClick(within(await rowOf('Amina Khan')).getByRole('button', { name: /^Check in/ }));
  await screen.findByText('Checked in Amina Khan.');
  expect(api.calls.filter((call) => call.startsWith('POST'))).toEqual(['POST /staff/bookings/K7QF9X2A4M/check-in']);
});

test('a row that another desk changed is shown as it now is, and the press is said not to count', async () => {
  openApp(today);
  await rowOf('Amina Khan');
  api.change(amina.reference, { status: 'did_not_attend' });
  await press('Amina Khan', 'Check in');
  const words = 'Nothing saved: Amina Khan was changed somewhere else and is now: Did not come.';
  expect(await screen.findByText(words)).toBeVisible();
  expect(within(await rowOf('Amina Khan')).getByText('Did not come', { selector: 'strong' })).toBeVisible();
});

test('a press that could not be saved leaves the row as it was and says why', async () => {
  openApp(today);
  await rowOf('Amina Khan');
  api.failNext('/check-in', 'busy');
  await press('Amina Khan', 'Check in');
  expect(await screen.findByText(/^Nothing saved for Amina Khan\. The service is very busy/)).toBeVisible();
  expect(within(await rowOf('Amina Khan')).getByText('Expected')).toBeVisible();
});

test.each([
  ['kha', 'Amina Khan'],
  ['k7qf9-x2', 'Amina Khan'],
  ['bobi d2e3', 'Zoë O’Brien'],
  ['999 000 0026', 'Wei Zhang'],
  ['1/2/1982', 'Zoë O’Brien'],
])('typing %p in the box leaves %s on the list', async (typed, name) => {
  openApp(today);
  await rowOf('Amina Khan');
  await keys().type(screen.getByRole('searchbox', { name: 'Find in this list' }), typed);
  expect(screen.getAllByRole('rowheader').map((cell) => cell.textContent)).toEqual([expect.stringContaining(name)]);
  expect(screen.getByText('Showing 1 of 3')).toBeVisible();
});

test('a person just checked in stays on the filtered list until another filter is chosen', async () => {
  openApp(`${today}?show=expected`);
  await press('Amina Khan', 'Check in');
  await screen.findByText('Checked in Amina Khan.');
  expect(screen.getAllByRole('rowheader')).toHaveLength(3);
  await keys().click(screen.getByRole('link', { name: 'Arrived 1' }));
  expect(screen.getAllByRole('rowheader')).toHaveLength(1);
  await keys().click(screen.getByRole('link', { name: 'Expected 2' }));
  expect(screen.getAllByRole('rowheader')).toHaveLength(2);
});

test('the list is read again every 15 seconds without moving focus', async () => {
  openApp(today);
  const row = await rowOf('Amina Khan');
  const button = within(row).getByRole('button', { name: /^Check in/ });
  button.focus();
  api.rows = [aRow({ reference: 'NEW0NEW0NE', firstName: 'Olu', lastName: 'Adeyemi' }), ...api.rows];
  await act(() => jest.advanceTimersByTimeAsync(15_500));
  expect(await rowOf('Olu Adeyemi')).toBeVisible();
  expect(button).toHaveFocus();
});

test('when the list cannot be read again it stays, with the time since when it is old', async () => {
  openApp(today);
  await rowOf('Amina Khan');
  for (let i = 0; i < 3; i++) {
    api.failNext('/day', 'busy');
    await act(() => jest.advanceTimersByTimeAsync(i === 0 ? 15_100 : 1_000));
  }
  expect(await screen.findByText('No connection since 10:55am. This list may be out of date.')).toBeVisible();
  expect(await rowOf('Amina Khan')).toBeVisible();
});

test('the running quarter of an hour is marked and what is over fades', async () => {
  api.rows = [aRow({ start: '2026-11-21T09:00:00+00:00' }), { ...wei, start: '2026-11-21T10:45:00+00:00' }];
  openApp(today);
  expect(await rowOf('Amina Khan')).toHaveClass('staff-table__row--past');
  expect(await rowOf('Wei Zhang')).toHaveClass('staff-table__row--now');
});

test('what a desk must look at stands there in words', async () => {
  api.rows = [aRow({ detailsToCheck: true, possibleDuplicate: true, help: ['step_free', 'Sorani by phone'] })];
  openApp(today);
  const row = await rowOf('Amina Khan');
  for (const words of ['Details to check', 'Possible duplicate', 'Way in without steps', 'Sorani by phone'])
    expect(within(row).getByText(words)).toBeVisible();
});

test('who may only look gets no buttons', async () => {
  api.me = { ...someone, sites: someone.sites.map((site) => ({ ...site, permissions: ['day:read'] })) };
  openApp(today);
  expect(within(await rowOf('Amina Khan')).queryByRole('button')).not.toBeInTheDocument();
  expect(screen.queryByRole('link', { name: 'Search' })).not.toBeInTheDocument();
});

test('the session ends under a press: sign in, and back to the same list', async () => {
  const { where } = openApp(`${today}?date=2026-11-21&show=expected`);
  await rowOf('Amina Khan');
  api.signedIn = false;
  await press('Amina Khan', 'Check in');
  expect(await screen.findByText('Your session ended. Sign in to go back to where you were.')).toBeVisible();
  expect(screen.queryByText(/Amina/)).not.toBeInTheDocument();
  await keys().type(screen.getByLabelText('Email address'), 'jo@clinic.invalid');
  await keys().type(screen.getByLabelText('Password'), 'right{Enter}');
  expect(await rowOf('Amina Khan')).toBeVisible();
  expect(where()).toBe(`${today}?date=2026-11-21&show=expected`);
  expect(api.row(amina.reference).status).toBe('booked');
});

test('a press that the day does not allow is not blamed on another desk', async () => {
  openApp(today);
  await rowOf('Amina Khan');
  api.failNext('/check-in', 'wrong_state');
  await press('Amina Khan', 'Check in');
  expect(await screen.findByText('Nothing saved: this cannot be done for Amina Khan today.')).toBeVisible();
});

test('"Go to now" passes the rows that are over', async () => {
  const over = Array.from({ length: 3 }, (_, n) =>
    aRow({ reference: `OVER00000${n}`, start: '2026-11-21T08:00:00+00:00' }),
  );
  api.rows = [...over, { ...wei, start: '2026-11-21T11:00:00+00:00' }];
  openApp(today);
  await keys().click(await screen.findByRole('button', { name: 'Go to now' }));
  expect(within(await rowOf('Wei Zhang')).getByRole('button', { name: /^Check in/ })).toHaveFocus();
});

test('focus that somebody moved away after a press is not taken back by the next reading', async () => {
  openApp(today);
  await press('Amina Khan', 'Check in');
  await screen.findByText('Checked in Amina Khan.');
  act(() => (document.activeElement as HTMLElement).blur());
  await act(() => jest.advanceTimersByTimeAsync(45_000));
  expect(document.body).toHaveFocus();
});

test('a day to come is only looked at', async () => {
  api.rows = [aRow({ start: '2026-11-22T10:00:00+00:00' })];
  openApp(`${today}?date=2026-11-22`);
  expect(within(await rowOf('Amina Khan')).queryByRole('button')).not.toBeInTheDocument();
  expect(screen.getByRole('heading', { level: 1, name: /Tomorrow, Sunday 22 November 2026/ })).toBeVisible();
});

describe('what a clinic is besides', () => {
  beforeEach(() => {
    api.rows = [aRow({ options: ['quiet', 'women_only'] }), wei];
  });

  test('stands in the list that is printed, in the list that is typed back, and on the page of the appointment', async () => {
    openApp(today);
    const said = within(await rowOf('Amina Khan')).getAllByRole('listitem');
    expect(said.map(({ textContent }) => textContent)).toEqual(expect.arrayContaining(['Quiet time', 'Women only']));
    cleanup();
    openApp('/sites/aintree/paper');
    expect(await rowOf('Amina Khan')).toHaveTextContent('65 and overQuiet timeWomen only');
    expect(await rowOf('Wei Zhang')).not.toHaveTextContent('Quiet time');
    cleanup();
    openApp(`/sites/aintree/bookings/${amina.reference}`);
    expect((await screen.findByText('Kind of clinic')).nextElementSibling).toHaveTextContent('Quiet time, Women only');
  });

  test('is a column of the file', async () => {
    const files: Blob[] = [];
    URL.createObjectURL = (file) => `#${files.push(file as Blob)}`;
    URL.revokeObjectURL = () => undefined;
    openApp('/sites/aintree/export');
    await keys().click(await screen.findByRole('button', { name: 'Save the file' }));
    expect(await screen.findByText('Saved: 2 people.')).toBeVisible();
    const reader = new FileReader();
    reader.readAsText(files[0] as Blob);
    await waitFor(() => expect(reader.result).not.toBeNull());
    const [heading, first, second] = (reader.result as string).split('\n');
    expect(heading).toContain('Kind of clinic,Status');
    expect([first, second]).toEqual([
      expect.stringContaining(',Quiet time; Women only,booked'),
      expect.stringContaining(',,booked'),
    ]);
  });
});

describe('a walk-in, where only a clinic for women has a place left', () => {
  const stock = { outcomeWord: 'vaccinated', drawsStock: false, waiting: 0, dosesLeft: null, batch: null };
  const flu = { id: 'flu', name: 'Flu vaccine', ...stock };
  const add = () => keys().click(screen.getByRole('button', { name: 'Add and check in' }));
  async function ask() {
    api.services = [flu, { ...flu, id: 'mmr', name: 'MMR vaccine' }];
    api.isOnlyForWomen = true;
    openApp('/sites/aintree/walk-in');
    await keys().type(await screen.findByLabelText('First name'), 'Wanda');
    await keys().type(screen.getByLabelText('Last name'), 'Inn');
    await keys().type(screen.getByLabelText('Date of birth'), '3 4 1954');
    expect(screen.queryByText(/women-only/)).not.toBeInTheDocument();
    await add();
    return screen.findByRole('group', { name: /^This is a women-only clinic\. Is it right for this person\?/ });
  }

  test('is asked about, must be answered, and takes a place there only where the desk says yes', async () => {
    const question = await ask();
    await add();
    expect(screen.getByRole('link', { name: 'Say if the women-only clinic is right for this person' })).toBeVisible();
    expect(api.walkIns).toHaveLength(1);
    await keys().click(within(question).getByLabelText('Yes, give them a place'));
    await add();
    expect(await screen.findByText('Wanda Inn is added and checked in.')).toBeVisible();
    expect(api.walkIns[1]).toMatchObject({ womenOnly: true });
  });

  test('is one more than planned where it is not right for them; another service is asked about anew', async () => {
    const question = await ask();
    await keys().click(within(question).getByLabelText('No, add them as one more than planned'));
    await keys().click(screen.getByLabelText('MMR vaccine'));
    expect(question).not.toBeInTheDocument();
    await add();
    const again = await screen.findByRole('group', { name: /^This is a women-only clinic/ });
    await keys().click(within(again).getByLabelText('No, add them as one more than planned'));
    await add();
    expect(await screen.findByText('Wanda Inn is added and checked in, as one more than planned.')).toBeVisible();
    expect(api.walkIns.map(({ serviceId, womenOnly }) => [serviceId, womenOnly])).toEqual([
      ['flu', undefined],
      ['mmr', undefined],
      ['mmr', false],
    ]);
  });
});
