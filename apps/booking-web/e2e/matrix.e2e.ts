import { AxeBuilder } from '@axe-core/playwright';
import { expect, test, type Page } from '@playwright/test';
import { anInvitation, invitations, partsOf } from './effort';
import { aPerson } from './resident';

const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];
/** The long proof looks at every pair; the tests at the one that differs most from what screens.e2e.ts looks at; PAIRS=en:320,pl:1280 at those. */
const asked = process.env['PAIRS']?.split(',').map((pair) => pair.split(':'));
const all = ['en', 'ar-XB', 'en-XA', 'ar', 'pl', 'easy'].flatMap((code) => [320, 1280].map((width) => [code, width]));
const usual = process.env['PROOF'] ? all : [['ar-XB', 1280]];
const pairs = (asked ?? usual).map(([code, width]): [string, number] => [String(code), Number(width)]);

for (const [code, width] of pairs) {
  test.describe(`${code} at ${width} px`, () => {
    test.use({ viewport: { width, height: 800 } });
    test.setTimeout(400_000);

    /** No fault that axe can find, no sideways scroll, even with wider text spacing; one h1; the language of the page said. */
    async function look(page: Page, name: string): Promise<void> {
      const { violations } = await new AxeBuilder({ page }).withTags(tags).analyze();
      const faults = violations.map(
        ({ id, nodes }) => `${id}: ${nodes.map(({ target }) => target.join(' ')).join(', ')}`,
      );
      expect.soft(faults, name).toEqual([]);
      const measure = () =>
        page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
      expect.soft(await measure(), `${name} scrolls sideways`).toBeLessThanOrEqual(0);
      const { h1s, dir, outside, targets } = await page.evaluate(() => ({
        h1s: document.querySelectorAll('h1').length,
        dir: document.documentElement.dir,
        // WCAG 3.2.6: help stands in the same place on every page.
        outside: document.querySelector('footer h2') === null,
        targets: [...document.querySelectorAll('button, input:not([type=hidden]), .nhsuk-button')]
          .filter((control) => (control as HTMLElement).offsetParent !== null && !control.matches('.fs-link'))
          .filter((control) => control.getBoundingClientRect().height < 24).length,
      }));
      expect.soft({ h1s, dir, outside, targets }, name).toEqual({
        h1s: 1,
        dir: code.startsWith('ar') ? 'rtl' : 'ltr',
        outside: false,
        targets: 0,
      });
      if (process.env['SCREENS'])
        await page.screenshot({ path: `test-results/screens/${name}-${width}-${code}.png`, fullPage: true });
    }

    const go = (page: Page, path: string) => page.goto(code === 'en' ? path : `/${code}${path}`);
    const next = (page: Page) => page.locator('main form:not([data-locate]) button.nhsuk-button').last().click();
    const choose = (page: Page, value: string) => page.locator(`input[value="${value}"]`).first().check();
    const fill = (page: Page, id: string, text: string) => page.locator(`#${id}`).fill(text);
    async function date(page: Page, [day, month, year]: [string, string, string]) {
      await fill(page, 'date-of-birth-day', day);
      await fill(page, 'date-of-birth-month', month);
      await fill(page, 'date-of-birth-year', year);
    }
    /** Sends the form as it is, which is wrong, twice: the summary has the focus both times. */
    async function wrong(page: Page, name: string) {
      for (let i = 0; i < 2; i++) {
        await next(page);
        await expect(page.locator('[data-error-summary]')).toBeFocused();
      }
      await look(page, `${name}-error`);
    }

    test('every page of a booking and of an appointment', async ({ page }) => {
      const person = aPerson();
      await go(page, '/');
      await look(page, 'start');
      await go(page, '/book/what');
      await look(page, 'what');
      await wrong(page, 'what');
      await go(page, '/book/which');
      await look(page, 'which');
      await go(page, '/book/what');
      await choose(page, 'flu-65');
      await next(page);
      await look(page, 'who');
      await wrong(page, 'who');
      await choose(page, 'child');
      await next(page);
      await look(page, 'first-name');
      await wrong(page, 'first-name');
      await go(page, '/book/who');
      await choose(page, 'me');
      await next(page);
      await look(page, 'date-of-birth');
      await wrong(page, 'date-of-birth');
      await date(page, ['27', '3', '1950']);
      await next(page);
      await look(page, 'where');
      await wrong(page, 'where');
      await fill(page, 'where', 'L24 8QB');
      await next(page);
      await look(page, 'help-needed');
      await wrong(page, 'help-needed');
      await choose(page, 'interpreter');
      await choose(page, 'other');
      await wrong(page, 'help-needed-words');
      await fill(page, 'language', 'Polish');
      await choose(page, 'phone');
      await fill(page, 'other', 'A chair');
      await next(page);
      await look(page, 'times');
      await page.locator('details summary').first().click();
      await choose(page, 'weekdays');
      await choose(page, 'afternoon');
      await look(page, 'times-wishes');
      await page.locator('form[method=get] button').click();
      await look(page, 'times-wished');
      await go(page, '/book/times');
      await page.locator('.fs-place__links a').first().click();
      await look(page, 'place-times');
      await page.locator('.fs-time').nth(3).click();
      await look(page, 'name');
      await wrong(page, 'name');
      await fill(page, 'firstName', person.firstName);
      await fill(page, 'lastName', person.lastName);
      await next(page);
      await look(page, 'nhs-number');
      await wrong(page, 'nhs-number');
      await choose(page, 'no');
      await next(page);
      await look(page, 'home-postcode');
      await fill(page, 'postcode', '');
      await next(page);
      await look(page, 'home-postcode-error');
      await page.locator('.fs-link[name=none]').click();
      await look(page, 'contact');
      await wrong(page, 'contact');
      await choose(page, 'none');
      await next(page);
      await look(page, 'check');
      await next(page);
      await look(page, 'done');
      await go(page, '/book/done');
      await page.locator('a[href*="/m/"]').first().click();
      await look(page, 'link');
      await wrong(page, 'link');
      await date(page, ['27', '3', '1950']);
      await next(page);
      await look(page, 'appointment');
      for (const path of ['help', 'card', 'print', 'places', 'times', 'helper']) {
        await go(page, `/appointment/${path}`);
        await look(page, `appointment-${path}`);
      }
      await next(page);
      await look(page, 'appointment-helper-made');
      const shared = await page.locator('[data-share-text]').innerText();
      await go(page, new URL(shared).pathname);
      await look(page, 'helped');
      await go(page, '/appointment/helper');
      await next(page);
      await go(page, '/h');
      await look(page, 'helped-ended');
      await go(page, '/appointment/times');
      await page.locator('.fs-time').first().click();
      await look(page, 'check-move');
      await next(page);
      await look(page, 'moved');
      await go(page, '/appointment/cancel');
      await look(page, 'cancel');
      await page.locator('.nhsuk-button--warning').click();
      await look(page, 'cancelled');
    });

    test('somebody who helps', async ({ page }) => {
      const person = aPerson();
      await go(page, '/book/what');
      await choose(page, 'flu-65');
      await next(page);
      await choose(page, 'me');
      await next(page);
      await date(page, ['27', '3', '1950']);
      await next(page);
      await fill(page, 'where', 'L24 8QB');
      await next(page);
      await page.locator('input[name=need]').last().check();
      await next(page);
      await go(page, '/book/helper');
      await look(page, 'ask-helper');
      await next(page);
      await fill(page, 'firstName', person.firstName);
      await fill(page, 'lastName', person.lastName);
      await next(page);
      await choose(page, 'no');
      await next(page);
      await page.locator('.fs-link[name=none]').click();
      await choose(page, 'none');
      await next(page);
      await look(page, 'ask-helper-unreached');
      await next(page);
      await page.locator('input[value=none]').uncheck();
      await choose(page, 'email');
      await fill(page, 'email', person.email);
      await next(page);
      await look(page, 'ask-helper-ready');
      await next(page);
      await look(page, 'ask-helper-made');
      await go(page, new URL(await page.locator('[data-share-text]').innerText()).pathname);
      await look(page, 'assist');
      await page.locator('.fs-place__links a').first().click();
      await look(page, 'assist-place');
      await page.locator('.fs-time').nth(2).click();
      await look(page, 'assist-check');
      await next(page);
      await look(page, 'assist-booked');
      await go(page, '/assist');
      await look(page, 'assist-ended');
      await go(page, '/book/helper');
      await look(page, 'done-by-helper');
    });

    test('the invited, families, and the pages around', async ({ page }) => {
      const { link, born } = await anInvitation('email');
      await go(page, '/i');
      await look(page, 'code');
      await wrong(page, 'code');
      await go(page, link);
      await look(page, 'invited');
      await wrong(page, 'invited');
      await date(page, partsOf(born));
      await next(page);
      await look(page, 'invited-times');
      await page.locator('.fs-time').first().click();
      await look(page, 'invited-check');
      await go(page, '/i/decline');
      await look(page, 'decline');
      await wrong(page, 'decline');
      const ended = invitations().find(({ sentBy }) => sentBy === 'ended');
      await go(page, ended?.link ?? '/i');
      await date(page, partsOf(ended?.born ?? ''));
      await next(page);
      await look(page, 'invited-ended');
      await page.context().clearCookies();
      await go(page, '/book/what');
      await choose(page, 'blood-test');
      await next(page);
      await choose(page, 'group');
      await next(page);
      await date(page, ['27', '3', '1950']);
      await next(page);
      await look(page, 'code-question');
      await wrong(page, 'code-question');
      await fill(page, 'referralCode', 'BT12345');
      await next(page);
      await look(page, 'people');
      await page.locator('form.fs-card button').click();
      await look(page, 'people-error');
      await fill(page, 'firstName', 'Leo');
      await date(page, ['5', '5', '2015']);
      await page.locator('form.fs-card button').click();
      await look(page, 'people-two');
      await page.context().clearCookies();
      await go(page, '/book/what');
      await choose(page, 'mmr');
      await next(page);
      await choose(page, 'group');
      await next(page);
      await date(page, ['5', '5', String(new Date().getFullYear() - 9)]);
      await next(page);
      await choose(page, 'no');
      await next(page);
      await choose(page, 'none');
      await next(page);
      await fill(page, 'firstName', 'Leo');
      await date(page, ['5', '5', String(new Date().getFullYear() - 8)]);
      await page.locator('form.fs-card button').click();
      await next(page);
      await choose(page, 'no');
      await next(page);
      await look(page, 'last-dose-person');
      await choose(page, 'all');
      await next(page);
      await expect(page).toHaveURL(/\/book\/people$/);
      await look(page, 'people-doses');
      await page.context().clearCookies();
      await go(page, '/book/what');
      await choose(page, 'mmr');
      await next(page);
      await choose(page, 'child');
      await next(page);
      await fill(page, 'firstName', 'Leo');
      await next(page);
      await date(page, ['5', '5', String(new Date().getFullYear() - 9)]);
      await next(page);
      await choose(page, 'no');
      await next(page);
      await look(page, 'last-dose');
      await wrong(page, 'last-dose');
      await choose(page, 'month');
      await wrong(page, 'last-dose-month');
      await fill(page, 'last-dose-month-month', String(new Date().getMonth() + 1));
      await fill(page, 'last-dose-month-year', String(new Date().getFullYear()));
      await next(page);
      await look(page, 'too-soon');
      await go(page, '/book/tell-me');
      await look(page, 'tell-me');
      await wrong(page, 'tell-me');
      await fill(page, 'lastName', 'Khan');
      await choose(page, 'email');
      await fill(page, 'email', aPerson().email);
      await next(page);
      await look(page, 'told');
      await go(page, '/book/last-dose');
      await choose(page, 'none');
      await next(page);
      await fill(page, 'where', 'L7 8YE');
      await next(page);
      await page.locator('input[name=need]').last().check();
      await next(page);
      await page.locator('.fs-time').first().click();
      await look(page, 'next-dose');
      await page.locator('.fs-time').first().click();
      await fill(page, 'lastName', 'Khan');
      await next(page);
      await choose(page, 'no');
      await next(page);
      await page.locator('.fs-link[name=none]').click();
      await choose(page, 'none');
      await next(page);
      await look(page, 'check-doses');
      await next(page);
      await look(page, 'done-doses');
      await go(page, '/book/equality');
      await look(page, 'equality');
      await wrong(page, 'equality');
      await choose(page, 'not_said');
      await next(page);
      await look(page, 'done-thanks');
      await go(page, '/place/royal-liverpool-university-hospital');
      await look(page, 'place-about');
      await go(page, '/place/living-well-bus-rock-ferry-library');
      await look(page, 'place-walk-in');
      for (const path of [
        '/flu-65',
        '/help',
        '/accessibility',
        '/privacy',
        '/cookies',
        '/languages',
        '/manage',
        '/i/again',
        '/i/thanks',
        '/u/done',
      ]) {
        await go(page, path);
        await look(page, path.slice(1).replace('/', '-'));
      }
      await go(page, '/manage');
      await wrong(page, 'manage');
    });
  });
}
