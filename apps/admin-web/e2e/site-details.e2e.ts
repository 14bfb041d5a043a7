import { expect, test, type Browser, type Locator, type Page } from '@playwright/test';
import { bookForToday, bookingUrl, enter, rememberDetails, takePicturesAway } from './desk';
import { lookAt } from './look';

test.use({ viewport: { width: 1280, height: 900 } });
test.beforeEach(async ({ page }) => {
  if (process.env['CLOCK']) await page.clock.setSystemTime(new Date(process.env['CLOCK']));
});

const preview = (page: Page) => page.getByRole('complementary', { name: 'What residents see' });
const pictures = (page: Page) => page.getByRole('region', { name: 'Pictures of the way in' });
const save = (page: Page) => page.getByRole('button', { name: 'Save', exact: true }).click();

/** The page of the site as its administrator opens it. */
async function openDetails(page: Page): Promise<string> {
  const { siteId } = await bookForToday();
  await takePicturesAway(siteId);
  await enter(page, `/sites/${siteId}/details`, 'site administrator');
  await expect(preview(page)).toBeVisible();
  return siteId;
}

/** What a resident reads of the site, in a browser of their own. */
async function askAsResident(browser: Browser, siteId: string, look: (resident: Page) => Promise<void>): Promise<void> {
  const resident = await (await browser.newContext()).newPage();
  await resident.goto(`${bookingUrl}/place/${siteId}`);
  await look(resident);
  await resident.context().close();
}

/** Whether the browser has drawn it, which says more than that it stands in the page. */
const isDrawn = (picture: Locator) =>
  picture.evaluate((one: HTMLImageElement) => one.decode().then(() => one.naturalWidth > 0));

test('what residents see follows what is typed, and is theirs once it is saved', async ({ page, browser }) => {
  const siteId = await openDetails(page);
  const putBack = await rememberDetails(siteId);
  const [way, buses] = [page.getByLabel('How to find it'), page.getByLabel('Buses', { exact: true })];
  const sentence = `Ring the bell at the green gate ${siteId.length}.`;
  await way.fill(sentence);
  await buses.fill('82A: Eastern Avenue');
  await page.getByLabel('Name in text messages').fill('Royal, green gate');
  await page.getByLabel('There is a ramp').check();
  const seen = preview(page);
  await expect(seen.getByText(sentence)).toBeVisible();
  await expect(seen.getByText('Bus 82A stops at Eastern Avenue.')).toHaveCount(2);
  await expect(seen.getByText('There is a ramp at the way in.')).toBeVisible();
  await expect(seen.getByText(/10:50am, Royal, green gate$/)).toBeVisible();
  await askAsResident(browser, siteId, (resident) => expect(resident.getByText(sentence)).toHaveCount(0));
  await save(page);
  await expect(page.getByText('Saved. Residents see it now.')).toBeVisible();
  await askAsResident(browser, siteId, async (resident) => {
    await expect(resident.getByText(sentence)).toBeVisible();
    await expect(resident.getByText('Bus 82A stops at Eastern Avenue.')).toBeVisible();
  });
  await putBack();
});

test('a picture comes with its words to the preview and to the page that residents read, and goes again', async ({
  page,
  browser,
}) => {
  const siteId = await openDetails(page);
  const alt = 'A blue door beside the bakery, with a bell on the left';
  await page.getByLabel('How to find it').fill('Typed, and not saved yet.');
  const part = pictures(page);
  await part.getByLabel('Picture').setInputFiles({
    name: 'door.png',
    mimeType: 'image/png',
    buffer: await page.screenshot(),
  });
  await part.getByLabel('What does it show?').fill(alt);
  await part.getByRole('button', { name: 'Add picture' }).click();
  await expect(part.getByText('Added. Residents see it now.')).toBeVisible();
  expect(await isDrawn(preview(page).getByRole('img', { name: alt, exact: true }))).toBe(true);
  await expect(part.getByLabel('What does it show?')).toHaveValue('');
  // What is typed above waits for its own button.
  await expect(page.getByLabel('How to find it')).toHaveValue('Typed, and not saved yet.');
  await lookAt(page, [390, 1280], 'staff-site-details-picture');
  await askAsResident(browser, siteId, async (resident) => {
    expect(await isDrawn(resident.getByRole('img', { name: alt, exact: true }))).toBe(true);
    await expect(resident.getByText('Typed, and not saved yet.')).toHaveCount(0);
  });
  await part.getByRole('button', { name: `Take away ${alt}`, exact: true }).click();
  await expect(part.getByText('Taken away.')).toBeVisible();
  await expect(page.getByRole('img', { name: alt, exact: true })).toHaveCount(0);
  await askAsResident(browser, siteId, (resident) =>
    expect(resident.getByRole('img', { name: alt, exact: true })).toHaveCount(0),
  );
});

