import { createClient } from '@fairslot/client';
import { createClinic, createSeries } from '@fairslot/contract';
import { addDays } from '@fairslot/domain';
import { expect, test } from '@playwright/test';
import { accountOf, apiUrl, bookForToday, bookMany, enter, fillSignIn, leadSite, type Booked } from './desk';
import { lookAt } from './look';

// A product that was started at another time is used by a browser of that time.
test.beforeEach(async ({ page }) => {
  if (process.env['CLOCK']) await page.clock.setSystemTime(new Date(process.env['CLOCK']));
});

const client = createClient({ baseUrl: apiUrl });

test('T30 sign-in is one screen from today', async ({ page }) => {
  await enter(page, '/', 'front desk');
  await expect(page.getByRole('heading', { level: 1, name: /^Today/ })).toBeVisible();
});

test('T31 one press checks in, one takes it back', async ({ page }) => {
  const { name, siteId } = await bookForToday();
  await enter(page, `/sites/${siteId}/today`, 'front desk');
  const row = page.getByRole('row').filter({ hasText: name });
  await row.getByRole('button', { name: 'Check in' }).click();
  await expect(row).toContainText('Arrived');
  await row.getByRole('button', { name: 'Undo' }).click();
  await expect(row).toContainText('Expected');
});

test('T32 a walk-in is three things to type and two presses, within twenty seconds', async ({ page }) => {
  const { siteId } = await bookForToday();
  await enter(page, `/sites/${siteId}/today`, 'front desk');
  const begun = Date.now();
  await page.getByRole('link', { name: 'Add walk-in' }).click();
  const last = `Walk${String(Date.now())
    .slice(-6)
    .replace(/\d/g, (digit) => 'abcdefghij'.charAt(Number(digit)))}`;
  await page.getByLabel('First name').fill('Wanda');
  await page.getByLabel('Last name').fill(last);
  await page.getByLabel('Date of birth').fill('3 4 1954');
  await page.getByRole('button', { name: 'Add and check in' }).click();
  await expect(page.getByText(`Wanda ${last} is added and checked in`, { exact: false })).toBeVisible();
  const row = page.getByRole('row').filter({ hasText: last });
  await expect(row).toContainText('Arrived');
  expect(Date.now() - begun).toBeLessThan(20_000);
  // Who was added just now is in sight, however long the list is.
  await expect(row).toBeInViewport();
});

test('T32b a walk-in with mistakes is told each, and keeps what was typed', async ({ page }) => {
  const { siteId } = await bookForToday();
  await enter(page, `/sites/${siteId}/walk-in`, 'front desk');
  await page.getByLabel('First name').fill('Only');
  await page.getByRole('button', { name: 'Add and check in' }).click();
  await expect(page).toHaveTitle(/^Error: /);
  await expect(page.getByRole('link', { name: 'Enter a last name' })).toBeVisible();
  await page.getByRole('link', { name: 'Enter a date of birth, such as 3 4 1954' }).click();
  await expect(page.getByLabel('Date of birth')).toBeFocused();
  await expect(page.getByLabel('First name')).toHaveValue('Only');
});

test('T33 a caller’s booking is found in two actions', async ({ page }) => {
  const { reference, name } = await bookForToday();
  await enter(page, '/search', 'clinic lead');
  await page.getByLabel('Find a booking').fill(reference);
  await page.keyboard.press('Enter');
  await expect(page.getByRole('link', { name })).toBeVisible();
});

test('T34 a series of thirteen weeks with a break is published within seven pages', async ({ page }) => {
  const { siteId, today } = await leadSite();
  await enter(page, `/sites/${siteId}/clinics/new/dates`, 'clinic lead');
  const pages = new Set<string>();
  const next = async () => {
    pages.add(await page.getByRole('heading', { level: 1 }).innerText());
    await page.getByRole('button', { name: 'Continue' }).click();
  };
  await page.getByLabel('Yes, on the same days each week').check();
  const startsOn = addDays(today, 200);
  await page.getByLabel('First date').fill(startsOn);
  await page.getByLabel('Last date').fill(addDays(startsOn, 13 * 7 - 1));
  await page.getByLabel('Tuesday').check();
  await expect(page.getByText('That is 13 clinics.')).toBeVisible();
  await next();
  // Another minute every run, because clinics of one time and kind are there once.
  await page.getByLabel('Starts').fill(`09:${String(Math.floor(Date.now() / 60_000) % 60).padStart(2, '0')}`);
  await page.getByLabel('Finishes').fill('17:00');
  await page.getByRole('button', { name: 'Add a break' }).click();
  await page.getByLabel('Break 1 from').fill('12:00');
  await page.getByLabel('Break 1 until').fill('13:00');
  await next();
  await page.getByRole('radio', { name: '2', exact: true }).check();
  await page.getByLabel('Minutes for each appointment').fill('10');
  await expect(page.getByText(/^That is 12 appointments an hour, \d+ a day, [\d,]+ in all\.$/)).toBeVisible();
  await next();
  await page.getByLabel(/^Blood test/).check();
  await next();
  await next();
  pages.add(await page.getByRole('heading', { level: 1 }).innerText());
  await page.getByRole('button', { name: 'Publish 13 clinics' }).click();
  await expect(page.getByRole('heading', { name: '13 clinics published' })).toBeVisible();
  expect(pages.size).toBeLessThanOrEqual(7);
});

