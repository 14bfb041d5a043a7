import { formatReference, makeReference } from '@fairslot/domain';
import { expect, test, type Page } from '@playwright/test';
import { randomBytes } from 'node:crypto';
import { flu, site, startFakeApi } from '../test/fake-api';
import { startAlone } from './alone';
import { anInvitation, partsOf } from './effort';
import { oldPhone, onScreens } from './on-screens';
import {
  aPerson,
  book,
  draftOf,
  fillDate,
  fillDetails,
  linkIn,
  mailSaying,
  next,
  pressTime,
  toTimes,
} from './resident';

const h1 = (page: Page) => page.locator('h1');
const year = new Date().getFullYear();

async function begin(page: Page, service: string, born: [string, string, string], answer: string): Promise<void> {
  await page.goto('/book/what');
  await page.getByLabel(service).check();
  await next(page);
  // A date of birth given for another service is kept, and its page passed over.
  await page.goto('/book/date-of-birth');
  await fillDate(page, born);
  await next(page);
  await page.getByLabel(answer, { exact: true }).check();
  await next(page);
}

/** Fields of a calendar file with long lines put together again (RFC 5545, 3.1). */
function readCalendar(text: string) {
  const lines = text.replaceAll(/\r\n[ \t]/g, '').split('\r\n');
  const open: string[] = [];
  for (const line of lines) {
    const [, act, name = ''] = /^(BEGIN|END):(.*)$/.exec(line) ?? [];
    if (act === 'BEGIN') open.push(name);
    if (act === 'END') expect(open.pop()).toBe(name);
    if (line !== '') expect(line).toMatch(/^[A-Z-]+(;[^:]*)?:/);
  }
  expect(open).toEqual([]);
  const field = (name: string) =>
    new RegExp(String.raw`^${name}(?:;[^:]*)?:(.*)$`, 'm').exec(lines.join('\n'))?.[1] ?? '';
  return { uid: field('UID'), sequence: Number(field('SEQUENCE')), start: field('DTSTART'), method: field('METHOD') };
}

