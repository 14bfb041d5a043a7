import { expect, test } from '@playwright/test';

const env = (name: string): string => process.env[name] ?? '';
const staffUrl = env('STAFF_URL').replace(/\/$/, '');
const bookingUrl = env('BOOKING_URL').replace(/\/$/, '');

/** From nothing to a booking that the public can make: every page that is opened on the way counts. */
test('a region with nothing in it takes its first booking within nine screens of set-up and fifteen minutes', async ({
  page,
}) => {
  test.slow();
  const begun = Date.now();
  const screens: string[] = [];
  const screen = async (name: string | RegExp) => {
    await expect(page.getByRole('heading', { level: 1, name })).toBeVisible();
    screens.push(await page.getByRole('heading', { level: 1 }).innerText());
  };
  await page.goto(staffUrl);
  await page.getByLabel('Email address').fill(env('ADMIN_EMAIL'));
  await page.getByLabel('Password', { exact: true }).fill(env('ADMIN_PASSWORD'));
  await page.getByRole('button', { name: 'Sign in' }).click();
  await screen('Nothing is set up yet');
  await page.getByRole('link', { name: 'Set up the region' }).click();
  await screen(/^Region/);
  const addCsv = async (title: string, csv: string) => {
    const part = page.locator('details').filter({ hasText: title });
    await part.getByText(title).click();
    await part.getByLabel('Or paste the rows here').fill(csv);
    await part.getByRole('button', { name: 'Check the file' }).click();
    await part.getByRole('button', { name: /^Add 1 row/ }).click();
    await expect(page.getByText('1 row added.').last()).toBeVisible();
  };
  await addCsv('Add organisations from a CSV file', 'code;name\nCAP1;Servei de salut Nord');
  await addCsv(
    'Add sites from a CSV file',
    'name;kind;organisation;place;address;postcode;latitude;longitude\nCentre de Salut Nord;gp_hub;CAP1;Nord;Carrer Major 1;17001;41,98;2,82',
  );
  await page.getByRole('button', { name: 'Add Flu vaccine' }).click();
  await expect(page.getByRole('rowheader', { name: /Flu vaccine/ })).toBeVisible();
  await page.getByRole('link', { name: 'Create a clinic' }).click();
  await screen('When is the clinic?');
  const tomorrow = new Date(Date.now() + 2 * 86_400_000).toISOString().slice(0, 10);
  await page.getByLabel('Date').fill(tomorrow);
  for (const heading of ['What time does it start and finish?', /^How many people/, 'Who is it for?']) {
    await page.getByRole('button', { name: 'Continue' }).click();
    await screen(heading);
  }
  await page.getByLabel(/^Flu vaccine/).check();
  await page.getByRole('button', { name: 'Continue' }).click();
  await screen('Any options?');
  await page.getByRole('button', { name: 'Continue' }).click();
  await screen(/^Check the clinic/);
  await page.getByRole('button', { name: 'Publish clinic' }).click();
  await expect(page.getByRole('heading', { name: 'Clinic published' })).toBeVisible();
  expect(screens.length, screens.join(' > ')).toBeLessThanOrEqual(9);

  // A resident, elsewhere, without an account; the region has its own name, time zone and areas.
  const api = `${env('API_URL')}/v1`.replace(/\/v1\/v1$/, '/v1');
  const found = async () =>
    (await (await page.request.get(`${api}/availability?service=flu&near=Nord`)).json()) as {
      items: { site: { id: string; name: string }; nextTimes: { start: string }[] }[];
    };
  await expect.poll(async () => (await found()).items.length).toBe(1);
  const [site] = (await found()).items;
  expect(site?.nextTimes[0]?.start).toMatch(/T09:00:00\+0[12]:00$/);
  const send = async (path: string, data: object) =>
    (await (
      await page.request.post(`${api}${path}`, { data, headers: { 'idempotency-key': crypto.randomUUID() } })
    ).json()) as Record<string, string> & { bookings?: { reference: string }[] };
  const dateOfBirth = '1950-03-27';
  const hold = await send('/holds', {
    siteId: site?.site.id,
    start: site?.nextTimes[0]?.start,
    attendees: [{ serviceId: 'flu', dateOfBirth }],
  });
  const booked = await send('/bookings', {
    holdId: hold['holdId'],
    token: hold['token'],
    people: [{ firstName: 'Primera', lastName: 'Persona', dateOfBirth }],
    contact: { none: true },
  });
  expect(booked.bookings?.[0]?.reference).toMatch(/^[0-9A-Z]{5}-[0-9A-Z]{5}$/);
  await page.goto(bookingUrl);
  await expect(page.locator('body')).toContainText('Comarca Nord');
  await page.goto(`${staffUrl}/sites/${site?.site.id}/today?date=${tomorrow}`);
  await expect(page.getByRole('rowheader', { name: /Primera Persona/ })).toBeVisible();

  // There are no NHS numbers here: no page names them, and nobody has details to check for want of one.
  const noNhs = async () => {
    await expect(page.getByText('Loading', { exact: true })).toHaveCount(0);
    await expect(page.locator('body')).not.toContainText(/NHS/);
  };
  await noNhs();
  await expect(page.getByText('Details to check')).toHaveCount(0);
  const shown = (path: string) => page.goto(`${staffUrl}${path}`).then(noNhs);
  await shown(`/sites/${site?.site.id}/walk-in`);
  await shown(`/sites/${site?.site.id}/paper?date=${tomorrow}`);
  await shown('/search?q=Persona');
  await shown('/phone');
  await shown('/cohorts/new');
  await shown(`/sites/${site?.site.id}/bookings/${booked.bookings?.[0]?.reference}`);
  expect(Date.now() - begun).toBeLessThan(15 * 60_000);
});
