import { expect, test } from '@playwright/test';
import { aPerson, draftOf, pressTime, toTimes } from './resident';

test('three minutes before a held time ends, one quiet line says so', async ({ page }) => {
  await toTimes(page, aPerson());
  await page.clock.install();
  await pressTime(page);
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

test('the whole way to a held time with the keyboard alone', async ({ page }) => {
  /** Tabs on until the control with this name or id has the focus. */
  const tabTo = async (name: RegExp) => {
    for (let i = 0; i < 40; i++) {
      await page.keyboard.press('Tab');
      const text = await page.evaluate(() => `${document.activeElement?.id} ${document.activeElement?.textContent}`);
      if (name.test(text)) return;
    }
    throw new Error(`${name} cannot be reached with Tab`);
  };
  const enterTo = async (path: string) => {
    await page.keyboard.press('Enter');
    await page.waitForURL(`**${path}`);
  };
  await page.goto('/');
  // The first stop leads past the header.
  await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
  await expect(page.locator('#maincontent')).toBeFocused();
  await tabTo(/Start now/);
  await enterTo('/book/what');
  await tabTo(/service/);
  await page.keyboard.press('Space');
  await tabTo(/Continue/);
  await enterTo('/book/who');
  await tabTo(/who/);
  await page.keyboard.press('Space');
  await tabTo(/Continue/);
  await enterTo('/book/date-of-birth');
  await tabTo(/date-of-birth-day/);
  await page.keyboard.type('27');
  await page.keyboard.press('Tab');
  await page.keyboard.type('3');
  await page.keyboard.press('Tab');
  await page.keyboard.type('1950');
  await enterTo('/book/where');
  await tabTo(/where/);
  await page.keyboard.type('L24 8QB');
  await enterTo('/book/help-needed');
  await tabTo(/need-13/);
  await page.keyboard.press('Space');
  await tabTo(/Continue/);
  await enterTo('/book/times');
  await tabTo(/\d:\d\d[ap]m/);
  await enterTo('/book/name');
});
