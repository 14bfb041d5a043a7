import { expect, test, type Page } from '@playwright/test';
import { countEffort } from './effort';
import { oldPhone, onScreens, wide } from './on-screens';
import { aPerson, fillDate, fillDetails, linkIn, mailSaying, next, pressTime, toTimes } from './resident';

const h1 = (page: Page) => page.locator('h1');

/** WCAG 1.4.10: nothing is to be scrolled sideways for, and what has the focus can be seen. */
async function expectToFit(page: Page): Promise<void> {
  const { beyond, hidden } = await page.evaluate(() => {
    const root = document.documentElement;
    const focused = document.activeElement ?? document.body;
    const { top, bottom, left, right } = focused.getBoundingClientRect();
    const isShown = focused === document.body || (bottom > 0 && top < innerHeight && right > 0 && left < innerWidth);
    return { beyond: root.scrollWidth - root.clientWidth, hidden: isShown ? '' : focused.outerHTML.slice(0, 120) };
  });
  expect.soft({ beyond, hidden }, new URL(page.url()).pathname).toEqual({ beyond: 0, hidden: '' });
}

for (const javaScriptEnabled of process.env['PROOF'] ? [true, false] : [true]) {
  test.describe(`enlarged four times with JavaScript ${javaScriptEnabled ? 'on' : 'off'}`, () => {
    // A window of 1280 × 1024 enlarged to 400 %.
    test.use({ javaScriptEnabled, viewport: { width: 320, height: 256 } });

    test('T05 somebody who enlarges four times books, opens and moves the appointment without scrolling sideways', async ({
      page,
    }) => {
      const person = aPerson();
      const fits: Promise<void>[] = [];
      page.on('domcontentloaded', () => fits.push(expectToFit(page).catch(() => undefined)));
      await toTimes(page, person);
      await expectToFit(page);
      await pressTime(page, 2);
      await page.getByLabel('First name').focus();
      await expectToFit(page);
      await next(page);
      await expectToFit(page);
      await fillDetails(page, person);
      await expectToFit(page);
      await page.getByRole('button', { name: 'Confirm appointment' }).click();
      await expect(h1(page)).toHaveText('Appointment booked');
      await expectToFit(page);
      await page.goto(linkIn(await mailSaying(person.email, 'is booked')));
      await fillDate(page, person.born);
      await next(page);
      await expectToFit(page);
      await page.getByRole('link', { name: 'Change time' }).click();
      await expectToFit(page);
      await pressTime(page, 1);
      await expectToFit(page);
      await page.getByRole('button', { name: 'Confirm new time' }).click();
      await expect(h1(page)).toHaveText('Your time is changed');
      await Promise.all(fits);
    });
  });
}

onScreens([oldPhone], ({ width }) => {
  test('T06 in a language read from right to left anybody is booked with no more effort than in English', async ({
    page,
  }) => {
    const { type, press, atMost } = countEffort(page);
    const forward = () => press(page.locator('main form:not([data-locate]) button.nhsuk-button').last());
    const choose = (value: string) => press(page.locator(`input[value="${value}"]`).first());
    const field = (id: string, text: string) => type(page.locator(`#${id}`), text);
    await page.goto('/ar-XB');
    await press(page.locator('main a.nhsuk-button'));
    await choose('flu');
    await forward();
    await choose('me');
    await forward();
    await field('date-of-birth-day', '27');
    await field('date-of-birth-month', '03');
    await field('date-of-birth-year', '1950');
    await forward();
    await field('where', 'L24 8QB');
    await forward();
    await press(page.locator('input[name=help], input[type=checkbox]').last());
    await forward();
    await expect(page.locator('html')).toHaveAttribute('dir', 'rtl');
    // Figures and codes are read from left to right in every language.
    await press(page.locator('.fs-time').nth(width === 320 ? 7 : 8));
    await field('firstName', 'Amelia');
    await field('lastName', 'Ashford');
    await forward();
    await press(page.locator('input[value=yes]'));
    await type(page.locator('#nhsNumber'), '9990000026');
    await forward();
    await press(page.locator('input[value=text]'));
    await type(page.locator('#mobile'), '07700900983');
    await forward();
    await press(page.locator('main form:not([data-locate]) button.nhsuk-button').last());
    await expect(page.locator('.nhsuk-panel')).toBeVisible();
    await expect(page).toHaveURL(/\/ar-XB\/book\/done$/);
    atMost('in a language from right to left', { screens: 18, characters: 73, presses: 33 });
    atMost('the same as in English', { screens: 12, characters: 49, presses: 22 });
  });
});

onScreens([wide], () => {
  test('T04 booked, opened and moved with the keyboard alone', async ({ page }) => {
    const person = aPerson();
    /** Tabs on until the control with this id, name or text has the focus. */
    const tabTo = async (wanted: RegExp) => {
      for (let i = 0; i < 90; i++) {
        await page.keyboard.press('Tab');
        const at = await page.evaluate(() => {
          const { activeElement: focused } = document;
          return `${focused?.id} ${focused?.textContent}`;
        });
        if (wanted.test(at)) return;
      }
      throw new Error(`${wanted} cannot be reached with Tab`);
    };
    const press = async (wanted: RegExp, key: 'Enter' | 'Space') => {
      await tabTo(wanted);
      await page.keyboard.press(key);
    };
    const enter = async (wanted: RegExp, path: string) => {
      await press(wanted, 'Enter');
      await page.waitForURL(`**${path}`);
    };
    const type = async (field: RegExp, text: string) => {
      await tabTo(field);
      await page.keyboard.type(text);
    };
    const date = async ([day, month, year]: [string, string, string]) => {
      await type(/date-of-birth-day/, day);
      await page.keyboard.press('Tab');
      await page.keyboard.type(month);
      await page.keyboard.press('Tab');
      await page.keyboard.type(year);
      await page.keyboard.press('Enter');
    };
    await page.goto('/');
    // The first stop leads past the header.
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    await expect(page.locator('#maincontent')).toBeFocused();
    await enter(/Start now/, '/book/what');
    await press(/service/, 'Space');
    await enter(/Continue/, '/book/who');
    await press(/who/, 'Space');
    await enter(/Continue/, '/book/date-of-birth');
    await date(person.born);
    await page.waitForURL('**/book/where');
    await type(/where/, 'L24 8QB');
    await page.keyboard.press('Enter');
    await page.waitForURL('**/book/help-needed');
    await press(/need-13/, 'Space');
    await enter(/Continue/, '/book/times');
    await enter(/\d:\d\d[ap]m/, '/book/name');
    await type(/firstName/, person.firstName);
    await type(/lastName/, person.lastName);
    await enter(/Continue/, '/book/nhs-number');
    // The arrows choose among radios.
    await press(/known/, 'Space');
    await page.keyboard.press('ArrowDown');
    await enter(/Continue/, '/book/home-postcode');
    await enter(/do not have a fixed address/, '/book/contact');
    await press(/by-2/, 'Space');
    await type(/^email /, person.email);
    await enter(/Continue/, '/book/check');
    await enter(/Confirm appointment/, '/book/done');
    await enter(/Change or cancel this appointment/, '/manage/link');
    await date(person.born);
    await page.waitForURL('**/appointment');
    await enter(/Change time/, '/appointment/times');
    await enter(/\d:\d\d[ap]m/, '/appointment/check-move');
    await press(/Confirm new time/, 'Enter');
    await expect(h1(page)).toHaveText('Your time is changed');
  });
});
