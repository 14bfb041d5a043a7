import { expect, test } from '@playwright/test';
import { oldPhone, onScreens } from './on-screens';
import { aPerson, fillDate, fillDetails, next, pressTime } from './resident';

onScreens([oldPhone], () => {
  test('both doses of one vaccine are booked at once, each with a reference', async ({ page }) => {
    const person = aPerson('Leo');
    await page.goto('/book/what');
    await page.getByLabel('MMR vaccine').check();
    await next(page);
    await page.getByLabel('Me', { exact: true }).check();
    await next(page);
    await fillDate(page, ['5', '5', String(new Date().getFullYear() - 9)]);
    await next(page);
    await page.getByLabel('No', { exact: true }).check();
    await next(page);
    await page.getByLabel('There has been no dose yet').check();
    await next(page);
    await page.getByLabel('Postcode, town or place').fill('L7 8YE');
    await next(page);
    await page.getByLabel('No help needed').check();
    await next(page);
    await pressTime(page);
    await expect(page.locator('h1')).toHaveText('Do you want to book dose 2 now?');
    await pressTime(page);
    await fillDetails(page, person);
    await expect(page.getByText('Next dose', { exact: true })).toBeVisible();
    await page.getByRole('button', { name: 'Confirm appointment' }).click();
    await expect(page.locator('h1')).toHaveText('2 appointments booked');
    const references = await page.locator('.fs-reference').allInnerTexts();
    expect(new Set(references).size).toBe(2);
    await page.getByRole('link', { name: 'Change or cancel this appointment Dose 1' }).click();
    await fillDate(page, ['5', '5', String(new Date().getFullYear() - 9)]);
    await next(page);
    await expect(page.getByText(/Your next dose|second dose|dose 2/i).first()).toBeVisible();
  });
});
