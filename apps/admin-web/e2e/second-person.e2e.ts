import { expect, test } from '@playwright/test';
import { bookReachable, enter } from './desk';
import { lookAt } from './look';

const widths = [1280, 390];

test('a closure that cancels a dozen waits for a second person, who looks at what it does and agrees', async ({
  page,
  browser,
}) => {
  test.slow();
  const { siteId, date } = await bookReachable(12);
  if (process.env['CLOCK']) await page.clock.setSystemTime(new Date(process.env['CLOCK']));
  await enter(page, `/sites/${siteId}/close?date=${date}`, 'clinic lead');
  await page.getByLabel('Weather').check();
  for (let screen = 0; screen < 2; screen += 1) await page.getByRole('button', { name: 'Continue' }).click();
  await page.getByLabel('Cancel and tell them').check();
  for (let screen = 0; screen < 2; screen += 1) await page.getByRole('button', { name: 'Continue' }).click();
  await expect(page.getByRole('button', { name: /^Close and tell/ })).toHaveCount(0);
  await lookAt(page, widths, 'staff-close-ask');
  await page.getByRole('button', { name: 'Ask a second person' }).click();
  await expect(page.getByText(/Nothing has changed yet/)).toBeVisible();
  await page.getByRole('link', { name: 'See what waits for a second person' }).click();
  await lookAt(page, widths, 'staff-approvals');

  const second = await (await browser.newContext()).newPage();
  if (process.env['CLOCK']) await second.clock.setSystemTime(new Date(process.env['CLOCK']));
  await enter(second, '/', 'region administrator');
  await second.getByRole('link', { name: /^To agree \(\d+\)/ }).click();
  await second.getByRole('row').filter({ hasText: 'Waits until' }).first().getByRole('link').click();
  await expect(second.getByText(/Why: Weather/)).toBeVisible();
  await lookAt(second, widths, 'staff-approval');
  await second.getByRole('button', { name: 'Do not agree' }).click();
  await expect(second.getByRole('link', { name: 'Say why you do not agree' })).toBeVisible();
  await second.getByRole('button', { name: 'Agree and do it now' }).click();
  await expect(second.getByRole('region', { name: 'Agreed and done' }).getByText('Cancelled and told')).toBeVisible();
  await page.reload();
  await expect(page.getByText('Agreed and done').first()).toBeVisible();
  await second.context().close();
});
