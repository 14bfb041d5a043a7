import { expect, test } from '@playwright/test';
import { aPerson, book, draftOf, fillDetails, mailSaying, next, pressTime, takeAll, toTimes } from './resident';

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
  await expect(page.getByText('The time, the place or an answer has changed since this page was shown.')).toBeVisible();
  await page.getByRole('button', { name: 'Confirm appointment' }).click();
  await expect(page.locator(heading)).toHaveText('Appointment booked');
  await other.reload();
  await expect(other).toHaveURL(/\/book\/done$/);
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
