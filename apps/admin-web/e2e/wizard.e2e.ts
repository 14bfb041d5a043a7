import { addDays } from '@fairslot/domain';
import { expect, test } from '@playwright/test';
import { enter, leadSite } from './desk';
import { tabTo } from './keyboard';

// A product that was started at another time is used by a browser of that time.
test.beforeEach(async ({ page }) => {
  if (process.env['CLOCK']) await page.clock.setSystemTime(new Date(process.env['CLOCK']));
});

test('a clinic is created with the keyboard alone', async ({ page }) => {
  const { siteId } = await leadSite();
  await enter(page, `/sites/${siteId}/clinics/new/dates`, 'clinic lead');
  const next = async (heading: string | RegExp) => {
    await tabTo(page, 'Continue');
    await page.keyboard.press('Enter');
    await expect(page.getByRole('heading', { level: 1, name: heading })).toBeVisible();
  };
  await next('What time does it start and finish?');
  await tabTo(page, 'Starts');
  await page.keyboard.press('ArrowRight');
  // Another minute every run, because clinics of one time and kind are there once.
  for (let n = 0; n <= Math.floor(Date.now() / 1000) % 59; n += 1) await page.keyboard.press('ArrowUp');
  await next(/^How many people/);
  await tabTo(page, /^1$/);
  await page.keyboard.press('ArrowDown');
  await expect(page.getByRole('radio', { name: '2', exact: true })).toBeChecked();
  await next('Who is it for?');
  await tabTo(page, /^Blood test/);
  await page.keyboard.press('Space');
  await next('Any options?');
  await next(/^Check the clinic/);
  await expect(page.getByRole('table', { name: /^The week of/ })).toBeVisible();
  await expect(page.getByRole('button', { name: 'Publish clinic' })).toBeEnabled();
  await tabTo(page, 'Publish clinic');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { name: 'Clinic published' })).toBeVisible();
});

test('bank holidays among the dates of a series are left out with a tick', async ({ page }) => {
  const { siteId, today } = await leadSite();
  await enter(page, `/sites/${siteId}/clinics/new/dates`, 'clinic lead');
  await page.getByLabel('Yes, on the same days each week').check();
  await page.getByLabel('First date').fill(today);
  await page.getByLabel('Last date').fill(addDays(today, 350));
  // Whatever today is, a bank holiday in so many days is a Monday.
  for (const day of ['Monday', 'Friday']) await page.getByLabel(day).check();
  await expect(page.getByText(/^That is 10\d clinics\.$/)).toBeVisible();
  const said = await page.getByText(/^That is 10\d clinics\.$/).innerText();
  await page.getByRole('group', { name: 'Bank holidays among these dates' }).getByRole('checkbox').first().check();
  await expect(page.getByText(`That is ${Number(/\d+/.exec(said)?.[0]) - 1} clinics.`)).toBeVisible();
});
