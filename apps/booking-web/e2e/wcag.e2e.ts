import { expect, test, type Page } from '@playwright/test';
import { aPerson, fillDate, fillDetails, linkIn, mailSaying, next, pressTime, toTimes } from './resident';

/** Wider text, as people set it who read with difficulty (WCAG 1.4.12), and letters of twice the size (1.4.4). */
const spacing = `* { line-height: 1.5 !important; letter-spacing: 0.12em !important; word-spacing: 0.16em !important }
  p { margin-bottom: 2em !important }`;
const large = 'html { font-size: 200% !important }';

/** What is cut off or has to be scrolled to sideways with these styles. A sheet made by script is let through by the policy of the page. */
const cutOff = (page: Page, css: string) =>
  page.evaluate((text) => {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(text);
    document.adoptedStyleSheets = [sheet];
    const root = document.documentElement;
    const isHidden = (box: Element) => box.closest('.nhsuk-u-visually-hidden') !== null;
    const clipped = [...document.querySelectorAll('main *, footer *')].filter((box) => {
      const { overflowX, overflowY } = getComputedStyle(box);
      const hides = overflowX === 'hidden' || overflowX === 'clip' || overflowY === 'hidden' || overflowY === 'clip';
      return (
        hides && !isHidden(box) && (box.scrollWidth > box.clientWidth + 1 || box.scrollHeight > box.clientHeight + 1)
      );
    });
    const found = [
      ...(root.scrollWidth > root.clientWidth ? ['sideways'] : []),
      ...clipped.map((box) => box.outerHTML.slice(0, 80)),
    ];
    document.adoptedStyleSheets = [];
    return found;
  }, css);

/** Every stop of the Tab key that cannot be seen to have the focus (WCAG 2.4.7), or is covered (2.4.11). */
async function unseenStops(page: Page): Promise<string[]> {
  const unseen: string[] = [];
  await page.evaluate(() => (document.activeElement as HTMLElement | null)?.blur());
  for (let stop = 0; stop < 80; stop++) {
    await page.keyboard.press('Tab');
    const at = await page.evaluate(() => {
      const focused = document.activeElement;
      if (!(focused instanceof HTMLElement) || focused === document.body) return undefined;
      const name = focused.outerHTML.slice(0, 100);
      if (focused.dataset['seen']) return undefined;
      focused.dataset['seen'] = 'yes';
      // A radio or a box is drawn by its label.
      const drawn = focused.matches('[type=radio], [type=checkbox]')
        ? (focused.nextElementSibling ?? focused)
        : focused;
      const marks = [getComputedStyle(focused), getComputedStyle(drawn), getComputedStyle(drawn, '::before')];
      const isMarked = marks.some(
        ({ outlineStyle, outlineWidth, boxShadow }) =>
          (outlineStyle !== 'none' && parseFloat(outlineWidth) >= 2) || boxShadow !== 'none',
      );
      const { left, top, width, height } = drawn.getBoundingClientRect();
      const [x, y] = [left + Math.min(width / 2, 20), top + Math.min(height / 2, 10)];
      const over = document.elementFromPoint(x, y);
      const isCovered = !over || !(drawn.contains(over) || focused.contains(over) || over.contains(focused));
      return { name, fault: isMarked ? (isCovered ? 'covered' : '') : 'not marked' };
    });
    if (!at) break;
    if (at.fault) unseen.push(`${at.fault}: ${at.name}`);
  }
  return unseen;
}

/** Links that say the same and lead elsewhere, and buttons that say the same and do something else (WCAG 2.4.4, 3.2.4). */
const sameNames = (page: Page) =>
  page.evaluate(() => {
    const doneBy = new Map<string, Set<string>>();
    for (const control of document.querySelectorAll('main a[href], main button')) {
      const name = (control.textContent ?? '').replace(/\s+/g, ' ').trim();
      const act =
        control.getAttribute('href') ??
        `${control.closest('form')?.getAttribute('action')} ${control.getAttribute('name')} ${control.getAttribute('value')}`;
      doneBy.set(name, (doneBy.get(name) ?? new Set()).add(act));
    }
    return [...doneBy].filter(([, acts]) => acts.size > 1).map(([name]) => name);
  });

async function inspect(page: Page, isWide: boolean): Promise<void> {
  const name = new URL(page.url()).pathname;
  expect.soft(await cutOff(page, spacing), `${name} with wider text`).toEqual([]);
  if (isWide) expect.soft(await cutOff(page, large), `${name} with text of twice the size`).toEqual([]);
  expect.soft(await unseenStops(page), `${name}: focus that is not seen`).toEqual([]);
  expect.soft(await sameNames(page), `${name}: the same name for different things`).toEqual([]);
  const landmarks = await page.evaluate(() =>
    ['header', 'main', 'footer'].map((tag) => document.querySelectorAll(`body ${tag}`).length),
  );
  expect.soft(landmarks, `${name}: landmarks`).toEqual([1, 1, 1]);
}

for (const width of process.env['PROOF'] ? [320, 1280] : [1280])
  test.describe(`at ${width} px`, () => {
    test.use({ viewport: { width, height: 800 } });
    const look = (page: Page) => inspect(page, width > 1000);

    test('wider text is not cut off, the focus is always seen, and what is called the same does the same', async ({
      page,
    }) => {
      test.setTimeout(240_000);
      const person = aPerson();
      await page.goto('/');
      await look(page);
      await page.goto('/book/what');
      await next(page);
      await look(page);
      await toTimes(page, person);
      await look(page);
      await pressTime(page, 3);
      await look(page);
      await fillDetails(page, person);
      await look(page);
      await page.getByRole('button', { name: 'Confirm appointment' }).click();
      await look(page);
      await page.goto(linkIn(await mailSaying(person.email, 'is booked')));
      await fillDate(page, person.born);
      await next(page);
      await look(page);
      await page.goto('/appointment/times');
      await look(page);
    });

    test('in colours of one’s own, without movement, and in print everything is still there', async ({ page }) => {
      await page.emulateMedia({ forcedColors: 'active', reducedMotion: 'reduce' });
      await toTimes(page, aPerson());
      const buttons = await page
        .locator('.fs-time')
        .evaluateAll((all) => all.map((one) => parseFloat(getComputedStyle(one).borderTopWidth)));
      // A border is what is left of a button where its colour is not ours.
      expect(Math.min(...buttons)).toBeGreaterThan(0);
      const moving = await page.evaluate(
        () =>
          [...document.querySelectorAll('*')].filter((one) => {
            const { animationName, transitionDuration } = getComputedStyle(one);
            return animationName !== 'none' || Math.max(...transitionDuration.split(',').map(parseFloat)) > 0.01;
          }).length,
      );
      expect(moving).toBe(0);
      // No address within the site is written out on paper: it says nothing there, and one of them opens an appointment.
      await page.emulateMedia({ media: 'print', forcedColors: 'none' });
      const written = await page.evaluate(() =>
        [...document.querySelectorAll('main a')].filter((one) => getComputedStyle(one, '::after').content !== 'none'),
      );
      expect(written).toEqual([]);
      await page.emulateMedia({ media: 'screen' });
      await page.setViewportSize({ width: 320, height: 700 });
      for (const path of ['/book/help-needed', '/book/times']) {
        await page.goto(path);
        const over = await page.evaluate(() => {
          document.documentElement.style.fontSize = '200%';
          return document.documentElement.scrollWidth - innerWidth;
        });
        expect(over, `${path} in text of twice the size scrolls sideways`).toBeLessThanOrEqual(0);
      }
    });
  });
