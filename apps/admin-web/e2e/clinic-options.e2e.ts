import { addDays } from '@fairslot/domain';
import { expect, test } from '@playwright/test';
import { enter, leadSite } from './desk';

// A product that was started at another time is used by a browser of that time.
test.beforeEach(async ({ page }) => {
  if (process.env['CLOCK']) await page.clock.setSystemTime(new Date(process.env['CLOCK']));
});

test('a clinic is made quiet and for women only; the check, the week and the clinic say so, and it is changed', async ({
  page,
}) => {
  const { siteId, today } = await leadSite();
  const date = addDays(today, 3);
  // Another minute every run, because clinics of one time and kind are there once.
  const minute = String(Math.floor(Date.now() / 1000) % 59).padStart(2, '0');
  await enter(page, `/sites/${siteId}/clinics/new/dates`, 'clinic lead');
  const next = () => page.getByRole('button', { name: 'Continue' }).click();
  await page.getByLabel('Date', { exact: true }).fill(date);
  await next();
  await page.getByLabel('Starts').fill(`05:${minute}`);
  await page.getByLabel('Finishes').fill(`06:${minute}`);
  await next();
  await next();
  await page.getByLabel(/^Blood test/).check();
  await next();
  await expect(page.getByRole('heading', { level: 1, name: 'Any options?' })).toBeVisible();
  const special = page.getByRole('group', { name: /^What is special about it/ });
  await expect(special.getByRole('checkbox')).toHaveCount(3);
  await special.getByLabel('Women only').check();
  await special.getByLabel('Quiet time').check();
  await next();
  await expect(page.getByText('Quiet time, Women only, Everybody can book')).toBeVisible();
  await page.getByRole('button', { name: 'Publish clinic' }).click();
  await expect(page.getByRole('heading', { name: 'Clinic published' })).toBeVisible();
  await page.getByRole('link', { name: 'Open it' }).click();
  await expect(page.getByText('Quiet time, Women only, Everybody can book')).toBeVisible();
  const address = page.url();
  await page.goto(`${new URL(address).origin}/sites/${siteId}/clinics?view=week&date=${date}`);
  await expect(page.getByText('Quiet time, Women only').first()).toBeVisible();
  await page.goto(address);
  await page.getByRole('link', { name: /^Change\s+Options$/ }).click();
  await page
    .getByRole('group', { name: /^What is special about it/ })
    .getByLabel('Women only')
    .uncheck();
  await page.getByRole('button', { name: 'See what this does' }).click();
  await page.getByRole('button', { name: 'Save the change' }).click();
  await page.goto(address);
  await expect(page.getByText('Quiet time, Everybody can book')).toBeVisible();
});
