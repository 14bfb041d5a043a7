import { readFileSync } from 'node:fs';
import { AxeBuilder } from '@axe-core/playwright';
import { createClient } from '@fairslot/client';
import { addSitePhoto, removeSitePhoto, signIn } from '@fairslot/contract';
import { expect, test, type Page } from '@playwright/test';
import { aboutPlace, flu, site as place, startFakeApi } from '../test/fake-api';
import { startAlone } from './alone';
import { oldPhone, onScreens, wide } from './on-screens';
import { aPerson, apiUrl, book, fillDate, linkIn, mailSaying, next, toTimes } from './resident';

const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];
const client = createClient({ baseUrl: apiUrl });
const phone = { javaScriptEnabled: true, width: 320 } as const;
const ALT = 'A blue door with a bell beside it';
const CHANGED = 'People aged 50 to 64 now need a reason.';

/** Nothing wider than the screen, and no fault that axe can find; axe is a script itself. */
async function look(page: Page, name: string, hasScript = true): Promise<void> {
  if (hasScript) {
    const { violations } = await new AxeBuilder({ page }).withTags(tags).analyze();
    const faults = violations.map(
      ({ id, nodes }) => `${id}: ${nodes.map(({ target }) => target.join(' ')).join(', ')}`,
    );
    expect.soft(faults, name).toEqual([]);
  }
  const { scrollWidth, clientWidth } = await page.evaluate(() => ({
    scrollWidth: document.documentElement.scrollWidth,
    clientWidth: document.documentElement.clientWidth,
  }));
  expect.soft(scrollWidth, `${name} scrolls sideways`).toBeLessThanOrEqual(clientWidth);
  if (process.env['SCREENS'])
    await page.screenshot({
      path: `test-results/screens/${name}-${clientWidth}${hasScript ? '' : '-noscript'}-en.png`,
      fullPage: true,
    });
}

/** Somebody who may write about every site. */
async function asRegion(): Promise<string> {
  const demo = readFileSync(process.env['DEMO_FILE'] ?? '.data/demo.json', 'utf8');
  const { signIns } = JSON.parse(demo) as { signIns: { email: string; password: string; role: string }[] };
  const account = signIns.find(({ role }) => role.includes('region administrator'));
  if (!account) throw new Error('no demonstration account is a region administrator');
  return (await client.call(signIn, { body: account })).token;
}

/** A picture as a browser draws it, without the words before its base64. */
const aPicture = (page: Page): Promise<string> =>
  page.evaluate(() => {
    const canvas = Object.assign(document.createElement('canvas'), { width: 600, height: 400 });
    canvas.getContext('2d')?.fillRect(0, 0, 300, 400);
    return canvas.toDataURL('image/jpeg', 0.7).split(',')[1] ?? '';
  });

/** It came through our own address, whole, and is not wider than the screen. */
async function expectPicture(page: Page): Promise<void> {
  const picture = page.getByRole('img', { name: ALT });
  await picture.scrollIntoViewIfNeeded();
  await expect.poll(() => picture.evaluate((img: HTMLImageElement) => img.complete && img.naturalWidth)).toBe(600);
  const { src, width } = await picture.evaluate((img: HTMLImageElement) => ({ src: img.src, width: img.clientWidth }));
  expect(new URL(src).origin).toBe(new URL(page.url()).origin);
  expect(width).toBeLessThanOrEqual(page.viewportSize()?.width ?? 0);
}

