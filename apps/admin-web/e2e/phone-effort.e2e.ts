import { expect, test, type Locator } from '@playwright/test';
import { accountOf, enter, fillSignIn, staffUrl } from './desk';
import { lookAt } from './look';

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
  await choose(page.getByLabel('What for?'), 'Flu vaccine');
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

test('a family is booked in one go, one of them with more time, and the next of the family starts at the same place', async ({
  page,
}) => {
  await enter(page, '/phone', 'phone agent');
  await page.getByLabel('What for?').selectOption({ label: 'Flu vaccine' });
  const site = page.getByLabel('Site', { exact: true });
  await site.selectOption({ label: 'Royal Liverpool University Hospital' });
  await page.getByRole('button', { name: 'Add another person' }).click();
  const second = page.getByRole('group', { name: 'Person 2' });
  await second.getByLabel('More time: two appointments in a row').check();
  await page.getByLabel('One after the other').check();
  await page.locator('.staff-times button').last().click();
  await expect(page.getByText(/is kept until/)).toBeVisible();
  await page.getByRole('button', { name: 'Keep it longer' }).click();
  // With one more to come, the time that is held does not fit any more.
  await page.getByRole('button', { name: 'Add another person' }).click();
  await expect(page.getByText('Who comes has changed, so choose the time again.')).toBeVisible();
  await page.getByRole('button', { name: 'Take person 3 out' }).click();
  await page.locator('.staff-times button').last().click();
  await expect(page.getByText(/is kept until/)).toBeVisible();
  const first = page.getByRole('group', { name: 'Person 1' });
  for (const [person, name] of [
    [first, 'Ada'],
    [second, 'Ben'],
  ] as const) {
    await person.getByLabel('First name').fill(name);
    await person.getByLabel('Last name').fill('Family');
    await person.getByLabel('Date of birth').fill('3 4 1950');
  }
  await page.getByText('Help needed (optional)').click();
  await page.getByLabel('Hearing loop').check();
  await lookAt(page, [1280, 390], 'staff-phone-family');
  await second.getByLabel('Date of birth').fill('');
  await page.getByRole('button', { name: 'Book', exact: true }).click();
  await page.getByRole('link', { name: 'Enter a date of birth, such as 3 4 1954' }).click();
  await expect(second.getByLabel('Date of birth')).toBeFocused();
  await second.getByLabel('Date of birth').fill('3 4 1951');
  await page.getByRole('button', { name: 'Book', exact: true }).click();
  await expect(page.getByRole('heading', { name: 'Booked for Ada Family and Ben Family' })).toBeVisible();
  const lines = await page.locator('.staff-card--done p', { hasText: 'Flu vaccine' }).allInnerTexts();
  const minutes = lines.map((line) => Number(/\((\d+) minutes\)/.exec(line)?.[1]));
  expect(minutes[1]).toBe(2 * (minutes[0] ?? 0));
  await page.getByRole('button', { name: 'Same again for family' }).click();
  await expect(page.getByLabel('Last name')).toHaveValue('Family');
  await expect(site).toHaveValue('royal-liverpool-university-hospital');
});
