import type { Page } from '@playwright/test';

/** Presses Tab until the control with this name has focus. */
export async function tabTo(page: Page, name: string | RegExp): Promise<void> {
  const control = page
    .getByLabel(name, { exact: true })
    .or(page.getByRole('button', { name, exact: true }))
    .first();
  for (let presses = 0; presses < 60; presses++) {
    if (await control.evaluate((element) => element === document.activeElement)) return;
    await page.keyboard.press('Tab');
  }
  throw new Error(`60 presses of Tab did not reach ${String(name)}`);
}
