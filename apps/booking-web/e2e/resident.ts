import { expect, type BrowserContext, type Page } from '@playwright/test';

const address = (name: string, otherwise: string) => (process.env[name] ?? otherwise).replace(/\/+$/, '');
export const bookingUrl = address('BOOKING_URL', 'http://localhost:3000');
export const outboxUrl = address('OUTBOX_URL', 'http://localhost:3003');
export const apiUrl = address('API_URL', 'http://localhost:3002').replace(/\/api\/v1$/, '');

export interface Person {
  firstName: string;
  lastName: string;
  born: [day: string, month: string, year: string];
  email: string;
}

let people = 0;

/** Somebody of 76 with a name and an address of their own, so that no test meets another's booking. */
export function aPerson(firstName = 'Amina'): Person {
  const letters = Array.from(`${Date.now()}${people++}`, (digit) => 'abcdefghij'[Number(digit)]).join('');
  return {
    firstName,
    lastName: `Khan${letters}`,
    born: ['27', 'March', '1950'],
    email: `resident.${letters}@example.com`,
  };
}

export const next = (page: Page) => page.getByRole('button', { name: 'Continue' }).click();

export async function fillDate(page: Page, [day, month, year]: Person['born']): Promise<void> {
  await page.getByLabel('Day', { exact: true }).fill(day);
  await page.getByLabel('Month', { exact: true }).fill(month);
  await page.getByLabel('Year', { exact: true }).fill(year);
}

/** From the start page to the list of places. */
export async function toTimes(page: Page, person: Person, service = 'Flu vaccine', where = 'L24 8QB', site = '') {
  await page.goto(`${site}/`);
  await page.getByRole('link', { name: 'Start now' }).click();
  await page.getByLabel(service).check();
  await next(page);
  await page.getByLabel('Me', { exact: true }).check();
  await next(page);
  await fillDate(page, person.born);
  await next(page);
  if (page.url().endsWith('/about-you')) {
    await page.getByLabel('What is your referral code?').fill('bt-12 345');
    await next(page);
  }
  await page.getByLabel('Postcode, town or place').fill(where);
  await next(page);
  await page.getByLabel('No help needed').check();
  await next(page);
  await expect(page.getByRole('heading', { level: 1 })).toContainText(`Appointments near ${where}`);
}

/** From a held time to the check page. */
export async function fillDetails(page: Page, person: Person): Promise<void> {
  await page.getByLabel('First name').fill(person.firstName);
  await page.getByLabel('Last name').fill(person.lastName);
  await next(page);
  await page.getByLabel('No, continue without it').check();
  await next(page);
  await page.getByRole('button', { name: 'I do not have a fixed address' }).click();
  await page.getByLabel('Email', { exact: true }).check();
  await page.getByLabel('Email address').fill(person.email);
  await next(page);
  await expect(page).toHaveURL(/\/book\/check$/);
}

/** Presses one of the times on the page and arrives at the first page after it. */
export async function pressTime(page: Page, nth = 0): Promise<void> {
  await page.locator('.fs-time').nth(nth).click();
}

/** One that begins after so many minutes: a hold ends with the beginning of its appointment. */
export async function pressTimeAfter(page: Page, minutes: number): Promise<void> {
  const values = await page.locator('.fs-time').evaluateAll((all) => all.map((one) => one.getAttribute('value') ?? ''));
  const from = Date.now() + minutes * 60_000;
  await pressTime(
    page,
    values.findIndex((value) => Date.parse(value.split(' ')[0] ?? '') > from),
  );
}

export async function book(page: Page, person: Person, nth = 0): Promise<string> {
  await toTimes(page, person);
  await pressTime(page, nth);
  await fillDetails(page, person);
  await page.getByRole('button', { name: 'Confirm appointment' }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Appointment booked');
  return page.locator('.fs-reference').innerText();
}

interface Mail {
  to: string;
  subject: string;
  text: string;
}

export async function mailsTo(email: string): Promise<Mail[]> {
  const response = await fetch(`${outboxUrl}/messages.json?to=${encodeURIComponent(email)}`);
  return ((await response.json()) as { items: Mail[] }).items.filter(({ to }) => to.includes(email));
}

/** Waits for a mail that says what is looked for; the newest one that does. */
export async function mailSaying(email: string, words: string): Promise<Mail> {
  let found: Mail | undefined;
  await expect
    .poll(async () => (found = (await mailsTo(email)).find(({ text }) => text.includes(words))), { timeout: 20_000 })
    .toBeTruthy();
  return found as Mail;
}

/** The resident's own link out of a mail. */
export const linkIn = ({ text }: Mail): string => /https?:\/\/\S+\/m\/\S+/.exec(text)?.[0] ?? 'no link in the mail';

/** What the API keeps of this browser's answers. */
export async function draftOf(
  context: BrowserContext,
): Promise<{ hold?: { holdId: string; token: string; siteId: string; start: string } }> {
  const cookie = (await context.cookies()).find(({ name }) => name.endsWith('fairslot-journey'));
  const response = await fetch(`${apiUrl}/api/v1/journeys/${cookie?.value}`);
  return ((await response.json()) as { draft: object }).draft;
}

/** Ends this browser's hold behind its back, as ten minutes of waiting would. */
export async function letHoldLapse(context: BrowserContext) {
  const { hold } = await draftOf(context);
  if (!hold) throw new Error('no time is held');
  await release(hold);
  return hold;
}

type Taken = { holdId: string; token: string };

/** Other people take every place that is left at a time. */
export async function takeAll({ siteId, start }: { siteId: string; start: string }): Promise<Taken[]> {
  const all: Taken[] = [];
  while (all.length < 100) {
    const response = await fetch(`${apiUrl}/api/v1/holds`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'idempotency-key': crypto.randomUUID() },
      body: JSON.stringify({ siteId, start, attendees: [{ serviceId: 'flu', dateOfBirth: '1950-03-27' }] }),
    });
    if (response.status === 409) return all;
    expect(response.status).toBe(201);
    all.push((await response.json()) as Taken);
  }
  throw new Error('the time never filled up');
}

async function release({ holdId, token }: Taken): Promise<void> {
  const response = await fetch(`${apiUrl}/api/v1/holds/${holdId}`, {
    method: 'DELETE',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ token }),
  });
  expect(response.status).toBe(204);
}

/** Other people take all places but one at a time. */
export async function leaveOne(time: { siteId: string; start: string }): Promise<void> {
  const last = (await takeAll(time)).pop();
  if (!last) throw new Error('the time was full already');
  await release(last);
}
