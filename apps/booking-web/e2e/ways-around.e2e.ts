import { expect, test } from '@playwright/test';
import { oldPhone, onScreens } from './on-screens';
import { aPerson, fillDate, next } from './resident';

onScreens([oldPhone], () => {
  test('walk-in clinics are found from the start page, near a place that is not asked twice', async ({ page }) => {
    await page.goto('/');
    await page.getByRole('link', { name: 'Walk-in clinics today' }).click();
    await expect(page.locator('h1')).toHaveText('Walk-in clinics near you');
    await page.getByRole('button', { name: 'Show walk-in clinics' }).click();
    await expect(page).toHaveTitle(/^Error: /);
    await page.getByLabel('Postcode, town or place').fill('CH42 4NZ');
    await page.getByRole('button', { name: 'Show walk-in clinics' }).click();
    await expect(page).toHaveURL(/\/walk-in$/);
    await expect(page.locator('h2').first()).toContainText('of CH42 4NZ in the next 7 days');
    const clinic = page.locator('.fs-place', { hasText: 'No booking needed' }).first();
    await expect(clinic).toContainText('For: ');
    const name = await clinic.locator('h3').innerText();
    await clinic.getByRole('link', { name: `Map and directions ${name}` }).click();
    await expect(page.locator('h1')).toHaveText(`About ${name}`);
  });

  test('whoever is elsewhere is told where the clinics are, and goes on near one of them', async ({ page }) => {
    await page.goto('/book/what');
    await page.getByLabel('Flu vaccine').check();
    await next(page);
    await page.getByLabel('Me', { exact: true }).check();
    await next(page);
    await fillDate(page, aPerson().born);
    await next(page);
    await page.getByLabel('Postcode, town or place').fill('SW1A 1AA');
    await next(page);
    await expect(page.locator('h1')).toHaveText('Clinics in this service are in Cheshire and Merseyside');
    await expect(page).not.toHaveTitle(/^Error: /);
    await page.getByLabel('Look near a postcode, town or place there').fill('L24 8QB');
    await next(page);
    await expect(page.locator('h1')).toHaveText('Do you need any help at the appointment?');
  });
});
