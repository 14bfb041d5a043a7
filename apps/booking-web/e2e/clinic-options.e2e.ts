import { expect, test, type Page } from '@playwright/test';
import { aPerson, fillDate, fillDetails, next } from './resident';

/** Where the demonstration has a clinic for women only, and one that is quiet with longer appointments, each Saturday. */
const SITE = 'liverpool-womens-hospital';

/** To the times near that place, with the help that is needed. */
async function toTimes(page: Page, help: readonly string[]) {
  const person = aPerson();
  await page.goto('/');
  await page.getByRole('link', { name: 'Start now' }).click();
  await page.getByLabel('Flu vaccine').check();
  await next(page);
  await page.getByLabel('Me', { exact: true }).check();
  await next(page);
  await fillDate(page, person.born);
  await next(page);
  await page.getByLabel('Postcode, town or place').fill('L8 7SS');
  await next(page);
  for (const need of help) await page.getByLabel(need).check();
  await next(page);
  return person;
}

/** All times of the place, every day of them open. */
async function openPlace(page: Page) {
  await page.goto(`/book/times/${SITE}`);
  await page
    .locator('details.fs-day')
    .evaluateAll((days) => days.forEach((day) => ((day as HTMLDetailsElement).open = true)));
}

test('a time for women only says so where it is chosen, on the check page and on the appointment; nobody is asked', async ({
  page,
}) => {
  const person = await toTimes(page, ['No help needed']);
  await openPlace(page);
  const times = page.locator('.fs-time').filter({ hasText: 'Women only' });
  await expect(times.first()).toBeVisible();
  // Beside it, times for everybody, of which nothing is said.
  await expect(
    page
      .locator('.fs-time')
      .filter({ hasNotText: /Women only|Quiet time/ })
      .first(),
  ).toBeVisible();
  await times.first().click();
  await fillDetails(page, person);
  await expect(page.getByText('This clinic is for women only.')).toBeVisible();
  await expect(page.getByText(/sex|male|gender/i)).toHaveCount(0);
  await page.getByRole('button', { name: 'Confirm appointment' }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Appointment booked');
  await expect(page.getByText('This clinic is for women only.')).toBeVisible();
});

test('who needs a quiet time and more time sees a quiet, longer one first and takes one appointment', async ({
  page,
}) => {
  await toTimes(page, ['A quiet time or a quiet room', 'More time']);
  const first = page.locator('.fs-place').first();
  await expect(first.getByRole('heading')).toContainText('Women');
  await expect(first.getByText(/^Next time: .*Quiet time, Longer appointment\.$/)).toBeVisible();
  await first.locator('.fs-time').filter({ hasText: 'Quiet time, Longer appointment' }).first().click();
  await expect(page.getByLabel('First name')).toBeVisible();
});
