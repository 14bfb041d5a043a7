import { AxeBuilder } from '@axe-core/playwright';
import { expect, test, type Page } from '@playwright/test';

const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];
/** The long proof looks at every pair; the tests at the one that differs most from what screens.e2e.ts looks at; PAIRS=en:320,pl:1280 at those. */
const asked = process.env['PAIRS']?.split(',').map((pair) => pair.split(':'));
const all = ['en', 'ar-XB', 'en-XA', 'ar', 'pl', 'easy'].flatMap((code) => [320, 1280].map((width) => [code, width]));
const usual = process.env['PROOF'] ? all : [['ar-XB', 1280]];
/** Language and width in pixels. */
const pairs = (asked ?? usual).map(([code, width]): [string, number] => [String(code), Number(width)]);

/** Walks the pages in a language at a width, and looks at each. */
function lookingIn(code: string, width: number) {
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
    const { h1s, dir, outside, targets, boxes } = await page.evaluate(() => ({
      h1s: document.querySelectorAll('h1').length,
      dir: document.documentElement.dir,
      // WCAG 3.2.6: help stands in the same place on every page.
      outside: document.querySelector('footer h2') === null,
      targets: [...document.querySelectorAll('button, input:not([type=hidden]), .nhsuk-button')]
        .filter((control) => (control as HTMLElement).offsetParent !== null && !control.matches('.fs-link'))
        .filter((control) => control.getBoundingClientRect().height < 24).length,
      // Sizes hold padding on every page: the first one, whose stylesheet comes within it, and whatever opens.
      boxes: [...document.body.querySelectorAll('*:not(summary, summary *)')].filter(
        (element) => getComputedStyle(element).boxSizing !== 'border-box',
      ).length,
    }));
    expect.soft({ h1s, dir, outside, targets, boxes }, name).toEqual({
      h1s: 1,
      dir: code.startsWith('ar') ? 'rtl' : 'ltr',
      outside: false,
      targets: 0,
      boxes: 0,
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

  /** From the NHS number to the contact: nothing of it is known, or given. */
  async function keepToThemselves(page: Page) {
    await choose(page, 'no');
    await next(page);
    await page.locator('.fs-link[name=none]').click();
    await choose(page, 'none');
    await next(page);
  }

  /** From what to book, for somebody of 76, to the list of times near Speke. */
  async function fluTimes(page: Page) {
    await go(page, '/book/what');
    await choose(page, 'flu');
    await next(page);
    await choose(page, 'me');
    await next(page);
    await date(page, ['27', '3', '1950']);
    await next(page);
    await fill(page, 'where', 'L24 8QB');
    await next(page);
    await page.locator('input[name=need]').last().check();
    await next(page);
  }

  return { look, go, next, choose, fill, date, wrong, keepToThemselves, fluTimes };
}

/** Declares the same tests for every pair. */
export function onEveryPair(declare: (looking: ReturnType<typeof lookingIn>) => void): void {
  for (const [code, width] of pairs) {
    test.describe(`${code} at ${width} px`, () => {
      test.use({ viewport: { width, height: 800 } });
      test.setTimeout(400_000);
      declare(lookingIn(code, width));
    });
  }
}
