import { addDays } from '@fairslot/domain';
import { expect, test } from '@playwright/test';
import { enter, leadSite } from './desk';
import { lookAt } from './look';

test.use({ viewport: { width: 1280, height: 900 } });
test.beforeEach(async ({ page }) => {
  if (process.env['CLOCK']) await page.clock.setSystemTime(new Date(process.env['CLOCK']));
});

test('somebody is invited until a last day, the list says so, and many come from a file whose faults are told by line', async ({
  page,
}) => {
  test.slow();
  const { today } = await leadSite();
  await enter(page, '/team', 'site administrator');
  const invite = page.getByRole('region', { name: 'Invite somebody' });
  const [name, lastDay] = [`Robin Cover${Date.now() % 1000}`, invite.getByLabel('Last day (optional)')];
  await invite.getByLabel('Name', { exact: true }).fill(name);
  await invite.getByLabel('Work email address').fill(`cover${Date.now()}@example.org`);
  await lastDay.fill(addDays(today, -1));
  await invite.getByRole('button', { name: 'Invite', exact: true }).click();
  await expect(page).toHaveTitle(/^Error: Team/);
  await invite.locator('.nhsuk-error-summary').getByRole('link').click();
  await expect(lastDay).toBeFocused();
  await expect(invite.getByLabel('Name', { exact: true })).toHaveValue(name);
  await lookAt(page, [390, 1280], 'staff-team-last-day-error');

  const until = addDays(today, 30);
  await lastDay.fill(until);
  await invite.getByRole('button', { name: 'Invite', exact: true }).click();
  await expect(page.getByText(`An invitation is on its way to ${name}.`)).toBeVisible();
  const row = page.getByRole('row').filter({ hasText: name });
  await expect(row).toContainText(new RegExp(`Front desk, .*, until ${Number(until.slice(8))} `));
  await row.getByText('Change access').click();
  await page.getByText('Invite many people from a CSV file').click();
  await page.getByLabel('Or paste the rows here').fill('email,name,role,site,until\nx,Sam Lee,front desk,nowhere,soon');
  await page.getByRole('button', { name: 'Check the file' }).click();
  await expect(page.getByText(/^Line 2/)).toBeVisible();
  await lookAt(page, [390, 1280], 'staff-team-last-day');
  await row.getByRole('button', { name: /^End access/ }).click();
  await expect(row).toContainText('Access ended');
});
