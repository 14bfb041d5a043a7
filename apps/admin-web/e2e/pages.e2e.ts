import { expect, test, type Page } from '@playwright/test';
import { accountOf, askForVisit, bookForToday, fillSignIn, staffUrl } from './desk';
import { look as lookOnce } from './look';

/*
 * Every page of the staff site beyond those of screens.e2e.ts, empty, filled and with faults: no fault that axe can find,
 * no sideways scroll; with SCREENS set a picture of each is kept for the contact sheets.
 */

/** Both in the long proof. */
for (const width of process.env['PROOF'] ? [390, 1280] : [390]) {
  test.describe(`at ${width} px`, () => {
    test.use({ viewport: { width, height: width < 500 ? 844 : 900 }, locale: 'en-GB' });
    test.setTimeout(240_000);

    test.beforeEach(async ({ page }) => {
      if (process.env['CLOCK']) await page.clock.setSystemTime(new Date(process.env['CLOCK']));
    });

    const look = (page: Page, name: string) => lookOnce(page, { name: `staff-${name}`, width, fullPage: true });

    async function enter(page: Page, role: string): Promise<void> {
      await page.goto(`${staffUrl}/sign-in`);
      await fillSignIn(page, accountOf(role));
      await page.waitForURL((url) => !url.pathname.startsWith('/sign-in'));
    }

    test('pages of the desk', async ({ page }) => {
      const { siteId, reference, name } = await bookForToday();
      await enter(page, 'front desk');
      const at = (path: string) => page.goto(`${staffUrl}/sites/${siteId}/${path}`);
      await at('walk-in');
      await expect(page.getByLabel('First name')).toBeVisible();
      await look(page, 'walk-in');
      await page.getByRole('button', { name: 'Add and check in' }).click();
      await expect(page).toHaveTitle(/^Error: /);
      await look(page, 'walk-in-error');
      await at(`bookings/${reference}`);
      await expect(page.getByText(name)).toBeVisible();
      await look(page, 'appointment');
      await page.getByLabel('Add a note').fill('Comes with a guide dog');
      await page.getByRole('button', { name: 'Save the note' }).click();
      await expect(page.locator('.staff-note').first()).toContainText('Comes with a guide dog');
      await page.getByRole('button', { name: 'Save the note' }).click();
      await expect(page.getByRole('link', { name: 'Write the note first' })).toBeVisible();
      await look(page, 'appointment-note');
      const ways = page.getByRole('region', { name: 'Change or cancel' });
      await ways.getByRole('button', { name: 'Cancel appointment' }).click();
      await look(page, 'appointment-sure');
      await ways.getByRole('button', { name: 'Cancel appointment' }).click();
      await expect(
        page.getByRole('status').filter({ hasText: `The appointment of ${name} is cancelled.` }),
      ).toBeInViewport();
      // The button that was pressed has gone: who it was, and where the booking stands, has the focus.
      const whose = page.locator('.staff-whose');
      await expect(whose).toBeFocused();
      await expect(whose).toContainText('Cancelled');
      await look(page, 'appointment-cancelled');
      await at('today');
      await page.getByRole('link', { name: 'Save as a file' }).click();
      await page.getByLabel('NHS numbers').check();
      await page.getByRole('button', { name: 'Save the file' }).click();
      await look(page, 'export-error');
      await page.getByLabel('Why do you need the NHS numbers?').fill('For the GP system');
      const file = page.waitForEvent('download');
      await page.getByRole('button', { name: 'Save the file' }).click();
      expect((await file).suggestedFilename()).toMatch(/\.csv$/);
      await at('paper');
      await expect(page.getByRole('button', { name: /^Save \d/ })).toBeVisible();
      await look(page, 'paper-list');
      await page.getByRole('button', { name: 'Save 0 rows' }).click();
      await expect(page.getByText('Choose what happened for at least one person.')).toBeInViewport();
      await at('stock');
      await expect(page.getByRole('heading', { name: 'Add a batch' })).toBeVisible();
      await look(page, 'stock');
      await page.getByRole('button', { name: 'Add and use' }).click();
      await expect(page.getByRole('link', { name: 'Enter the batch number' })).toBeVisible();
      await look(page, 'stock-error');
      await page.getByRole('button', { name: 'Run out Demo MMR vaccine DEMO3' }).click();
      const out = page.locator('.staff-notice').filter({ hasText: 'has run out' });
      await expect(page.getByText(/A clinic lead can stop taking bookings for it/)).toBeVisible();
      await look(page, 'stock-run-out');
      await out.getByRole('button', { name: 'Undo' }).click();
      await expect(page.getByRole('button', { name: 'Run out Demo MMR vaccine DEMO3' })).toBeVisible();
      await at('call-list');
      await expect(page.getByRole('heading', { name: 'Call list' })).toBeVisible();
      await look(page, 'call-list');
      await page.goto(`${staffUrl}/account`);
      await look(page, 'account-page');
      await page.getByRole('button', { name: 'Set up the app' }).click();
      await expect(page.getByRole('img', { name: /^Picture to scan/ })).toBeVisible();
      await look(page, 'account-app');
      await page.goto(`${staffUrl}/join#not-a-link-any-more`);
      await expect(page.getByRole('heading', { name: 'This link does not work any more' })).toBeVisible();
      await look(page, 'join-wrong');
    });

    test('pages of the clinic lead', async ({ page }) => {
      const { siteId } = await bookForToday();
      await enter(page, 'clinic lead');
      const at = (path: string) => page.goto(`${staffUrl}/sites/${siteId}/${path}`);
      await at('clinics');
      // Seven days beside each other are for a wide screen.
      if (width < 500) await page.getByRole('button', { name: 'Show as a calendar' }).click();
      await expect(page.getByRole('grid')).toBeVisible();
      await look(page, 'clinics-week');
      await page.getByRole('button', { name: 'Show as a table' }).click();
      await look(page, 'clinics-week-table');
      await at('clinics?view=day');
      await expect(page.getByRole('heading', { name: 'By service' })).toBeVisible();
      await look(page, 'clinics-day');
      await at('clinics?view=month');
      await expect(page.getByText(/booked/).first()).toBeAttached();
      await look(page, 'clinics-month');
      await at('clinics?view=list');
      await expect(page.getByRole('heading', { name: 'Closures' })).toBeVisible();
      await look(page, 'clinics-list');
      await at('clinics/new/dates');
      await look(page, 'new-clinic-dates');
      await page.getByLabel('Yes, on the same days each week').check();
      await page.getByRole('button', { name: 'Continue' }).click();
      await expect(page).toHaveTitle(/^Error: /);
      await look(page, 'new-clinic-dates-error');
      await page.getByLabel('No, one day').check();
      for (const step of ['times', 'people', 'services', 'options']) {
        if (step === 'options') await page.getByLabel(/^Blood test/).check();
        await page.getByRole('button', { name: 'Continue' }).click();
        await expect(page).toHaveURL(new RegExp(`/new/${step}$`));
        // The faults of a page before are none of this one.
        await expect(page.getByText('There is a problem')).toHaveCount(0);
        await look(page, `new-clinic-${step}`);
      }
      await page.getByRole('button', { name: 'Continue' }).click();
      await expect(page.getByRole('button', { name: 'Publish clinic' })).toBeEnabled();
      await look(page, 'new-clinic-check');
      await at('clinics?view=day');
      await page.getByRole('rowheader').first().getByRole('link').click();
      await expect(page.getByRole('heading', { name: /^Clinic on/ })).toBeVisible();
      await look(page, 'clinic');
      await page.getByRole('link', { name: 'Change Times' }).click();
      await page.getByLabel('Finishes').fill('11:00');
      await look(page, 'clinic-change');
      await page.getByRole('button', { name: 'See what this does' }).click();
      await expect(page.getByRole('heading', { name: 'What this does' })).toBeVisible();
      await look(page, 'clinic-effect');
      await at('close');
      await look(page, 'close-reason');
      await page.getByLabel('Weather').check();
      await page.getByRole('button', { name: 'Continue' }).click();
      await expect(page.getByLabel('First day')).toBeVisible();
      await look(page, 'close-scope');
      await page.getByRole('button', { name: 'Continue' }).click();
      await expect(page.getByText('Appointments affected')).toBeVisible();
      await look(page, 'close-preview');
      await page.getByRole('button', { name: 'Continue' }).click();
      await expect(page.getByText(/^Messages wait one minute/)).toBeVisible();
      await look(page, 'close-messages');
      await page.getByRole('button', { name: 'Continue' }).click();
      await expect(page.getByRole('button', { name: /^Close and tell/ })).toBeVisible();
      await look(page, 'close-confirm');
      await at('block');
      await look(page, 'block-time');
    });

    test('pages of phone agent, site administrator and region', async ({ page }) => {
      const { siteId, reference } = await bookForToday();
      await enter(page, 'phone agent');
      await page.goto(`${staffUrl}/phone`);
      await expect(page.locator('.staff-times button').first()).toBeVisible();
      await look(page, 'phone');
      await page.getByRole('button', { name: 'Book', exact: true }).click();
      await expect(page.getByRole('link', { name: 'Choose a time' })).toBeVisible();
      await look(page, 'phone-error');
      await page.getByText('Help needed (optional)').click();
      await expect(page.getByLabel('Way in without steps')).toBeVisible();
      await look(page, 'phone-help');
      const lastName = await askForVisit();
      await page.goto(`${staffUrl}/home-visits`);
      const wish = page.getByRole('row').filter({ hasText: lastName });
      await expect(wish).toBeVisible();
      await look(page, 'home-visits');
      await wish.getByRole('button', { name: /^Called/ }).click();
      await expect(page.getByRole('status').filter({ hasText: `${lastName}: Called` })).toBeVisible();
      await wish.getByText('Note or close').click();
      await look(page, 'home-visits-called');
      await page.goto(`${staffUrl}/home-visits?list=closed`);
      await expect(page.getByRole('table', { name: 'Closed in the last month' })).toBeVisible();
      await look(page, 'home-visits-closed');
      if (width < 500) {
        const menu = page.getByRole('button', { name: 'Menu' });
        await expect(page.getByRole('link', { name: 'Phone booking' })).toBeHidden();
        await menu.press('Enter');
        await expect(page.getByRole('link', { name: 'Phone booking' })).toBeVisible();
        await look(page, 'menu');
        await page.keyboard.press('Escape');
        await expect(page.getByRole('link', { name: 'Phone booking' })).toBeHidden();
        await expect(menu).toBeFocused();
      }
      await page.context().clearCookies();
      await enter(page, 'site administrator');
      await page.goto(`${staffUrl}/sites/${siteId}/details`);
      await expect(page.getByRole('heading', { name: 'What residents see' })).toBeVisible();
      await look(page, 'site-details');
      await page.goto(`${staffUrl}/sites/${siteId}/why`);
      await expect(page.getByText(/^Residents are/)).toBeVisible();
      await look(page, 'why');
      await page.goto(`${staffUrl}/team`);
      await expect(page.getByRole('heading', { name: 'Invite somebody' })).toBeVisible();
      await look(page, 'team');
      await page.getByRole('button', { name: 'Invite', exact: true }).click();
      await expect(page.getByRole('link', { name: 'Enter a name' })).toBeVisible();
      await look(page, 'team-error');
      await page.context().clearCookies();
      await enter(page, 'region administrator');
      await page.goto(`${staffUrl}/region`);
      await expect(page.getByText('Everything is set up: residents can book.')).toBeVisible();
      await page.getByText('Add sites from a CSV file').click();
      await look(page, 'region');
      await page.goto(`${staffUrl}/sites/${siteId}/report`);
      await expect(page.getByRole('rowheader', { name: 'All', exact: true })).toBeVisible();
      await look(page, 'report');
      const file = page.waitForEvent('download');
      await page.getByRole('button', { name: /What became of appointments/ }).click();
      expect((await file).suggestedFilename()).toMatch(/\.csv$/);
      await page.getByLabel('Count by').selectOption({ label: 'Service' });
      await expect(page.getByRole('columnheader', { name: 'Service' })).toBeVisible();
      await page.getByLabel('Last day').fill('2020-01-01');
      await expect(page.getByText(/^Choose a last day/)).toBeVisible();
      await look(page, 'report-error');
      await page.goto(`${staffUrl}/reports`);
      await expect(page.getByRole('heading', { name: 'Whom we reach' })).toBeVisible();
      await expect(page.getByRole('rowheader', { name: 'All', exact: true })).toBeVisible();
      await look(page, 'reports');
      await page.goto(`${staffUrl}/audit`);
      await expect(page.getByRole('rowheader').first()).toBeVisible();
      await look(page, 'audit');
      const noSessions = page.getByText(/^Signing in and out is left out/);
      const signedIn = page.getByRole('rowheader').filter({ hasText: /^Signed in/ });
      await expect(noSessions).toBeVisible();
      await expect(signedIn).toHaveCount(0);
      await page.getByLabel('What was done').selectOption({ label: 'Signed in' });
      await page.getByRole('button', { name: 'Show', exact: true }).click();
      await expect(signedIn.first()).toBeVisible();
      await expect(noSessions).toBeHidden();
      await page.getByRole('button', { name: 'Clear' }).click();
      await page.getByLabel('Booking reference').fill('K7QF9-X2A4');
      await page.getByRole('button', { name: 'Show', exact: true }).click();
      await expect(page.getByRole('link', { name: /^A reference has 10 letters/ })).toBeVisible();
      await look(page, 'audit-error');
      await page.getByLabel('Booking reference').fill(reference);
      await page.getByRole('button', { name: 'Show', exact: true }).click();
      const booked = page.getByRole('row').filter({ hasText: 'Booked' });
      await expect(booked).toContainText('The person');
      await booked.getByText('Details').click();
      await expect(booked.getByText('Request')).toBeVisible();
      await look(page, 'audit-booking');
      const rows = page.waitForEvent('download');
      await page.getByRole('button', { name: 'Save these rows as a file (CSV)' }).click();
      expect((await rows).suggestedFilename()).toBe('audit.csv');
      await page.getByLabel('Until').fill('2020-01-01');
      await page.getByRole('button', { name: 'Show', exact: true }).click();
      await expect(page.getByText(/^Nothing was done that fits your choice/)).toBeVisible();
      await look(page, 'audit-none');
      await page.getByRole('button', { name: 'Clear' }).click();
      await expect(page.getByRole('rowheader').first()).toBeVisible();
      await page.getByLabel('Site', { exact: true }).selectOption({ label: 'The region, at no site' });
      await page.getByLabel('Who', { exact: true }).selectOption({ label: 'Rosa Ibekwe, region@fairslot.test' });
      await page.getByLabel('What was done').selectOption({ label: 'Signed in' });
      await page.getByRole('button', { name: 'Show', exact: true }).click();
      await expect(page).toHaveURL(/who=.*act=staff.signed_in/);
      const mine = page.getByRole('row').filter({ has: signedIn }).first();
      await expect(mine).toContainText('Rosa Ibekwe');
      await expect(page.getByRole('row').filter({ hasText: 'Dilys Morgan' })).toHaveCount(0);
      await mine.getByText('Details').click();
      await look(page, 'audit-region');
    });
  });
}