test('a picture without words, or a file that is none, is answered, and nothing typed is lost', async ({ page }) => {
  await openDetails(page);
  await page.getByLabel('How to find it').fill('Typed, and not saved yet.');
  const part = pictures(page);
  const [file, words] = [part.getByLabel('Picture'), part.getByLabel('What does it show?')];
  const add = part.getByRole('button', { name: 'Add picture' });
  const picture = { name: 'door.png', mimeType: 'image/png', buffer: await page.screenshot() };
  const note = { name: 'door.png', mimeType: 'image/png', buffer: Buffer.from('This is a letter.') };
  const chosen = () => file.evaluate((one: HTMLInputElement) => one.files?.length);

  await file.setInputFiles(picture);
  await add.click();
  await part.getByRole('link', { name: 'Write what the picture shows' }).click();
  await expect(words).toBeFocused();
  await expect(words).toHaveAccessibleDescription(/Write what the picture shows/);
  expect(await chosen()).toBe(1);

  await file.setInputFiles(note);
  await words.fill('A blue door');
  await add.click();
  await part.getByRole('link', { name: 'This file cannot be read as a picture. Choose another one' }).click();
  await expect(file).toBeFocused();
  await expect(file).toHaveAccessibleDescription(/This file cannot be read as a picture/);
  await expect(words).toHaveValue('A blue door');
  await lookAt(page, [390, 1280], 'staff-site-details-picture-error');

  await expect(page.getByLabel('How to find it')).toHaveValue('Typed, and not saved yet.');
  await expect(preview(page).getByText('Typed, and not saved yet.')).toBeVisible();
  await expect(page.getByText('Added. Residents see it now.')).toHaveCount(0);
});

test('details with faults name each of them, in the list and beside the field, and keep all that was typed', async ({
  page,
}) => {
  await openDetails(page);
  const [smsName, station] = [page.getByLabel('Name in text messages'), page.getByLabel('Nearest station')];
  const [buses, languages] = [
    page.getByLabel('Buses', { exact: true }),
    page.getByLabel('What do staff speak besides English?'),
  ];
  await page.getByLabel('Name', { exact: true }).fill('');
  await smsName.fill('');
  await buses.fill('82A');
  await languages.fill('Polish\nKlingon');
  await station.fill('Lime Street');
  await page.getByLabel('Minutes from there on foot').fill('');
  // Half of it typed is no sentence for residents.
  await expect(preview(page).getByText(/82A|Lime Street/)).toHaveCount(0);
  await save(page);
  await expect(page).toHaveTitle(/^Error: Site details/);
  const list = page.locator('.nhsuk-error-summary').getByRole('link');
  await expect(list).toHaveCount(5);
  await expect(list.filter({ hasText: 'Fill in “Name in text messages”' })).toBeVisible();
  await list.filter({ hasText: 'One of these languages is not known here' }).click();
  await expect(languages).toBeFocused();
  await expect(languages).toHaveAccessibleDescription(/not known here/);
  await lookAt(page, [390, 1280], 'staff-site-details-error');
  await expect(buses).toHaveValue('82A');
  await expect(languages).toHaveValue('Polish\nKlingon');
  await expect(station).toHaveValue('Lime Street');
  await expect(page.getByText('Saved. Residents see it now.')).toHaveCount(0);
});
