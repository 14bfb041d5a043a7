import { expect, test, type Page } from '@playwright/test';
import { accountOf, bookForToday, fillSignIn, staffUrl, type Booked } from './desk';
import { tabTo } from './keyboard';

let booked: Booked;
test.beforeEach(async () => {
  booked = await bookForToday();
});

const rowOf = (page: Page) => page.getByRole('row').filter({ hasText: booked.name });
const button = (page: Page, word: string) => rowOf(page).getByRole('button', { name: word });
const said = (page: Page) => page.getByRole('status');

test('a desk signs in, lands on today, finds a blood test and takes it to Seen', async ({ page }) => {
  await page.goto(`${staffUrl}/`);
  await fillSignIn(page, accountOf('front desk'));
  await expect(page.getByRole('heading', { level: 1, name: /^Today/ })).toBeVisible();

  await page.getByLabel('Find in this list').fill(booked.lastName);
  await expect(rowOf(page)).toBeVisible();
  await expect(rowOf(page)).toContainText('Expected');
  await expect(rowOf(page)).toContainText('Hearing loop');

  await button(page, 'Check in').click();
  await expect(said(page)).toContainText(`Checked in ${booked.name}.`);
  await expect(rowOf(page)).toContainText('Arrived');

  await said(page).getByRole('button', { name: 'Undo' }).click();
  await expect(rowOf(page)).toContainText('Expected');

  await button(page, 'Check in').click();
  await button(page, 'Seen').click();
  await expect(said(page)).toContainText(`${booked.name} has been seen.`);
  await expect(rowOf(page)).toContainText('Seen');
  await expect(rowOf(page)).not.toContainText(/vaccin/i);

  await page.reload();
  await expect(rowOf(page)).toContainText('Seen');
});

test('the same with the keyboard alone, and focus is never lost', async ({ page }) => {
  const { email, password } = accountOf('front desk');
  await page.goto(`${staffUrl}/sites/${booked.siteId}/today`);
  await tabTo(page, 'Email address');
  await page.keyboard.type(email);
  await tabTo(page, 'Password');
  await page.keyboard.type(password);
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { level: 1, name: /^Today/ })).toBeVisible();

  await tabTo(page, 'Find in this list');
  await page.keyboard.type(booked.reference.toLowerCase().replaceAll('0', 'o').replaceAll('1', 'l'));
  await expect(page.getByRole('rowheader')).toHaveCount(1);
  await tabTo(page, `Check in ${booked.name}`);
  await page.keyboard.press('Enter');
  await expect(button(page, 'Seen')).toBeFocused();
  await page.keyboard.press('Space');
  await expect(said(page)).toContainText('has been seen.');
  await expect(button(page, 'Undo')).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(rowOf(page)).toContainText('Arrived');
  await expect(button(page, 'Undo')).toBeFocused();
});

test('search finds the booking by its reference and leads to its row', async ({ page }) => {
  await page.goto(`${staffUrl}/search`);
  await fillSignIn(page, accountOf('clinic lead'));
  await page.getByLabel('Find a booking').fill(booked.reference);
  await page.getByRole('button', { name: 'Search', exact: true }).click();
  await expect(page.getByText('1 booking found')).toBeVisible();
  // The address stays in the history of a shared computer.
  expect(page.url()).toBe(`${staffUrl}/search`);
  await page.getByRole('link', { name: booked.name }).click();
  await expect(rowOf(page)).toHaveClass(/found/);
  await expect(rowOf(page)).toBeInViewport();
  await page.goBack();
  await expect(page.getByText('1 booking found')).toBeVisible();
  await expect(page.getByLabel('Find a booking')).toHaveValue(booked.reference);
});

test('two desks press at once: the second is told, and sees the row as it is', async ({ browser }) => {
  const [one, other] = await Promise.all([openDesk(), openDesk()]);
  await Promise.all([one, other].map((page) => page.getByLabel('Find in this list').fill(booked.lastName)));
  await other.route('**/day', (route) => route.abort());
  await button(one, 'Check in').click();
  await expect(rowOf(one)).toContainText('Arrived');
  await other.unroute('**/day');
  await button(other, 'Did not come').click();
  await expect(said(other)).toContainText(`${booked.name} was changed somewhere else and is now: Arrived.`);
  await expect(button(other, 'Seen')).toBeVisible();

  async function openDesk(): Promise<Page> {
    const page = await (await browser.newContext()).newPage();
    await page.goto(`${staffUrl}/sites/${booked.siteId}/today`);
    await fillSignIn(page, accountOf('front desk'));
    await expect(rowOf(page)).toBeVisible();
    return page;
  }
});

test('a session that ends leads to sign-in and back to the same page', async ({ page }) => {
  const address = `${staffUrl}/sites/${booked.siteId}/today?date=${booked.date}&show=expected`;
  await page.goto(address);
  await fillSignIn(page, accountOf('front desk'));
  await expect(rowOf(page)).toBeVisible();
  await page.context().clearCookies();
  await button(page, 'Check in').click();
  await expect(page.getByText('Your session ended.')).toBeVisible();
  await fillSignIn(page, accountOf('front desk'));
  await expect(rowOf(page)).toContainText('Expected');
  expect(page.url()).toBe(address);
});

test('the browser keeps the id of the site and nothing else', async ({ page, context }) => {
  await page.goto(`${staffUrl}/`);
  await fillSignIn(page, accountOf('front desk'));
  await expect(rowOf(page)).toBeVisible();
  const kept = await page.evaluate(() => [Object.entries(localStorage), Object.entries(sessionStorage)]);
  expect(kept).toEqual([[['fairslot.site', booked.siteId]], []]);
  for (const cookie of await context.cookies()) expect(cookie.httpOnly).toBe(true);
});
