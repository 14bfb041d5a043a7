import { expect, test, type Page } from '@playwright/test';
import { accountOf, bookForToday, fillSignIn, staffUrl } from './desk';
import { lookAt } from './look';

/** Narrow, and wide in the long proof. */
const look = (page: Page, picture: string) =>
  lookAt(page, process.env['PROOF'] ? [390, 1280] : [390], `staff-${picture}`);

test.use({ viewport: { width: 1280, height: 900 }, locale: 'en-GB' });
test.beforeEach(async ({ page }) => {
  if (process.env['CLOCK']) await page.clock.setSystemTime(new Date(process.env['CLOCK']));
});

const said = (page: Page, words: string | RegExp) =>
  expect(page.getByRole('status').filter({ hasText: words })).toBeVisible();

test('what was said about a booking is on its page, and in the list of messages', async ({ page }) => {
  const { siteId, reference } = await bookForToday();
  await page.goto(`${staffUrl}/sites/${siteId}/bookings/${reference}`);
  await fillSignIn(page, accountOf('clinic lead'));
  const messages = page.getByRole('region', { name: 'Messages' });
  await expect(messages.getByRole('heading', { name: /Appointment booked, email/ })).toBeVisible();
  await expect(messages.getByText(/: planned$/)).toBeVisible();
  await expect(messages.getByText(/: sent$/)).toBeVisible({ timeout: 40_000 });
  await look(page, 'booking-messages');
  await page.getByRole('link', { name: 'Messages', exact: true }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Messages' })).toBeVisible();
  await page.getByLabel('About', { exact: true }).selectOption({ label: 'Appointment booked' });
  await page.getByLabel('Way', { exact: true }).selectOption({ label: 'Email' });
  await page.getByRole('button', { name: 'Show', exact: true }).click();
  const row = page.getByRole('row').filter({ hasText: reference });
  await expect(row).toContainText('Sent');
  await expect(page).toHaveURL(/kind=booked/);
  await look(page, 'messages');
  await row.getByRole('link', { name: reference }).click();
  await expect(messages.getByRole('heading', { name: /Appointment booked, email/ })).toBeVisible();
});

test('messages of one kind are held back after a second look, seen by all, and let go again', async ({ page }) => {
  await page.goto(`${staffUrl}/messages/stops`);
  await fillSignIn(page, accountOf('region administrator'));
  await expect(page.getByText('Nothing is held back.')).toBeVisible();
  await page.getByRole('button', { name: 'Continue' }).click();
  await expect(page.getByRole('link', { name: 'Choose which one' })).toBeVisible();
  await page.getByLabel('What to hold back').selectOption({ label: 'One kind of message' });
  await page.getByLabel('Which kind').selectOption({ label: 'Second invitation' });
  await page.getByLabel('Why').fill('The letter had the wrong date');
  await look(page, 'messages-hold');
  await page.getByRole('button', { name: 'Continue' }).click();
  await expect(page.getByText('Hold back: “Second invitation”?')).toBeVisible();
  await look(page, 'messages-hold-sure');
  await page.getByRole('button', { name: 'Hold back now' }).click();
  await said(page, 'Held back: “Second invitation”.');
  const held = page.getByRole('region', { name: 'Held back now' });
  await expect(held).toContainText('The letter had the wrong date');
  await expect(held).toContainText(/Since .* by Rosa Ibekwe/);
  await look(page, 'messages-held');
  await page.getByRole('link', { name: 'Delivery', exact: true }).click();
  await expect(page.getByText('1 stop holds messages back.')).toBeVisible();
  await page.getByRole('link', { name: 'See what is held back' }).click();
  await held.getByRole('button', { name: /^Let go again/ }).click();
  await held.getByRole('button', { name: 'Let go now' }).click();
  await said(page, 'Not held back any more: “Second invitation”.');
  await expect(page.getByText('Nothing is held back.')).toBeVisible();
  await expect(page.getByRole('region', { name: 'Ended in the last 30 days' })).toContainText(
    /Until .* by Rosa Ibekwe/,
  );
});

test('how sending does, and the queue, which only whoever runs the region sees', async ({ page }) => {
  await bookForToday();
  await page.goto(`${staffUrl}/messages/delivery`);
  await fillSignIn(page, accountOf('region administrator'));
  const card = (name: string) => page.getByRole('definition').filter({ has: page.locator(`xpath=../dt[.="${name}"]`) });
  await expect(card('Sent in 15 minutes')).not.toHaveText('0', { timeout: 30_000 });
  await expect(page.getByRole('row', { name: /^Text .* Well$/ })).toBeVisible({ timeout: 70_000 });
  await expect(page.locator('.coord-chart svg')).toBeVisible();
  await look(page, 'messages-delivery');
  await page.getByRole('link', { name: 'Queue', exact: true }).click();
  await expect(page.getByText(/It runs on (PostgreSQL|Redis)\./)).toBeVisible();
  await expect(card('Processes at work')).toHaveText('1');
  await look(page, 'messages-queue');
});

test('the front desk reads the messages of its site, holds none back, and has no queue', async ({ page }) => {
  await page.goto(`${staffUrl}/messages/queue`);
  await fillSignIn(page, accountOf('front desk'));
  await expect(page.getByRole('heading', { name: 'Page not found' })).toBeVisible();
  await page.getByRole('link', { name: 'Messages', exact: true }).click();
  await expect(page.getByLabel('Site')).toHaveCount(0);
  await expect(page.getByRole('link', { name: 'Queue', exact: true })).toHaveCount(0);
  await page.getByRole('link', { name: 'Hold messages back' }).click();
  await expect(page.getByText(/You may read this page/)).toBeVisible();
  await expect(page.getByRole('button', { name: 'Continue' })).toHaveCount(0);
});