onScreens([oldPhone], () => {
  test('T11 whoever cannot book now is told why and what to do, never with a red error', async ({ page, browser }) => {
    const wayOn = async (heading: RegExp) => {
      await expect(h1(page)).toHaveText(heading);
      await expect(page).not.toHaveTitle(/^Error/);
      expect(await page.locator('main a').count()).toBeGreaterThan(1);
    };
    // Not yet: the times from the first day can be chosen.
    await begin(page, 'Flu vaccine', ['1', '1', String(year - 64)], 'None of these');
    await wayOn(/^You cannot book this yet$/);
    await page.getByRole('link', { name: 'Tell me when I can book' }).click();
    await page.getByLabel('First name').fill('Bea');
    await page.getByLabel('Last name').fill('Lee');
    await page.getByLabel('Email', { exact: true }).check();
    await page.getByLabel('Email address').fill(aPerson().email);
    await page.getByRole('button', { name: 'Tell me' }).click();
    await expect(h1(page)).toHaveText('We will tell you');
    // Not this year.
    await page.context().clearCookies();
    await begin(page, 'COVID-19 autumn vaccine', ['27', '3', String(year - 36)], 'No');
    await wayOn(/^You (do not need to|cannot) book this/);
    // Had it already, and too soon after the last dose: times from the first day can be chosen.
    const sayLastDose = async (label: string, fill: () => Promise<void> = async () => undefined) => {
      await page.goto('/book/last-dose');
      await page.getByLabel(label, { exact: true }).check();
      await fill();
      await next(page);
    };
    await page.context().clearCookies();
    await begin(page, 'MMR vaccine', ['5', '5', String(year - 9)], 'No');
    await sayLastDose('All doses have been given');
    await wayOn(/^It looks like you have had this already$/);
    const lastWeek = new Date(Date.now() - 7 * 86_400_000).toISOString().slice(0, 10);
    await sayLastDose('I know the date', async () => {
      const [y = '', month = '', day = ''] = lastWeek.split('-');
      await page.locator('#last-dose-date-day').fill(day);
      await page.locator('#last-dose-date-month').fill(month);
      await page.locator('#last-dose-date-year').fill(y);
    });
    await wayOn(/^It is too soon for your next dose$/);
    await page.getByRole('link', { name: /^See times from/ }).click();
    await page.getByLabel('Postcode, town or place').fill('L7 8YE');
    await next(page);
    await page.getByLabel('No help needed').check();
    await next(page);
    await expect(page.locator('.fs-time').first()).toBeVisible();
    // None near: farther, by phone.
    await page.context().clearCookies();
    await toTimes(page, aPerson());
    const inAHundredDays = new Date(Date.now() + 100 * 86_400_000).toISOString().slice(0, 10);
    await page.goto(`/book/times?from=${inAHundredDays}&distance=2`);
    await wayOn(/There are no times/);
    await expect(page.getByRole('link', { name: /Look within 5 miles/ })).toBeVisible();
    // Already booked: from a second browser, with the same invitation.
    const { link, born } = await anInvitation('email');
    const context = await browser.newContext();
    const second = await context.newPage();
    for (const each of [page, second]) {
      await each.goto(link);
      await fillDate(each, partsOf(born));
      await next(each);
      await expect(h1(each)).toHaveText('Choose a time for your flu vaccine');
    }
    await pressTime(second);
    await second.getByRole('button', { name: 'Confirm appointment' }).click();
    await expect(h1(second)).toHaveText('Appointment booked');
    await pressTime(page, 1);
    await page.getByRole('button', { name: 'Confirm appointment' }).click();
    // Neither where nor when: somebody else may know the date of birth.
    await expect(h1(page)).toHaveText('You already have an appointment');
    await expect(page).not.toHaveTitle(/^Error/);
    await expect(page.locator('main')).not.toContainText(/\d:\d\d/);
    await page.getByRole('button', { name: 'Send me the details' }).click();
    await expect(h1(page)).toHaveText('Look at your phone or email');
    await second.getByRole('link', { name: 'Change or cancel this appointment' }).click();
    await fillDate(second, partsOf(born));
    await next(second);
    await second.getByRole('link', { name: 'Cancel appointment' }).click();
    await second.getByRole('button', { name: 'Cancel appointment' }).click();
    await context.close();
  });

  test('T15 an appointment opens by its link and by its reference, and three wrong dates say no more than a wrong reference', async ({
    page,
  }) => {
    const person = aPerson();
    const reference = await book(page, person, 7);
    const link = linkIn(await mailSaying(person.email, reference));
    await page.context().clearCookies();
    const find = async (typed: string, born: [string, string, string]) => {
      await page.goto('/manage');
      await page.getByLabel('Booking reference').fill(typed);
      await fillDate(page, born);
      await page.getByRole('button', { name: 'Find appointment' }).click();
      return (await page.locator('main').innerText()).replace(typed, '');
    };
    const said = new Set<string>();
    for (const day of ['1', '2', '3']) said.add(await find(reference, [day, '3', '1950']));
    said.add(await find(formatReference(makeReference(randomBytes(8))), person.born));
    expect([...said]).toHaveLength(1);
    await find(reference.toLowerCase(), person.born);
    await expect(page.getByText(`Hello ${person.firstName}.`)).toBeVisible();
    await page.getByRole('button', { name: 'Finish and close this appointment' }).click();
    await page.goto(link);
    await expect(page.locator('main')).not.toContainText(person.firstName);
    await fillDate(page, ['28', '3', '1950']);
    await next(page);
    await expect(page).toHaveTitle(/^Error: /);
    await fillDate(page, person.born);
    await next(page);
    await expect(page.locator('.fs-reference')).toHaveText(reference);
  });

  test('T19 a robot that opens every link it is sent and finds changes nothing', async ({ page, context }) => {
    const person = aPerson();
    await toTimes(page, person);
    await pressTime(page, 6);
    await fillDetails(page, person);
    const { request } = context;
    const seen = new Set<string>();
    const follow = async (from: string) => {
      const waiting = [from];
      for (let path = waiting.shift(); path !== undefined && seen.size < 200; path = waiting.shift()) {
        const address = path.split(/[?#]/)[0] ?? path;
        if (seen.has(address) || /^\/(assets|[a-z]{2}(-X[AB])?|easy|ar-XB|en-XA)(\/|$)/.test(address)) continue;
        seen.add(address);
        const answer = await request.get(path, { headers: { purpose: 'prefetch' } });
        expect(answer.status(), path).toBeLessThan(500);
        for (const [, href = ''] of (await answer.text()).matchAll(/<a [^>]*href="([^"]*)"/g))
          if (href.startsWith('/')) waiting.push(href.replaceAll('&amp;', '&'));
      }
    };
    const before = await draftOf(context);
    await follow('/book/check');
    expect(await draftOf(context)).toEqual(before);
    await page.getByRole('button', { name: 'Confirm appointment' }).click();
    await page.getByRole('link', { name: 'Change or cancel this appointment' }).click();
    await fillDate(page, person.born);
    await next(page);
    const shown = await page.locator('.fs-card').innerText();
    await follow('/appointment');
    await follow(new URL(linkIn(await mailSaying(person.email, 'is booked'))).pathname);
    await page.goto('/appointment');
    expect(await page.locator('.fs-card').innerText()).toBe(shown);
    const { link } = await anInvitation('email');
    await follow(link);
    await anInvitation('email');
    expect(seen.size).toBeGreaterThan(25);
  });

  test('T20 the calendar file can be read, and the one after a move replaces it', async ({ page, context }) => {
    const person = aPerson();
    await book(page, person, 5);
    const read = async (path: string) => {
      const answer = await context.request.get(path);
      expect(answer.headers()['content-type']).toContain('text/calendar');
      return readCalendar(await answer.text());
    };
    const booked = await read('/book/calendar');
    await page.getByRole('link', { name: 'Change or cancel this appointment' }).click();
    await fillDate(page, person.born);
    await next(page);
    const first = await read('/appointment/calendar');
    expect(first).toEqual(booked);
    await page.getByRole('link', { name: 'Change time' }).click();
    await pressTime(page, 2);
    await page.getByRole('button', { name: 'Confirm new time' }).click();
    const moved = await read('/appointment/calendar');
    expect(moved.uid).toBe(first.uid);
    expect(moved.start).not.toBe(first.start);
    expect(moved.start).toMatch(/^\d{8}T\d{6}Z$/);
    expect(moved.sequence).toBeGreaterThan(first.sequence);
    await page.goto('/appointment/cancel');
    await page.getByRole('button', { name: 'Cancel appointment' }).click();
    const cancelled = await read('/appointment/calendar');
    expect(cancelled).toMatchObject({ uid: first.uid, method: 'CANCEL' });
    expect(cancelled.sequence).toBeGreaterThan(moved.sequence);
  });

  test('T22 somebody without phone and e-mail is booked, writes the reference down, and opens it again', async ({
    page,
  }) => {
    const person = aPerson();
    await toTimes(page, person);
    await pressTime(page, 8);
    await page.getByLabel('First name').fill(person.firstName);
    await page.getByLabel('Last name').fill(person.lastName);
    await next(page);
    await page.getByLabel('No, continue without it').check();
    await next(page);
    await page.getByRole('button', { name: 'I do not have a fixed address' }).click();
    await page.getByLabel('I do not have a mobile or email').check();
    await next(page);
    await page.getByRole('button', { name: 'Confirm appointment' }).click();
    await expect(page.getByText('We cannot send it to you.')).toBeVisible();
    const reference = await page.locator('.fs-reference').innerText();
    await page.getByRole('button', { name: 'Finish and clear my answers' }).click();
    await page.goto('/manage');
    await page.getByLabel('Booking reference').fill(reference);
    await fillDate(page, person.born);
    await page.getByRole('button', { name: 'Find appointment' }).click();
    await expect(page.getByText(`Hello ${person.firstName}.`)).toBeVisible();
  });
});

const winter = ['2027-03-27T09:00:00+00:00', '20270327T090000Z'];
const summer = ['2027-07-14T16:30:00+01:00', '20270714T153000Z'];
const nightOfTheClocks = ['2026-10-25T00:30:00+01:00', '20261024T233000Z'];
const afterTheClocks = ['2026-10-25T09:00:00+00:00', '20261025T090000Z'];

test('T20 the calendar file says the same instant with the server in London, UTC and New York', async ({ request }) => {
  const api = await startFakeApi();
  const zones = ['Europe/London', 'UTC', 'America/New_York'];
  const sites = await Promise.all(zones.map((TZ) => startAlone(api.url, { TZ })));
  const { firstName, ...one } = { firstName: 'Amina', reference: 'K7QF9X2A4M', status: 'booked', lengthMinutes: 10 };
  const booking = {
    ...one,
    firstName,
    site,
    service: { ...flu, isSensitive: false },
    mayChange: true,
    help: [],
    sequence: 1,
  };
  const more = { moreTime: false, dose: 1, manageUrl: 'http://localhost/m/TOKENTOKENTOKEN1' };
  const session = { token: 'session-token-of-the-appointment', expiresAt: '2027-10-08T16:00:00Z', reference: '' };
  api.say('POST /manage/sessions', { status: 201, body: session });
  try {
    for (const [start = '', instant = ''] of [winter, summer, nightOfTheClocks, afterTheClocks]) {
      api.say('GET /manage/bookings', { status: 200, body: { items: [{ ...booking, ...more, start }] } });
      const files = [];
      for (const { url } of sites) {
        await request.get(`${url}/m/TOKENTOKENTOKEN1`);
        const born = { 'date-of-birth-day': '27', 'date-of-birth-month': '3', 'date-of-birth-year': '1950' };
        await request.post(`${url}/manage/link`, { form: born, headers: { 'sec-fetch-site': 'same-origin' } });
        const text = await (await request.get(`${url}/appointment/calendar`)).text();
        expect(readCalendar(text).start).toBe(instant);
        // All but the moment it was made.
        files.push(text.replace(/^DTSTAMP:.*$/m, ''));
      }
      expect(new Set(files).size).toBe(1);
    }
  } finally {
    for (const { stop } of sites) stop();
    await api.stop();
  }
});
