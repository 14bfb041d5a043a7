import { expect, test, type Page } from '@playwright/test';
import { accountOf, bookForToday, fillSignIn, staffUrl } from './desk';
import { look as lookOnce } from './look';

/** The narrow one in the long proof: pages.e2e.ts looks at a narrow screen in every run. */
const widths = process.env['PROOF'] ? [390, 1280] : [1280];

for (const width of widths) {
  test.describe(`at ${width} px`, () => {
    test.use({ viewport: { width, height: width < 500 ? 844 : 900 }, locale: 'en-GB' });
    // Each page is looked at by axe, and a whole day is long.
    test.setTimeout(240_000);

    // A product that was started at another time is looked at by a browser of that time.
    test.beforeEach(async ({ page }) => {
      if (process.env['CLOCK']) await page.clock.setSystemTime(new Date(process.env['CLOCK']));
    });

    const look = (page: Page, name: string) => lookOnce(page, { name: `staff-${name}`, width, fullPage: true });

    test('sign in, and what can go wrong there', async ({ page }) => {
      await page.goto(`${staffUrl}/sign-in`);
      await expect(page.getByRole('heading', { name: 'Sign in' })).toBeVisible();
      await look(page, 'sign-in');
      await page.getByRole('button', { name: 'Sign in' }).click();
      await expect(page).toHaveTitle(/^Error: /);
      await look(page, 'sign-in-empty');
      await fillSignIn(page, { email: 'nobody@fairslot.test', password: 'not this' });
      await expect(
        page.getByRole('link', { name: 'Check your email address and password. One of them is wrong' }),
      ).toBeVisible();
      await look(page, 'sign-in-wrong');
    });

    test('today, a press, filters, another day', async ({ page }) => {
      const { name, siteId, date } = await bookForToday();
      await page.goto(`${staffUrl}/sites/${siteId}/today`);
      await fillSignIn(page, accountOf('front desk'));
      const row = page.getByRole('row').filter({ hasText: name });
      await expect(row).toBeVisible();
      await look(page, 'today');
      await row.getByRole('button', { name: 'Check in' }).click();
      await expect(page.getByRole('status')).toContainText('Checked in');
      await look(page, 'today-checked-in');
      await page.getByLabel('Find in this list').fill('amina');
      await page.evaluate(() => scrollTo(0, 0));
      await look(page, 'today-found-in-list');
      await page.getByRole('button', { name: /^Your account/ }).click();
      await look(page, 'account');
      await page.keyboard.press('Escape');
      await page.getByLabel('Find in this list').fill('nobody has this name');
      await look(page, 'today-no-match');
      await page.goto(`${staffUrl}/sites/${siteId}/today?date=${date.slice(0, 3)}9-01-01`);
      await expect(page.getByText('Nobody is booked on this day.')).toBeVisible();
      await look(page, 'today-empty');
    });

    test('many sites, a site that is not mine, an address that does not exist', async ({ page }) => {
      await page.goto(`${staffUrl}/`);
      await fillSignIn(page, accountOf('region administrator'));
      await page.getByRole('button', { name: /^Change site/ }).click();
      await page.getByLabel('Find a site by name or Place').fill('royal');
      await look(page, 'sites');
      await page.goto(`${staffUrl}/sites/no-such-site/today`);
      await expect(page.getByRole('heading', { name: 'We cannot find that site' })).toBeVisible();
      await look(page, 'site-not-found');
      await page.goto(`${staffUrl}/no/such/page`);
      await expect(page.getByRole('heading', { name: 'Page not found' })).toBeVisible();
      await look(page, 'not-found');
    });

    test('search, found, not found, too short', async ({ page }) => {
      const { name, reference } = await bookForToday();
      await page.goto(`${staffUrl}/search`);
      await fillSignIn(page, accountOf('front desk'));
      await expect(page.getByRole('heading', { name: 'Search' })).toBeVisible();
      await look(page, 'search');
      await page.getByRole('button', { name: 'Search', exact: true }).click();
      await expect(page.getByText('Enter at least 2 letters or numbers')).toBeVisible();
      await look(page, 'search-error');
      await page.getByLabel('Find a booking').fill(reference);
      await page.keyboard.press('Enter');
      await expect(page.getByRole('link', { name })).toBeVisible();
      await look(page, 'search-found');
      await page.getByLabel('Find a booking').fill('zzzzzz');
      await page.keyboard.press('Enter');
      await expect(page.getByText('No booking matches in your sites.')).toBeVisible();
      await look(page, 'search-none');
    });

    test('a connection that is lost is said, and the list stays', async ({ page }) => {
      const { siteId, name } = await bookForToday();
      await page.goto(`${staffUrl}/sites/${siteId}/today`);
      await fillSignIn(page, accountOf('front desk'));
      await expect(page.getByRole('row').filter({ hasText: name })).toBeVisible();
      await page.route('**/day', (route) => route.abort());
      // Coming back to the tab reads the list at once.
      await page.evaluate(() => window.dispatchEvent(new Event('visibilitychange')));
      await expect(page.getByText(/^No connection since/)).toBeVisible({ timeout: 10_000 });
      await expect(page.getByRole('row').filter({ hasText: name })).toBeVisible();
      await look(page, 'today-no-connection');
    });
  });
}

test('the first view asks nobody else for anything', async ({ page }) => {
  const asked: string[] = [];
  page.on('request', (request) => asked.push(request.url()));
  await page.goto(`${staffUrl}/sign-in`);
  await expect(page.getByRole('heading', { name: 'Sign in' })).toBeVisible();
  expect(asked.filter((address) => !address.startsWith(staffUrl))).toEqual([]);
  expect(asked.filter((address) => /\.woff2?$/.test(address))).toEqual([]);
});
