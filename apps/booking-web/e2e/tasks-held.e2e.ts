import { expect, test, type Page } from '@playwright/test';
import { startAlone } from './alone';
import { startFaultyApi } from './faulty-api';
import { oldPhone, onScreens, wide } from './on-screens';
import {
  aPerson,
  draftOf,
  fillDetails,
  leaveOne,
  letHoldLapse,
  mailSaying,
  mailsTo,
  pressTime,
  takeAll,
  toTimes,
} from './resident';

const h1 = (page: Page) => page.locator('h1');
const confirm = (page: Page) => page.getByRole('button', { name: 'Confirm appointment' });

/** Long enough for a second message that should not be. */
const ONE_MORE_MS = 1500;
async function expectOneMail(page: Page, email: string, reference: string): Promise<void> {
  await mailSaying(email, reference);
  await page.waitForTimeout(ONE_MORE_MS);
  expect(await mailsTo(email)).toHaveLength(1);
}

onScreens([oldPhone], () => {
  test('T07 of two people who press the last place at a time, one has it, and the other chooses again and types nothing twice', async ({
    page,
    browser,
  }) => {
    await toTimes(page, aPerson());
    const context = await browser.newContext();
    const second = await context.newPage();
    await toTimes(second, aPerson());
    const value = (await page.locator('.fs-time').nth(6).getAttribute('value')) ?? '';
    const [start = '', , siteId = ''] = value.split(' ');
    await leaveOne({ siteId, start });
    await Promise.all(
      [page, second].map(async (each) => {
        await each.locator(`.fs-time[value="${value}"]`).click();
        await each.waitForURL(/\/book\/(name|time-gone)/);
      }),
    );
    const [late, ...more] = [page, second].filter((each) => each.url().includes('time-gone'));
    expect(more).toEqual([]);
    if (!late) throw new Error('two people hold one place');
    await expect(h1(late)).toHaveText('That time has just gone');
    expect(await late.locator('.fs-time').count()).toBeGreaterThanOrEqual(3);
    await pressTime(late);
    await expect(late).toHaveURL(/\/book\/name$/);
    const person = aPerson();
    await fillDetails(late, person);
    await expect(late.getByText('27 March 1950')).toBeVisible();
    await confirm(late).click();
    await expect(h1(late)).toHaveText('Appointment booked');
    await context.close();
  });

  test('T08 a hold that lapsed is taken again without a word while the time is free', async ({ page, context }) => {
    const person = aPerson();
    await toTimes(page, person);
    await pressTime(page, 2);
    await letHoldLapse(context);
    await fillDetails(page, person);
    await letHoldLapse(context);
    await confirm(page).click();
    await expect(h1(page)).toHaveText('Appointment booked');
  });

  test('T09 a time that somebody else took meanwhile leads to others near it, and no answer is lost', async ({
    page,
    context,
  }) => {
    const person = aPerson();
    await toTimes(page, person);
    await pressTime(page, 5);
    await takeAll(await letHoldLapse(context));
    await page.getByLabel('First name').fill(person.firstName);
    await page.getByLabel('Last name').fill(person.lastName);
    await page.getByRole('button', { name: 'Continue' }).click();
    await expect(h1(page)).toHaveText('That time has just gone');
    expect(await page.locator('.fs-time').count()).toBeGreaterThanOrEqual(6);
    await page.reload();
    await expect(h1(page)).toHaveText('That time has just gone');
    await pressTime(page);
    // The name was kept although its page could not go on.
    await expect(page).toHaveURL(/\/book\/nhs-number$/);
  });

  test('T23 a fault of the service loses no answer, neither those before nor those just typed', async ({ page }) => {
    const api = await startFaultyApi();
    const site = await startAlone(api.url);
    const person = aPerson();
    const tryAgain = async () => {
      await expect(h1(page)).toHaveText('Sorry, there is a problem with the service');
      await expect(page.getByText('We have kept your answers.')).toBeVisible();
      await page.getByRole('button', { name: 'Try again' }).click();
    };
    try {
      await toTimes(page, person, undefined, undefined, site.url);
      await pressTime(page, 1);
      await page.getByLabel('First name').fill(person.firstName);
      await page.getByLabel('Last name').fill(person.lastName);
      api.failNext('PATCH', /\/journeys\//, 'refused');
      await page.getByRole('button', { name: 'Continue' }).click();
      await tryAgain();
      await expect(page).toHaveURL(/\/book\/nhs-number$/);
      await page.goto(`${site.url}/book/name`);
      await fillDetails(page, person);
      api.failNext('POST', /\/bookings$/, 'refused');
      await confirm(page).click();
      await tryAgain();
      await expect(h1(page)).toHaveText('Appointment booked');
    } finally {
      site.stop();
      await api.stop();
    }
  });
});

onScreens([wide], () => {
  test('T10 pressing Confirm twice, refreshing, and going back is one booking and one e-mail', async ({
    page,
    context,
  }) => {
    const person = aPerson();
    await toTimes(page, person);
    await pressTime(page);
    await fillDetails(page, person);
    const seen = await page.locator('input[name=seen]').inputValue();
    // Presses that reach the server at the same moment, as taps on a slow phone do.
    const press = () =>
      context.request.post('/book/check', { form: { seen }, headers: { 'sec-fetch-site': 'same-origin' } });
    const answers = await Promise.all([press(), press(), press()]);
    expect(answers.map((answer) => answer.url().replace(/^.*\/book/, ''))).toEqual(['/done', '/done', '/done']);
    await confirm(page).dblclick();
    await expect(h1(page)).toHaveText('Appointment booked');
    const reference = await page.locator('.fs-reference').innerText();
    await page.reload();
    await expect(page.locator('.fs-reference')).toHaveText(reference);
    await page.goBack();
    await expect(page).toHaveURL(/\/book\/done$/);
    await page.goto('/book/name');
    await expect(page).toHaveURL(/\/book\/done$/);
    await expect(page.locator('.fs-reference')).toHaveText(reference);
    await expectOneMail(page, person.email, reference);
  });

  test('T25 the network is cut after Confirm reached the service: pressed again, it is the same booking', async ({
    page,
  }) => {
    const person = aPerson();
    await toTimes(page, person);
    await pressTime(page, 3);
    await fillDetails(page, person);
    let isCut = false;
    await page.route('**/book/check', async (route) => {
      if (isCut || route.request().method() !== 'POST') return route.continue();
      isCut = true;
      await route.fetch({ maxRedirects: 0 });
      return route.abort('internetdisconnected');
    });
    await confirm(page)
      .click()
      .catch(() => undefined);
    await expect.poll(() => isCut).toBe(true);
    // The browser's own page about the lost network comes first.
    await expect(() => page.goto('/book/check')).toPass();
    await expect(h1(page)).toHaveText('Appointment booked');
    await expectOneMail(page, person.email, await page.locator('.fs-reference').innerText());
  });

  test('T25 the answer of the API is lost on its way: tried again, it is the same booking', async ({
    page,
    context,
  }) => {
    const api = await startFaultyApi();
    const site = await startAlone(api.url);
    const person = aPerson();
    try {
      await toTimes(page, person, undefined, undefined, site.url);
      api.failNext('POST', /\/holds$/, 'answer-lost');
      await pressTime(page, 4);
      await page.getByRole('button', { name: 'Try again' }).click();
      await expect(page).toHaveURL(/\/book\/name$/);
      expect((await draftOf(context)).hold).toBeDefined();
      await fillDetails(page, person);
      api.failNext('POST', /\/bookings$/, 'answer-lost');
      await confirm(page).click();
      await page.getByRole('button', { name: 'Try again' }).click();
      await expect(h1(page)).toHaveText('Appointment booked');
      await expectOneMail(page, person.email, await page.locator('.fs-reference').innerText());
    } finally {
      site.stop();
      await api.stop();
    }
  });
});
