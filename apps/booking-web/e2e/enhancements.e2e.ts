import { expect, test } from '@playwright/test';
import { aPerson, draftOf, pressTimeAfter, toTimes } from './resident';

test('three minutes before a held time ends, one quiet line says so', async ({ page }) => {
  await toTimes(page, aPerson());
  await page.clock.install();
  await pressTimeAfter(page, 20);
  const warning = page.locator('.fs-hold__warning');
  await expect(warning).toBeEmpty();
  await page.clock.fastForward('06:30');
  await expect(warning).toBeEmpty();
  await page.clock.fastForward('01:00');
  await expect(warning).toHaveText('3 minutes left to finish.');
  await page.getByLabel('First name').fill('Amina');
  const kept = page.waitForResponse('**/book/keep');
  await page.getByRole('button', { name: 'Keep holding it' }).click();
  const { strip } = (await (await kept).json()) as { strip: string };
  // The server's clock did not run ahead with the page's, so only the strip is told apart from the warning.
  await expect(page.locator('[data-hold-words]')).toHaveText(strip);
  // Nothing that was typed is lost, and the page was not left.
  await expect(page.getByLabel('First name')).toHaveValue('Amina');
});

test('a second press of the same button within a second is swallowed', async ({ page, context }) => {
  await toTimes(page, aPerson());
  let posts = 0;
  page.on('request', (request) => (posts += request.method() === 'POST' ? 1 : 0));
  await page.locator('.fs-time').first().dblclick();
  await expect(page).toHaveURL(/\/book\/name$/);
  expect(posts).toBe(1);
  expect((await draftOf(context)).hold).toBeDefined();
});
