import { confirmBooking, holdSlot, importPeople, searchAvailability } from '@fairslot/contract';
import { addDays } from '@fairslot/domain';
import { testNhsNumbers } from '@fairslot/testing';
import { expect, test, type Page } from '@playwright/test';
import { advance, bearerOf, client, look, newPractice, outboxUrl, said, signedIn, today } from './coordinator';

const bookingUrl = (process.env['BOOKING_URL'] ?? 'http://localhost:3000').replace(/\/+$/, '');
const BORN = '1950-03-27';

/** Somebody on a list, with an appointment in a week or more. */
async function bookedPerson() {
  const practice = newPractice();
  const number = testNhsNumbers(900 + Math.floor(Math.random() * 50_000)).at(-1) ?? '';
  const lastName = `Of ${practice.replace(/\d/g, 'x')}`;
  const email = `${practice.toLowerCase()}@example.com`;
  const csv = `Forename,Surname,DOB,NHS No.,Postcode,E-mail\nAda,${lastName},27/03/1950,${number},L24 8QB,${email}`;
  await client.call(importPeople, { bearer: await bearerOf('writes campaigns'), body: { name: practice, csv } });
  const from = addDays(today, 8);
  const found = await client.call(searchAvailability, {
    query: { service: 'flu', near: 'L24 8QB', from, to: addDays(from, 13) },
  });
  const [place] = found.items;
  const attendee = { serviceId: 'flu', dateOfBirth: BORN, answers: {} };
  const hold = await client.call(holdSlot, {
    idempotencyKey: crypto.randomUUID(),
    body: { siteId: place?.site.id ?? '', start: place?.nextTimes[0]?.start ?? '', attendees: [attendee] },
  });
  const { bookings } = await client.call(confirmBooking, {
    idempotencyKey: crypto.randomUUID(),
    body: {
      holdId: hold.holdId,
      token: hold.token,
      people: [{ firstName: 'Ada', lastName, dateOfBirth: BORN, nhsNumber: number, answers: {} }],
      contact: { email },
    },
  });
  return { number, email, reference: bookings[0]?.reference ?? '' };
}

async function mailAsking(email: string): Promise<string> {
  const response = await fetch(`${outboxUrl}/messages.json?to=${email}`);
  const { items } = (await response.json()) as { items: { text: string }[] };
  return items.find(({ text }) => /Do you still need this appointment/.test(text))?.text ?? '';
}

const upload = (page: Page, name: string, csv: string) =>
  page.getByLabel('Select a CSV file').setInputFiles({ name, mimeType: 'text/csv', buffer: Buffer.from(csv) });

test('T59 a list of doses given elsewhere: headings are remembered, the person is asked, and frees the appointment', async ({
  browser,
}) => {
  test.setTimeout(300_000);
  const person = await bookedPerson();
  const page = await signedIn(browser, 'writes campaigns', '/people');
  await page.getByRole('link', { name: 'Import doses given elsewhere' }).click();
  // The page before takes a file too.
  await expect(page.getByRole('heading', { level: 1, name: 'Doses given elsewhere' })).toBeVisible();
  const rows = [
    `${person.number},27/03/1950,flu,${addDays(today, -20)}`,
    `${person.number},27/03/1950,Rabies,2026-01-01`,
  ];
  // Of no earlier run, whose headings would be remembered.
  const jab = `Jab ${newPractice()}`;
  const csv = [`Number,Born,${jab},Day`, ...rows].join('\n');
  await upload(page, 'ravs.csv', csv);
  for (const [label, heading] of Object.entries({
    'NHS number': 'Number',
    'Date of birth': 'Born',
    'Vaccine or service': jab,
    'Date given': 'Day',
  }))
    await page.getByLabel(label, { exact: true }).selectOption(heading);
  await page.getByRole('button', { name: 'Check the file' }).click();
  await said(page, '2 rows: 1 good, 1 with a problem.');
  await look(page, 'doses-checked');
  await page.getByRole('button', { name: 'Import 1 good row' }).click();
  await said(page, 'Imported: 1 new, 0 known already.');
  await page.reload();
  await upload(page, 'ravs.csv', csv);
  await expect(page.getByLabel('Vaccine or service')).toHaveValue(jab);
  await page.getByText('How the headings are read').click();
  await expect(page.getByText('Matched as in your last import')).toBeVisible();
  await look(page, 'doses-remembered');

  // The next look of the worker asks, and somebody reads it.
  await expect(async () => expect(await mailAsking(person.email)).toMatch(/somewhere else/)).toPass({
    timeout: 150_000,
  });
  const link = /\/m\/[0-9A-Z]{16}/.exec(await mailAsking(person.email))?.[0] ?? '';
  const resident = await (await browser.newContext()).newPage();
  await resident.goto(`${bookingUrl}${link}`);
  await resident.getByLabel('Day', { exact: true }).fill('27');
  await resident.getByLabel('Month', { exact: true }).fill('3');
  await resident.getByLabel('Year', { exact: true }).fill('1950');
  await resident.getByRole('button', { name: 'Continue' }).click();
  await expect(resident.getByRole('heading', { name: /Have you had it already\?/ })).toBeVisible();
  await look(resident, 'resident-had-elsewhere');
  await resident.getByRole('button', { name: 'Yes, cancel this appointment' }).click();
  await expect(resident.getByRole('heading', { level: 1, name: 'Appointment cancelled' })).toBeVisible();
  await expect(async () => {
    await page.reload();
    await expect(page.getByRole('row', { name: /^Cancelled by the person [1-9]/ })).toBeVisible({ timeout: 5_000 });
  }).toPass({ timeout: 150_000 });
  await resident.context().close();
  await page.context().close();
});

test('what is kept how long is shown before anything goes', async ({ browser }) => {
  const page = await signedIn(browser, 'region administrator', '/records/retention');
  await expect(page.getByText('Nothing is deleted yet')).toBeVisible();
  await page.getByRole('button', { name: 'Delete it each night' }).click();
  await look(page, 'retention');
  await advance(1);
  await page.context().close();
});
