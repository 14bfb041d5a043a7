import { readFileSync } from 'node:fs';
import { createClient, isProblem } from '@fairslot/client';
import {
  askForHomeVisit,
  changeSite,
  confirmBooking,
  createClinic,
  getDay,
  getSiteDetails,
  holdSlot,
  listTimes,
  removeSitePhoto,
  signIn,
  type StaffMe,
} from '@fairslot/contract';
import { addDays } from '@fairslot/domain';
import { expect, type Page } from '@playwright/test';

const env = (name: string, otherwise: string) => process.env[name] ?? otherwise;
export const staffUrl = env('STAFF_URL', 'http://localhost:3001').replace(/\/$/, '');
export const bookingUrl = env('BOOKING_URL', 'http://localhost:3000').replace(/\/$/, '');
export const apiUrl = env('API_URL', 'http://localhost:3002').replace(/\/(api\/v1\/?)?$/, '');

interface SignIn {
  email: string;
  password: string;
  role: string;
}

/** A demonstration account whose description contains `role`. */
export function accountOf(role: string): SignIn {
  const { signIns } = JSON.parse(readFileSync(env('DEMO_FILE', '.data/demo.json'), 'utf8')) as { signIns: SignIn[] };
  const found = signIns.find((account) => account.role.includes(role));
  if (!found) throw new Error(`no demonstration account is a ${role}`);
  return found;
}

export interface Booked {
  reference: string;
  siteId: string;
  date: string;
  name: string;
  lastName: string;
}

const client = createClient({ baseUrl: apiUrl });
const service = 'blood-test';
let people = 0;

/** Books a blood test for today through the API, as a resident would, at the site where the front desk works. */
export async function bookForToday(): Promise<Booked> {
  const { token: bearer, me } = await client.call(signIn, { body: accountOf('clinic lead') });
  const desk = await client.call(signIn, { body: accountOf('front desk') });
  const siteId = desk.me.sites[0]?.id ?? me.sites[0]?.id ?? '';
  const { date } = await client.call(getDay, { bearer, params: { siteId } });
  const start = await freeTime(siteId, date, bearer);
  const key = () => `desk-${crypto.randomUUID()}`;
  const answers = { referralCode: 'ABC1234' };
  const dateOfBirth = '1961-05-17';
  const hold = await client.call(holdSlot, {
    idempotencyKey: key(),
    body: { siteId, start, attendees: [{ serviceId: service, dateOfBirth, answers }] },
  });
  const lastName = newName();
  const { bookings } = await client.call(confirmBooking, {
    idempotencyKey: key(),
    body: {
      holdId: hold.holdId,
      token: hold.token,
      people: [{ firstName: 'Amina', lastName, dateOfBirth, answers }],
      contact: { email: `${lastName.toLowerCase()}@example.com` },
      help: ['hearing_loop'],
    },
  });
  const reference = bookings[0]?.reference ?? '';
  return { reference, siteId, date, name: `Amina ${lastName}`, lastName };
}

/** Somebody who cannot leave home asks to be called; answers the last name. */
export async function askForVisit(): Promise<string> {
  const lastName = newName();
  await client.call(askForHomeVisit, {
    idempotencyKey: `desk-${crypto.randomUUID()}`,
    body: {
      serviceId: 'flu',
      firstName: 'Edna',
      lastName,
      dateOfBirth: '1938-02-11',
      phone: '0151 496 0123',
      postcode: 'L24 8QB',
      bestTime: 'morning',
    },
  });
  return lastName;
}

const syllables = ['ba', 'de', 'ko', 'li', 'mu', 'na', 'po', 'ri', 'sa', 'te'];

/** A name that nobody else on the list has, and that can be read aloud. */
function newName(): string {
  const number = String(Date.now() + 10 * people++).slice(-7, -1);
  const name = Array.from(number, (digit) => syllables[Number(digit)]).join('');
  return name.charAt(0).toUpperCase() + name.slice(1);
}

/** The first time still free today; late in the day a clinic is opened that runs to midnight. */
async function freeTime(siteId: string, date: string, bearer: string): Promise<string> {
  const query = { service, from: date, to: date };
  const first = async () => (await client.call(listTimes, { params: { siteId }, query })).items[0]?.start;
  const already = await first();
  if (already) return already;
  await client.call(createClinic, {
    bearer,
    params: { siteId },
    body: { date, from: '00:00', until: '24:00', slotMinutes: 10, capacity: 20, serviceIds: [service] },
  });
  await expect.poll(first, { timeout: 15_000 }).toBeDefined();
  return (await first()) ?? '';
}

/** The site of the clinic lead where no test counts who is on the list. */
const quietSite = (me: StaffMe): string =>
  me.sites.find(({ id }) => id.startsWith('aintree'))?.id ?? me.sites[0]?.id ?? '';

/** A site of the clinic lead, and what day it is there. */
export async function leadSite(): Promise<{ bearer: string; siteId: string; today: string }> {
  const { token: bearer, me } = await client.call(signIn, { body: accountOf('clinic lead') });
  const siteId = quietSite(me);
  const { date: today } = await client.call(getDay, { bearer, params: { siteId } });
  return { bearer, siteId, today };
}

