import { expect, test } from '@playwright/test';
import { aPerson, book, fillDate, linkIn, mailSaying, next, pressTime } from './resident';

for (const javaScriptEnabled of [true, false]) {
  test.describe(`with JavaScript ${javaScriptEnabled ? 'on' : 'off'}`, () => {
    test.use({ javaScriptEnabled });

    test('a resident books, opens the link from the e-mail, moves the appointment and cancels it', async ({ page }) => {
      const person = aPerson();
      const reference = await book(page, person);
      await expect(page.getByText('We have sent you an email with these details.')).toBeVisible();

      const mail = await mailSaying(person.email, reference);
      await page.context().clearCookies();
      await page.goto(linkIn(mail));
      // The token leaves the address at once.
      await expect(page).toHaveURL(/\/manage\/link$/);
      await fillDate(page, person.born);
      await next(page);
      await expect(page.getByText('Your flu vaccine is booked.')).toBeVisible();
      await expect(page.locator('.fs-reference')).toHaveText(reference);
      const before = await page.locator('.fs-when').innerText();

      await page.getByRole('link', { name: 'Change time' }).click();
      await expect(page.getByText(`You keep ${before} until you confirm a new time.`)).toBeVisible();
      await pressTime(page, 2);
      await expect(page.getByText('Your time is not changed until you confirm.')).toBeVisible();
      await page.getByRole('button', { name: 'Confirm new time' }).click();
      await expect(page.getByRole('heading', { level: 1 })).toHaveText('Your time is changed');
      await page.getByRole('link', { name: 'See your appointment' }).click();
      const after = await page.locator('.fs-when').innerText();
      expect(after).not.toBe(before);
      expect((await mailSaying(person.email, 'has moved')).text).toContain(reference);

      await page.getByRole('link', { name: 'Cancel appointment' }).click();
      await page.getByLabel('The time does not suit me').check();
      await page.getByRole('button', { name: 'Cancel appointment' }).click();
      await expect(page.getByRole('heading', { level: 1 })).toHaveText('Appointment cancelled');
      await mailSaying(person.email, 'cancelled');
      await page.reload();
      await expect(page.getByRole('heading', { level: 1 })).toHaveText('Appointment cancelled');

      // Booking again asks neither what for nor for whom.
      await page.getByRole('button', { name: 'Book another time' }).click();
      await expect(page).toHaveURL(/\/book\/where$/);
    });

    test('an appointment opens with its reference, however it is typed, and the date of birth', async ({ page }) => {
      const person = aPerson('Bronisław');
      const reference = await book(page, person, 1);
      await page.getByRole('button', { name: 'Finish and clear my answers' }).click();
      await expect(page.getByText('Your answers are cleared from this browser.')).toBeVisible();
      await page.goto('/book/done');
      await expect(page).toHaveURL(/\/book\/what$/);

      await page.goto('/manage');
      await page.getByLabel('Booking reference').fill(reference.toLowerCase().replace('-', ' ').replaceAll('0', 'o'));
      await fillDate(page, ['28', '3', '1950']);
      await page.getByRole('button', { name: 'Find appointment' }).click();
      await expect(page.getByRole('heading', { level: 1 })).toHaveText('We cannot find that appointment');
      await page.getByLabel('Day', { exact: true }).fill('27');
      await page.getByRole('button', { name: 'Try again' }).click();
      await expect(page.getByText('Hello Bronisław.')).toBeVisible();
      await page.getByRole('button', { name: 'Finish and close this appointment' }).click();
      await page.goto('/appointment');
      await expect(page).toHaveURL(/\/manage$/);
    });
  });
}