test('T35 the finish time of 66 clinics is one edit, within a minute', async ({ page }) => {
  const { bearer, siteId, today } = await leadSite();
  // A different hour every run, because clinics of one time and kind are there once.
  const minute = String(new Date().getMinutes()).padStart(2, '0');
  const startsOn = addDays(today, 10);
  const series = await client.call(createSeries, {
    bearer,
    params: { siteId },
    body: {
      startsOn,
      endsOn: addDays(startsOn, 65),
      weekdays: [1, 2, 3, 4, 5, 6, 7],
      from: `04:${minute}`,
      until: '06:00',
      slotMinutes: 10,
      capacity: 1,
      serviceIds: ['blood-test'],
    },
  });
  await enter(page, `/sites/${siteId}/series/${series.id}`, 'clinic lead');
  const begun = Date.now();
  await page.getByRole('link', { name: 'Change Times' }).click();
  await page.getByLabel('Finishes').fill('06:30');
  await page.getByRole('button', { name: 'See what this does' }).click();
  await expect(page.getByText('66 clinics change.')).toBeVisible();
  await page.getByRole('button', { name: 'Save the change' }).click();
  await expect(page.getByRole('heading', { name: /^Done/ })).toBeVisible();
  expect(Date.now() - begun).toBeLessThan(60_000);
});

test('T36 a day of 43 is closed: the figures add up, and everybody is told or on the call list', async ({ page }) => {
  test.slow();
  const { siteId, date, people } = await bookMany(43);
  await enter(page, `/sites/${siteId}/close?date=${date}`, 'region administrator');
  await page.getByLabel('Weather').check();
  for (let screen = 0; screen < 2; screen += 1) await page.getByRole('button', { name: 'Continue' }).click();
  const figure = async (name: string) => {
    const line = page.locator('.staff-figures > div').filter({ hasText: name });
    return Number((await line.locator('dd').innerText()).replace(/,/g, ''));
  };
  // Where each of so many may go takes its time on a busy machine.
  await expect(page.getByText('Appointments affected')).toBeVisible({ timeout: 45_000 });
  const all = await figure('Appointments affected');
  expect(all).toBe(people);
  const parts = [
    await figure('Given another time and told'),
    await figure('To call'),
    await figure('Cancelled and told'),
    await figure('Seen by another'),
    await figure('Seen as before'),
  ];
  expect(parts.reduce((sum, n) => sum + n, 0)).toBe(all);
  for (const n of [0, 1, 2]) expect(parts[n]).toBeGreaterThan(0);
  await page.getByRole('button', { name: 'Continue' }).click();
  // The very words of the message, the link left out.
  await expect(page.getByText(/cannot see you for your .* on .*We have kept this time for you/s).first()).toBeVisible();
  await expect(page.getByText(/\/m\/\*{16}/).first()).toBeVisible();
  await page.getByRole('button', { name: 'Continue' }).click();
  await page.getByRole('button', { name: /^Close and tell/ }).click();
  await expect(page.getByRole('heading', { name: 'Closed' })).toBeVisible();
  expect(await figure('Given another time and told')).toBe(parts[0]);
  await page.getByRole('link', { name: /^Call list/ }).click();
  await expect(page.getByRole('table', { name: 'People to call' }).getByRole('rowheader')).toHaveCount(parts[1] ?? 0);
});

test('T37 a clinic stops taking bookings until stock comes, and takes them again', async ({ page }) => {
  const { bearer, siteId, today } = await leadSite();
  const minute = String(new Date().getSeconds()).padStart(2, '0');
  const made = await client.call(createClinic, {
    bearer,
    params: { siteId },
    body: {
      date: addDays(today, 150),
      from: `07:${minute}`,
      until: '08:30',
      slotMinutes: 10,
      capacity: 1,
      serviceIds: ['mmr'],
    },
  });
  await enter(page, `/sites/${siteId}/clinics/${made.id}`, 'clinic lead');
  await page.getByLabel('Last day of the pause (optional)').fill(addDays(today, 150));
  await page.getByRole('button', { name: 'Stop taking bookings' }).click();
  await expect(page.getByRole('link', { name: /today or later, and before the clinic/ })).toBeVisible();
  await lookAt(page, [390, 1280], 'staff-clinic-pause-error');
  await page.getByLabel('Last day of the pause (optional)').fill(addDays(today, 149));
  await page.getByRole('button', { name: 'Stop taking bookings' }).click();
  await expect(page.getByText('No more bookings are taken. Who is booked stays booked.')).toBeVisible();
  await expect(page.getByText(/^Paused until the end of/)).toBeVisible();
  await lookAt(page, [390, 1280], 'staff-clinic-paused');
  await page.getByRole('button', { name: 'Take bookings again' }).click();
  await expect(page.getByText('Bookings are taken again.')).toBeVisible();
});

