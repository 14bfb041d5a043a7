import { AxeBuilder } from '@axe-core/playwright';
import { expect, test, type Page } from '@playwright/test';
import {
  aPerson,
  fillDate,
  fillDetails,
  letHoldLapse,
  linkIn,
  mailSaying,
  next,
  pressTime,
  takeAll,
  toTimes,
} from './resident';
import { problem, startFakeApi } from '../test/fake-api';
import { startAlone } from './alone';

const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];
/** Longer pages are pictured from the top only. */
const TALLEST = 1600;

/** The wide one in the long proof: matrix.e2e.ts looks at 1280 px in every run. */
for (const width of process.env['PROOF'] ? [320, 1280] : [320]) {
  test.describe(`at ${width} px`, () => {
    test.use({ viewport: { width, height: 800 } });
    // Every page of a booking, each looked at by axe.
    test.setTimeout(240_000);

    /** No fault that axe can find, no sideways scroll, one h1; with SCREENS set the picture goes to docs/screens. */
    async function look(page: Page, name: string): Promise<void> {
      const { violations } = await new AxeBuilder({ page }).withTags(tags).analyze();
      const faults = violations.map(
        ({ id, nodes }) => `${id}: ${nodes.map(({ target }) => target.join(' ')).join(', ')}`,
      );
      expect.soft(faults, name).toEqual([]);
      const { beyond, height } = await page.evaluate(() => ({
        beyond: document.documentElement.scrollWidth - document.documentElement.clientWidth,
        height: document.documentElement.scrollHeight,
      }));
      expect.soft(beyond, `${name} scrolls sideways`).toBeLessThanOrEqual(0);
      expect.soft(await page.locator('h1').count(), `${name} has one h1`).toBe(1);
      if (!process.env['SCREENS']) return;
      const clip = { x: 0, y: 0, width, height: Math.min(height, TALLEST) };
      await page.screenshot({ path: `docs/screens/booking-${name}-${width}.png`, fullPage: true, clip });
    }

    /** The page after a form was sent with faults: its title says so and the list of faults has the focus. */
    async function lookAtError(page: Page, name: string): Promise<void> {
      await expect(page).toHaveTitle(/^Error: /);
      await expect(page.locator('[data-error-summary]')).toBeFocused();
      await look(page, name);
    }

    test('every page of a booking, empty, wrong and filled', async ({ page }) => {
      const person = aPerson();
      await page.goto('/');
      await look(page, 'start');
      await page.getByRole('link', { name: 'Start now' }).click();
      await look(page, 'what');
      await next(page);
      await lookAtError(page, 'what-error');
      await page.getByLabel('Flu vaccine').check();
      await next(page);
      await look(page, 'who');
      await next(page);
      await lookAtError(page, 'who-error');
      await page.getByLabel('Me', { exact: true }).check();
      await next(page);
      await look(page, 'date-of-birth');
      await fillDate(page, ['31', 'feb', '1950']);
      await next(page);
      await lookAtError(page, 'date-of-birth-error');
      await expect(page.getByLabel('Month', { exact: true })).toHaveValue('feb');
      await fillDate(page, ['1', '1', '1900']);
      await next(page);
      await look(page, 'date-of-birth-is-this-right');
      await fillDate(page, person.born);
      await next(page);
      await look(page, 'where');
      await page.getByLabel('Postcode, town or place').fill('Sppeke');
      await next(page);
      await lookAtError(page, 'where-error');
      await expect(page.getByLabel('Postcode, town or place')).toHaveValue('Sppeke');
      await page.getByLabel('Postcode, town or place').fill('Liverp');
      await next(page);
      await look(page, 'where-choose');
      await next(page);
      await lookAtError(page, 'where-choose-error');
      await page.goto('/book/where');
      await page.getByLabel('Postcode, town or place').fill('L24 8QB');
      await next(page);
      await look(page, 'help-needed');
      await next(page);
      await lookAtError(page, 'help-needed-error');
      await page.getByLabel('Someone to interpret (not English)').check();
      await page.getByLabel('A hearing loop').check();
      await next(page);
      await look(page, 'interpreter');
      await page.getByLabel('Which language do you need?').fill('Polish');
      await page.getByLabel('By phone').check();
      await next(page);
      await look(page, 'times');
      await page.getByText('Change dates, days or distance').click();
      await page.getByLabel('Within 20 miles').check();
      await page.getByLabel('Nearest first').check();
      await page.getByRole('button', { name: 'Show times' }).click();
      await expect(page.getByText('Nearest first.')).toBeVisible();
      await look(page, 'times-within-20-miles');
      await page.getByRole('link', { name: 'Next places' }).click();
      await expect(page.getByText('Page 2 of')).toBeVisible();
      await page.goto('/book/times?from-day=40&from-month=1&from-year=2027');
      await expect(page.getByRole('link', { name: 'The date must be a real date' })).toBeVisible();
      await look(page, 'times-error');
      await page.goto('/book/times?from=2199-01-01&distance=2');
      await look(page, 'times-none');
      await page.goto('/book/times');
      await page
        .getByRole('link', { name: /^See all times/ })
        .first()
        .click();
      await look(page, 'place');
      await pressTime(page, 6);
      await look(page, 'name');
      await next(page);
      await lookAtError(page, 'name-error');
      await page.getByLabel('First name').fill(person.firstName);
      await page.getByLabel('Last name').fill(person.lastName);
      await next(page);
      await look(page, 'nhs-number');
      await page.getByLabel('Yes, I know my NHS number').check();
      await page.getByLabel('NHS number', { exact: true }).fill('999 000 0001');
      await next(page);
      await lookAtError(page, 'nhs-number-error');
      await page.getByLabel('No, continue without it').check();
      await next(page);
      await look(page, 'home-postcode');
      await page.getByLabel('What is your home postcode?').fill('L24');
      await next(page);
      await lookAtError(page, 'home-postcode-error');
      await page.getByRole('button', { name: 'I do not have a fixed address' }).click();
      await look(page, 'contact');
      await page.getByLabel('Text message').check();
      await page.getByLabel('Mobile number').fill('0151');
      await page.getByLabel('Email', { exact: true }).check();
      await page.getByLabel('Email address').fill('amina at example');
      await next(page);
      await lookAtError(page, 'contact-error');
      await page.getByLabel('Text message').uncheck();
      await page.getByLabel('Email address').fill(person.email);
      await next(page);
      await look(page, 'check');
      await page.getByRole('button', { name: 'Confirm appointment' }).click();
      await look(page, 'done');

      await page.goto(linkIn(await mailSaying(person.email, 'is booked')));
      await look(page, 'link');
      await next(page);
      await lookAtError(page, 'link-error');
      await fillDate(page, person.born);
      await next(page);
      await look(page, 'appointment');
      await page.getByRole('link', { name: 'Change the help you need' }).click();
      await look(page, 'appointment-help');
      await page.goto('/appointment/card');
      await look(page, 'card');
      await page.goto('/appointment/print');
      await look(page, 'print');
      await page.goto('/appointment/places');
      await look(page, 'move-places');
      await page.goto('/appointment');
      await page.getByRole('link', { name: 'Directions and pictures' }).click();
      await look(page, 'directions');
      await page.goto('/appointment');
      await page.getByRole('link', { name: 'Change time' }).click();
      await look(page, 'move-times');
      await pressTime(page, 1);
      await look(page, 'check-move');
      await page.getByRole('button', { name: 'Confirm new time' }).click();
      await look(page, 'moved');
      await page.goto('/appointment/cancel');
      await look(page, 'cancel');
      await page.getByRole('button', { name: 'Cancel appointment' }).click();
      await look(page, 'cancelled');
    });

    test('questions, and pages that turn the journey', async ({ page, context }) => {
      const start = async (service: string, born: [string, string, string]) => {
        await page.goto('/book/what');
        await page.getByLabel(service).check();
        await next(page);
        // A date of birth given for another service is kept, and this page skipped.
        await page.goto('/book/date-of-birth');
        await fillDate(page, born);
        await next(page);
      };
      await start('Blood test', ['27', '3', '1950']);
      await look(page, 'code');
      await next(page);
      await lookAtError(page, 'code-error');
      await start('COVID-19 autumn vaccine', ['27', '3', '1990']);
      await look(page, 'about-you');
      await next(page);
      await lookAtError(page, 'about-you-error');
      await page.getByLabel('No', { exact: true }).check();
      await next(page);
      await expect(page.locator('h1')).toHaveText(/You (do not need to|cannot) book this/);
      await look(page, 'next-steps-not-eligible');
      const turning65NextYear = String(new Date().getFullYear() - 64);
      await start('Flu vaccine', ['1', '1', turning65NextYear]);
      await page.getByLabel('None of these').check();
      await next(page);
      await expect(page.locator('h1')).toHaveText('You cannot book this yet');
      await look(page, 'next-steps-not-yet');

      await context.clearCookies();
      await toTimes(page, aPerson());
      await pressTime(page, 7);
      await takeAll(await letHoldLapse(context));
      await page.getByLabel('First name').fill('Amina');
      await page.getByLabel('Last name').fill('Khan');
      await next(page);
      await look(page, 'time-gone');
      await page.goto('/no/such/page');
      await look(page, 'not-found');
      await page.goto('/manage');
      await look(page, 'find');
      await page.getByLabel('Booking reference').fill('K7QF9-X2A4');
      await page.getByRole('button', { name: 'Find appointment' }).click();
      await lookAtError(page, 'find-error');
    });

    test('an answer changed in another tab', async ({ page, context }) => {
      const person = aPerson();
      await toTimes(page, person);
      await pressTime(page, 8);
      await fillDetails(page, person);
      const other = await context.newPage();
      await other.goto('/book/name');
      await other.getByLabel('First name').fill('Aminah');
      await next(other);
      await page.getByRole('button', { name: 'Confirm appointment' }).click();
      await expect(page.getByRole('heading', { name: 'Something has changed' })).toBeVisible();
      await look(page, 'check-changed');
    });

    test('the API cannot be reached', async ({ page }) => {
      const site = await startAlone();
      try {
        await page.goto(`${site.url}/book/what`);
        await expect(page.locator('h1')).toHaveText('Sorry, there is a problem with the service');
        await look(page, 'problem');
      } finally {
        site.stop();
      }
    });

    test('answers that the demonstration never gives', async ({ page }) => {
      const api = await startFakeApi();
      const site = await startAlone(api.url);
      const toBirthDate = async () => {
        await page.goto(`${site.url}/book/what`);
        await page.getByLabel('Flu vaccine').check();
        await next(page);
        await page.goto(`${site.url}/book/date-of-birth`);
        await fillDate(page, ['27', '3', '1950']);
        await next(page);
      };
      try {
        for (const outcome of ['refer', 'already_vaccinated', 'needs_information']) {
          api.say('POST /eligibility', { status: 200, body: { outcome, reasons: [{ code: 'refer' }] } });
          await toBirthDate();
          await expect(page).toHaveURL(/next-steps$/);
          await look(page, `next-steps-${outcome.replace('_', '-')}`);
        }
        api.calm();
        await toBirthDate();
        await page.getByLabel('Postcode, town or place').fill('L24 8QB');
        await next(page);
        await page.getByLabel('No help needed').check();
        await next(page);
        await pressTime(page);
        await fillDetails(page, aPerson());
        api.say('POST /bookings', problem(409, 'already_booked'));
        await page.getByRole('button', { name: 'Confirm appointment' }).click();
        await look(page, 'already-booked');
        api.say('POST /holds/:id/details-again', { status: 200, body: {} });
        await page.getByRole('button', { name: 'Send me the details' }).click();
        await look(page, 'details-again');
        api.say('POST /manage/sessions', problem(429, 'too_many'));
        await page.goto(`${site.url}/m/TOKENTOKENTOKEN1`);
        await fillDate(page, ['27', '3', '1950']);
        await next(page);
        await look(page, 'locked');
      } finally {
        site.stop();
        await api.stop();
      }
    });
  });
}
