import { expect, test, type Response } from '@playwright/test';
import { aPerson, fillDetails, linkIn, mailSaying, fillDate, next, pressTime, toTimes } from './resident';

test('a blood test is booked, opened, moved and cancelled, and nothing on the way says vaccine', async ({ page }) => {
  const person = aPerson('Chidi');
  const seen: string[] = [];
  const looks: Promise<void>[] = [];
  const look = async (response: Response): Promise<void> => {
    const path = new URL(response.url()).pathname;
    // The two pages before the choice name everything there is to book.
    if (path !== '/' && path !== '/book/what' && /vaccin/i.test(await response.text())) seen.push(path);
  };
  page.on('response', (response) => {
    if (response.request().isNavigationRequest() && response.ok()) looks.push(look(response));
  });
  await toTimes(page, person, 'Blood test', 'Crewe');
  await pressTime(page);
  await fillDetails(page, person);
  await expect(page.getByText('BT12345')).toBeVisible();
  await expect(page.getByText('nothing to eat or drink except water')).toBeVisible();
  await page.getByRole('button', { name: 'Confirm appointment' }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Appointment booked');
  const mail = await mailSaying(person.email, 'Your blood test is booked'.slice(5));
  expect(`${mail.subject}${mail.text}`).not.toMatch(/vaccin/i);
  await page.goto(linkIn(mail));
  await fillDate(page, person.born);
  await next(page);
  await page.getByRole('link', { name: 'Change time' }).click();
  await pressTime(page, 1);
  await page.getByRole('button', { name: 'Confirm new time' }).click();
  await page.getByRole('link', { name: 'See your appointment' }).click();
  await page.getByRole('link', { name: 'Cancel appointment' }).click();
  await page.getByRole('button', { name: 'Cancel appointment' }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Appointment cancelled');
  await Promise.all(looks);
  expect(looks.length).toBeGreaterThan(15);
  expect(seen).toEqual([]);
});
