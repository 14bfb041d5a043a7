import { expect, test } from '@playwright/test';
import {
  aPerson,
  book,
  draftOf,
  fillDetails,
  letHoldLapse,
  mailsTo,
  mailSaying,
  next,
  pressTime,
  takeAll,
  toTimes,
} from './resident';

const heading = 'h1';

test('the back button shows earlier answers, and a refresh changes nothing', async ({ page }) => {
  const person = aPerson();
  await toTimes(page, person);
  await page.goBack();
  await expect(page.getByLabel('No help needed')).toBeChecked();
  await page.goBack();
  await expect(page.getByLabel('Postcode, town or place')).toHaveValue('L24 8QB');
  await page.goBack();
  await expect(page.getByLabel('Year', { exact: true })).toHaveValue('1950');
  await next(page);
  // Where they want to go is known, so it is not asked again.
  await expect(page).toHaveURL(/\/book\/times$/);
  await pressTime(page);
  await fillDetails(page, person);
  await page.reload();
  await expect(page.locator(heading)).toHaveText('Check and confirm your appointment');
  await page.getByRole('link', { name: 'Change name' }).click();
  await page.getByLabel('First name').fill('Aminah');
  await next(page);
  await expect(page).toHaveURL(/\/book\/check$/);
  await expect(page.getByText(`Aminah ${person.lastName}`)).toBeVisible();
});

test('pressing Confirm twice, going back and confirming again is one booking and one e-mail', async ({
  page,
  context,
}) => {
  const person = aPerson();
  await toTimes(page, person);
  await pressTime(page);
  await fillDetails(page, person);
  const seen = await page.locator('input[name=seen]').inputValue();
  // Two presses that reach the server at the same moment, as two taps on a slow phone do.
  const press = () =>
    context.request.post('/book/check', { form: { seen }, headers: { 'sec-fetch-site': 'same-origin' } });
  const answers = await Promise.all([press(), press(), press()]);
  expect(answers.map((answer) => answer.url().replace(/^.*\/book/, ''))).toEqual(['/done', '/done', '/done']);
  await page.getByRole('button', { name: 'Confirm appointment' }).click();
  await expect(page.locator(heading)).toHaveText('Appointment booked');
  const reference = await page.locator('.fs-reference').innerText();
  await page.goBack();
  await expect(page).toHaveURL(/\/book\/done$/);
  await page.goto('/book/name');
  await expect(page).toHaveURL(/\/book\/done$/);
  await expect(page.locator('.fs-reference')).toHaveText(reference);
  await mailSaying(person.email, reference);
  await page.waitForTimeout(1500);
  expect(await mailsTo(person.email)).toHaveLength(1);
});

test('a second tab that chose another time cannot be confirmed over by the first', async ({ page, context }) => {
  const person = aPerson();
  await toTimes(page, person);
  await pressTime(page);
  await fillDetails(page, person);
  const first = await draftOf(context);
  const other = await context.newPage();
  await other.goto('/book/times');
  await pressTime(other, 4);
  await expect(other).toHaveURL(/\/book\/check$/);
  const second = await draftOf(context);
  expect(second.hold?.holdId).not.toBe(first.hold?.holdId);
  await page.getByRole('button', { name: 'Confirm appointment' }).click();
  await expect(page.getByText('You changed the time or an answer since this page was shown.')).toBeVisible();
  await page.getByRole('button', { name: 'Confirm appointment' }).click();
  await expect(page.locator(heading)).toHaveText('Appointment booked');
  await other.reload();
  await expect(other).toHaveURL(/\/book\/done$/);
});

test('a hold that lapsed is taken again without a word while the time is free', async ({ page, context }) => {
  const person = aPerson();
  await toTimes(page, person);
  await pressTime(page, 2);
  await letHoldLapse(context);
  await fillDetails(page, person);
  await letHoldLapse(context);
  await page.getByRole('button', { name: 'Confirm appointment' }).click();
  await expect(page.locator(heading)).toHaveText('Appointment booked');
});

test('a time that somebody else took leads to others near it, and no answer is lost', async ({ page, context }) => {
  const person = aPerson();
  await toTimes(page, person);
  await pressTime(page, 5);
  await takeAll(await letHoldLapse(context));
  await page.getByLabel('First name').fill(person.firstName);
  await page.getByLabel('Last name').fill(person.lastName);
  await next(page);
  await expect(page.locator(heading)).toHaveText('That time has just gone');
  expect(await page.locator('.fs-time').count()).toBeGreaterThanOrEqual(6);
  await page.reload();
  await expect(page.locator(heading)).toHaveText('That time has just gone');
  await pressTime(page);
  // The name was kept although its page could not go on.
  await expect(page).toHaveURL(/\/book\/nhs-number$/);
});

test('pressing a time that has gone leads to the nearest others', async ({ page, context }) => {
  await toTimes(page, aPerson());
  const value = (await page.locator('.fs-time').nth(8).getAttribute('value')) ?? '';
  const [start = '', , siteId = ''] = value.split(' ');
  await takeAll({ siteId, start });
  await page.locator('.fs-time').nth(8).click();
  await expect(page.locator(heading)).toHaveText('That time has just gone');
  expect((await draftOf(context)).hold).toBeUndefined();
});

test('an address in the middle leads a newcomer to the first question', async ({ page }) => {
  for (const path of [
    '/book/date-of-birth',
    '/book/about-you',
    '/book/times',
    '/book/name',
    '/book/check',
    '/book/done',
  ]) {
    await page.goto(path);
    await expect(page, path).toHaveURL(/\/book\/what$/);
  }
  for (const path of [
    '/appointment',
    '/appointment/times',
    '/appointment/check-move',
    '/appointment/cancel',
    '/manage/link',
  ]) {
    await page.goto(path);
    await expect(page, path).toHaveURL(/\/manage$/);
  }
  expect((await page.goto('/no/such/page'))?.status()).toBe(404);
  await expect(page.locator(heading)).toHaveText('Page not found');
});

test('a link is read by robots without changing anything, and its token stays out of the address', async ({
  page,
  request,
}) => {
  const person = aPerson();
  const reference = await book(page, person, 3);
  const mail = await mailSaying(person.email, reference);
  const link = /https?:\/\/\S+\/m\/\S+/.exec(mail.text)?.[0] ?? '';
  for (let i = 0; i < 3; i++) {
    const answer = await request.get(link, { maxRedirects: 0 });
    expect(answer.status()).toBe(303);
    expect(answer.headers()['location']).toBe('/manage/link');
    expect(answer.headers()['referrer-policy']).toBe('no-referrer');
    expect(answer.headers()['set-cookie']).toContain('HttpOnly');
  }
});
