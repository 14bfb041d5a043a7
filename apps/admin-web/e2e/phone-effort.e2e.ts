import { expect, test, type Locator } from '@playwright/test';
import { accountOf, fillSignIn, staffUrl } from './desk';

/** Alone on the public site it is 49 characters and 22 presses. */
const MOST = { characters: 73, presses: 33 };

test.beforeEach(async ({ page }) => {
  if (process.env['CLOCK']) await page.clock.setSystemTime(new Date(process.env['CLOCK']));
});

test('somebody who calls is booked on one screen, with at most half again of what it takes alone', async ({ page }) => {
  const effort = { characters: 0, presses: 0 };
  const type = async (field: Locator, text: string) => {
    effort.characters += text.replaceAll(/[\s/-]/g, '').length;
    await field.fill(text);
  };
  const press = async (control: Locator) => {
    effort.presses += 1;
    await control.click();
  };
  /** Opening the list and choosing from it. */
  const choose = async (list: Locator, label: string) => {
    effort.presses += 2;
    await list.selectOption({ label });
  };
  await page.goto(`${staffUrl}/phone`);
  await fillSignIn(page, accountOf('phone agent'));
  await page.waitForURL((url) => url.pathname.startsWith('/phone'));
  await choose(page.getByLabel('What for?'), 'Flu vaccine (65 and over)');
  await choose(page.getByLabel('Site', { exact: true }), 'Royal Liverpool University Hospital');
  await press(page.locator('.staff-times button').last());
  await expect(page.getByText(/is kept until/)).toBeVisible();
  await type(page.getByLabel('First name'), 'Amelia');
  await type(page.getByLabel('Last name'), 'Ashford');
  await type(page.getByLabel('Date of birth'), '1950-03-27');
  await type(page.getByLabel('Email (optional)'), 'caller@example.com');
  await press(page.getByRole('button', { name: 'Finish without the caller' }));
  await expect(page.getByRole('heading', { name: 'Booked for Amelia Ashford' })).toBeVisible();
  console.log(`by phone: ${effort.characters} characters, ${effort.presses} presses`);
  expect(effort.characters).toBeLessThanOrEqual(MOST.characters);
  expect(effort.presses).toBeLessThanOrEqual(MOST.presses);
});