test('T38 a caller is booked in any order, and finished without them when they hang up', async ({ page }) => {
  await enter(page, '/phone', 'phone agent');
  await page.getByLabel('What for?').selectOption({ label: 'MMR vaccine' });
  await page.getByLabel('Site', { exact: true }).selectOption({ label: 'Royal Liverpool University Hospital' });
  // The time first, then the contact, then who it is.
  await page.locator('.staff-times button').last().click();
  await expect(page.getByText(/is kept until/)).toBeVisible();
  await page.getByLabel('Email (optional)').fill('caller@example.com');
  const born = new Date(Date.now() - 4 * 365 * 86_400_000).toISOString().slice(0, 10);
  await page.getByLabel('First name').fill('Cally');
  await page.getByLabel('Last name').fill('Ringer');
  await page.getByRole('button', { name: 'Finish without the caller' }).click();
  await expect(page.getByRole('link', { name: 'Enter a date of birth, such as 3 4 1954' })).toBeVisible();
  await page.getByLabel('Date of birth').fill(born);
  await page.getByRole('button', { name: 'Finish without the caller' }).click();
  await expect(page.getByRole('heading', { name: 'Booked for Cally Ringer' })).toBeVisible();
  await expect(page.getByText(/^Read it out:/)).toContainText(' for ');
  await page.getByRole('button', { name: 'Same again for family' }).click();
  await expect(page.getByLabel('Last name')).toHaveValue('Ringer');
  await expect(page.getByLabel('Email (optional)')).toHaveValue('caller@example.com');
});

test('T40 a session that ends half way through a form leads back to it, as it was', async ({ page }) => {
  const { siteId } = await bookForToday();
  await enter(page, `/sites/${siteId}/walk-in`, 'front desk');
  await page.getByLabel('First name').fill('Half');
  await page.getByLabel('Last name').fill('Done');
  await page.getByLabel('Date of birth').fill('3 4 1954');
  await page.context().clearCookies();
  await page.getByRole('button', { name: 'Add and check in' }).click();
  await expect(page.getByText('Your session ended.')).toBeVisible();
  await fillSignIn(page, accountOf('front desk'));
  await expect(page.getByLabel('Last name')).toHaveValue('Done');
  await page.getByRole('button', { name: 'Add and check in' }).click();
  await expect(page.getByText(/Half Done is added/)).toBeVisible();
});

test('T41 the week is walked with arrows and a clinic opened with Enter', async ({ page }) => {
  const siteId = 'royal-liverpool-university-hospital';
  await enter(page, `/sites/${siteId}/clinics`, 'clinic lead');
  const grid = page.getByRole('grid');
  await expect(grid).toBeVisible();
  await grid.locator('[data-cell="0-0"]').focus();
  for (let day = 0; day < 6; day += 1) await page.keyboard.press('ArrowRight');
  await expect(grid.locator('[data-cell="0-6"]')).toBeFocused();
  await page.keyboard.press('ArrowLeft');
  await page.keyboard.press('End');
  await expect(grid.locator('[data-cell="0-6"]')).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { level: 1, name: /^Clinic on/ })).toBeVisible();
  await page.goBack();
  await page.getByRole('button', { name: 'Show as a table' }).click();
  await expect(page.getByRole('table', { name: /^Clinics in the week/ })).toBeVisible();
  await page.reload();
  await expect(page.getByRole('table', { name: /^Clinics in the week/ })).toBeVisible();
  await page.getByRole('button', { name: 'Show as a calendar' }).click();
});

test('T42 a part that cannot be fetched leaves today and the frame usable, and can be tried again', async ({
  page,
}) => {
  const booked: Booked = await bookForToday();
  await page.route('**/assets/clinics-pages-*.js', (route) => route.abort());
  await enter(page, `/sites/${booked.siteId}/today`, 'front desk');
  await page.getByRole('link', { name: 'Clinics', exact: true }).click();
  await expect(page.getByRole('heading', { name: 'This page did not load' })).toBeVisible();
  await page.getByRole('link', { name: 'Today', exact: true }).click();
  await expect(page.getByRole('row').filter({ hasText: booked.name })).toBeVisible();
  await page.unroute('**/assets/clinics-pages-*.js');
  await page.getByRole('link', { name: 'Clinics', exact: true }).click();
  await page.reload();
  await expect(page.getByRole('heading', { name: 'Clinics', level: 1 })).toBeVisible();
});