/** What a site says of itself now; answers the way to put it back. */
export async function rememberDetails(siteId: string): Promise<() => Promise<unknown>> {
  const { token: bearer } = await client.call(signIn, { body: accountOf('site administrator') });
  const before = await client.call(getSiteDetails, { bearer, params: { siteId } });
  const { smsName, directions, facilities, buses } = before;
  return () =>
    client.call(changeSite, { bearer, params: { siteId }, body: { smsName, directions, facilities, buses } });
}

/** Pictures of a site that a run before this one left there. */
export async function takePicturesAway(siteId: string): Promise<void> {
  const { token: bearer } = await client.call(signIn, { body: accountOf('site administrator') });
  const { photos } = await client.call(getSiteDetails, { bearer, params: { siteId } });
  for (const { id: photoId } of photos) await client.call(removeSitePhoto, { bearer, params: { siteId, photoId } });
}

/** A day with so many people at a small site, every third without phone or e-mail. Answers how many are on its list. */
export async function bookMany(people: number): Promise<{ siteId: string; date: string; people: number }> {
  const { token: bearer, me } = await client.call(signIn, { body: accountOf('region administrator') });
  const siteId = me.sites.find(({ id }) => id.includes('pharmacy'))?.id ?? me.sites.at(-1)?.id ?? '';
  const { date: today } = await client.call(getDay, { bearer, params: { siteId } });
  const date = await emptyDay(siteId, today, bearer);
  // The day after has room for some of them.
  for (const [day, from, until, capacity] of [
    [date, '10:00', '12:00', 10],
    [addDays(date, 1), '13:00', '14:40', 2],
  ] as const)
    await client.call(createClinic, {
      bearer,
      params: { siteId },
      body: { date: day, from, until, slotMinutes: 10, capacity, serviceIds: [service] },
    });
  const query = { service, from: date, to: date };
  await expect
    .poll(async () => (await client.call(listTimes, { params: { siteId }, query })).items.length, { timeout: 15_000 })
    .toBeGreaterThan(5);
  const { items } = await client.call(listTimes, { params: { siteId }, query });
  for (let n = 0; n < people; n += 1) {
    const start = items[n % items.length]?.start ?? '';
    const contact = n % 3 === 0 ? { none: true } : { email: `close${n}@example.com` };
    await bookAt(siteId, start, `Close${newName()}`, contact);
  }
  const { items: booked } = await client.call(getDay, { bearer, params: { siteId }, query: { date } });
  return { siteId, date, people: booked.length };
}

/** A day of the clinic lead's quiet site with so many people who can all be told. */
export async function bookReachable(people: number): Promise<{ siteId: string; date: string }> {
  const { token: bearer, me } = await client.call(signIn, { body: accountOf('clinic lead') });
  const siteId = quietSite(me);
  const { date: today } = await client.call(getDay, { bearer, params: { siteId } });
  const at = { from: '06:00', until: '06:10', slotMinutes: 10, capacity: people, serviceIds: [service] };
  const params = { siteId };
  let date = addDays(today, 40);
  const make = () => client.call(createClinic, { bearer, params, body: { date, ...at } });
  // A day that a run before this one has closed has such a clinic already.
  const isTaken = (error: unknown) => (isProblem(error, 'clinic_overlap') ? 'taken' : Promise.reject(error as Error));
  while ((await make().catch(isTaken)) === 'taken') date = addDays(date, 1);
  const query = { service, from: date, to: date };
  const first = async () => (await client.call(listTimes, { params, query })).items[0]?.start ?? '';
  await expect.poll(first, { timeout: 15_000 }).toContain('T06:00');
  const start = await first();
  for (let n = 0; n < people; n += 1)
    await bookAt(siteId, start, `Reach${newName()}`, { email: `reach${n}@example.com` });
  return { siteId, date };
}

/** A day ahead on which nobody is booked there and no clinic is. */
async function emptyDay(siteId: string, today: string, bearer: string): Promise<string> {
  for (let ahead = 20; ahead < 80; ahead += 1) {
    const date = addDays(today, ahead);
    const { items, services } = await client.call(getDay, { bearer, params: { siteId }, query: { date } });
    if (items.length === 0 && services.length === 0) return date;
  }
  throw new Error('every day is taken');
}

async function bookAt(siteId: string, start: string, lastName: string, contact: object): Promise<void> {
  const answers = { referralCode: 'ABC1234' };
  const dateOfBirth = '1961-05-17';
  const hold = await client.call(holdSlot, {
    idempotencyKey: `desk-${crypto.randomUUID()}`,
    body: { siteId, start, attendees: [{ serviceId: service, dateOfBirth, answers }] },
  });
  await client.call(confirmBooking, {
    idempotencyKey: `desk-${crypto.randomUUID()}`,
    body: {
      holdId: hold.holdId,
      token: hold.token,
      people: [{ firstName: 'Amina', lastName, dateOfBirth, answers }],
      contact,
    },
  });
}

/** Fills in the sign-in page that is on screen. */
export async function fillSignIn(page: Page, { email, password }: Pick<SignIn, 'email' | 'password'>): Promise<void> {
  await page.getByLabel('Email address').fill(email);
  await page.getByLabel('Password', { exact: true }).fill(password);
  await page.getByRole('button', { name: 'Sign in' }).click();
}

/** Signs in as a demonstration account, on the way to an address. */
export async function enter(page: Page, address: string, role: string): Promise<void> {
  await page.goto(staffUrl + address);
  await fillSignIn(page, accountOf(role));
  await page.waitForURL((url) => !url.pathname.startsWith('/sign-in'));
}
