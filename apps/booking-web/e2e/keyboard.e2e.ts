import { expect, test } from '@playwright/test';
import { anInvitation, partsOf } from './effort';

test('the invitation, cancelling and having it back, with the keyboard alone', async ({ page }) => {
  const tabTo = async (wanted: RegExp) => {
    for (let i = 0; i < 90; i++) {
      await page.keyboard.press('Tab');
      const at = await page.evaluate(() => {
        const focused = document.activeElement;
        return `${focused?.id} ${focused?.textContent} ${focused?.getAttribute('value')}`;
      });
      if (wanted.test(at)) return;
    }
    throw new Error(`${wanted} cannot be reached with Tab`);
  };
  const date = async ([day, month, year]: [string, string, string]) => {
    await tabTo(/date-of-birth-day/);
    await page.keyboard.type(day);
    await page.keyboard.press('Tab');
    await page.keyboard.type(month);
    await page.keyboard.press('Tab');
    await page.keyboard.type(year);
    await page.keyboard.press('Enter');
  };
  const enter = async (wanted: RegExp, heading: string | RegExp) => {
    await tabTo(wanted);
    await page.keyboard.press('Enter');
    await expect(page.locator('h1')).toHaveText(heading);
  };
  const invited = await anInvitation('email');
  await page.goto('/book/what');
  await tabTo(/^ *Continue/);
  await page.keyboard.press('Enter');
  await expect(page.locator('[data-error-summary]')).toBeFocused();
  // Its link lands on the first answer, and the question is still to be seen.
  await tabTo(/^ *Select what you want to book/);
  await page.keyboard.press('Enter');
  await expect(page.locator('#service')).toBeFocused();
  await expect(page.locator('.nhsuk-fieldset__legend')).toBeInViewport({ ratio: 1 });
  await page.goto(invited.link);
  await date(partsOf(invited.born));
  await expect(page.locator('h1')).toHaveText('Choose a time for your flu vaccine');
  await enter(/\d:\d\d[ap]m/, 'Check and confirm your appointment');
  await enter(/Confirm appointment/, 'Appointment booked');
  await enter(/Change or cancel this appointment/, 'Your appointment');
  await date(partsOf(invited.born));
  await expect(page.getByText('Your flu vaccine is booked.')).toBeVisible();
  await enter(/Cancel appointment/, 'Cancel this appointment?');
  await enter(/Cancel appointment/, 'Appointment cancelled');
  await enter(/Get it back/, 'Your appointment');
  await enter(/Cancel appointment/, 'Cancel this appointment?');
  await enter(/Cancel appointment/, 'Appointment cancelled');
});