onScreens([wide, phone, oldPhone], ({ javaScriptEnabled }) => {
  test('who has an appointment reads the way there, sees the door, and so does who looks at the place', async ({
    page,
  }) => {
    const person = aPerson();
    const foreign: string[] = [];
    page.on('request', (request) => {
      if (!request.isNavigationRequest() && new URL(request.url()).origin !== new URL(page.url()).origin)
        foreign.push(request.url());
    });
    await book(page, person, 2);
    await page.goto(linkIn(await mailSaying(person.email, 'is booked')));
    await fillDate(page, person.born);
    await next(page);
    for (const heading of ['Buses, trains and parking', 'Getting in'])
      await expect(page.getByRole('heading', { name: heading })).toBeVisible();
    await expect(page.getByText(/^Bus \S+ stops at /)).toBeVisible();
    await look(page, 'appointment-way', javaScriptEnabled);

    await page.getByRole('link', { name: 'Directions and pictures' }).click();
    await expect(page.locator('h1')).toHaveText('The way to your appointment');
    await expect(page.getByText(/from L24 8QB in a straight line/)).toBeVisible();
    const about = page.getByRole('link', { name: /^About / });
    const siteId = (await about.getAttribute('href'))?.split('/').at(-1) ?? '';
    const bearer = await asRegion();
    const added = await client.call(addSitePhoto, {
      bearer,
      params: { siteId },
      body: { alt: ALT, base64: await aPicture(page) },
    });
    const photoId = added.photos.find(({ alt }) => alt === ALT)?.id ?? '';
    try {
      // Whoever reads of the place reads it as it was a few seconds ago.
      await expect.poll(async () => (await page.reload(), page.getByRole('img', { name: ALT }).count())).toBe(1);
      await expectPicture(page);
      await look(page, 'directions', javaScriptEnabled);
      await about.click();
      await expectPicture(page);
      await look(page, 'place-with-picture', javaScriptEnabled);
    } finally {
      await client.call(removeSitePhoto, { bearer, params: { siteId, photoId } });
    }
    await expect.poll(async () => (await page.reload(), page.getByRole('img', { name: ALT }).count())).toBe(0);
    expect(foreign).toEqual([]);
  });

  test('what changed since last season stands above the question and on the page of who cannot have it', async ({
    page,
  }) => {
    await page.goto('/book/what');
    await page.getByLabel('Flu vaccine').check();
    await next(page);
    await page.getByLabel('Me', { exact: true }).check();
    await next(page);
    await fillDate(page, ['27', '3', '1970']);
    await next(page);
    await expect(page).toHaveURL(/about-you$/);
    const [said, question] = [page.getByText(CHANGED), page.getByRole('group').first()];
    await expect(said).toBeVisible();
    expect((await said.boundingBox())?.y).toBeLessThan((await question.boundingBox())?.y ?? 0);
    await look(page, 'what-changed', javaScriptEnabled);
    await page.getByLabel('None of these').check();
    await next(page);
    await expect(page).toHaveURL(/next-steps$/);
    await expect(page.getByText(CHANGED)).toBeVisible();
    await look(page, 'what-changed-not-for-you', javaScriptEnabled);
    // Whoever is old enough is not asked, and reads nothing of it; nor is it said of another vaccine.
    await page.context().clearCookies();
    await toTimes(page, aPerson());
    await expect(page.getByText(CHANGED)).toHaveCount(0);
  });
});

test('with everything that a place can say of the way the printed appointment is still one sheet', async ({ page }) => {
  const sentence = 'Go in by the side door on Eastern Avenue, past the bicycles and up to the second floor.';
  const yes = Object.fromEntries(Object.keys(place.facilities).map((name) => [name, true]));
  const told = {
    ...place,
    directions: `${sentence} ${sentence}`,
    what3words: 'filled.count.soap',
    buses: ['82A', '86', '201', '464', '500'].map((route) => ({ route, stop: 'Eastern Avenue, opposite the library' })),
    station: { name: 'Liverpool South Parkway', minutes: 22 },
    facilities: { ...yes, parkingCost: 'paid' },
    travel: [sentence, `${sentence} Press the bell.`],
  };
  const booking = {
    reference: 'K7QF9X2A4M',
    status: 'booked',
    start: '2030-10-20T09:00:00+01:00',
    lengthMinutes: 5,
    site: told,
    service: flu,
    firstName: 'Amina',
    mayChange: true,
    help: ['interpreter', 'Polish interpreter, by phone', 'step_free', 'hearing_loop', 'quiet'],
    sequence: 1,
    moreTime: false,
    dose: 1,
    manageUrl: 'http://localhost/m/TOKENTOKENTOKEN1',
  };
  const api = await startFakeApi();
  const site = await startAlone(api.url);
  try {
    const session = { token: 'session-token-of-the-appointment', expiresAt: '2030-10-08T16:00:00Z', reference: '' };
    api.say('POST /manage/sessions', { status: 201, body: session });
    api.say('GET /manage/bookings', { status: 200, body: { items: [booking] } });
    api.say('GET /sites/:id', { status: 200, body: { ...told, ...aboutPlace } });
    await page.goto(`${site.url}/m/TOKENTOKENTOKEN1`);
    await fillDate(page, ['27', '3', '1950']);
    await next(page);
    await look(page, 'appointment-everything');
    await page.goto(`${site.url}/appointment/print`);
    await expect(page.getByText('There are Blue Badge bays.')).toBeVisible();
    await look(page, 'print-everything');
    const sheet = (await page.pdf({ format: 'A4' })).toString('latin1');
    expect(sheet.match(/\/Type\s*\/Page\b/g)).toHaveLength(1);
  } finally {
    site.stop();
    await api.stop();
  }
});
