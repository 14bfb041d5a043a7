import { AxeBuilder } from '@axe-core/playwright';
import { expect, type Page } from '@playwright/test';

const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];

export interface Picture {
  /** Of the file, without width and ending. */
  name: string;
  width: number;
  /** The whole page, not what fits the screen alone. */
  fullPage?: boolean;
}

/** No fault that axe can find, no sideways scroll; with SCREENS set a picture is kept for the contact sheets. */
export async function look(page: Page, { name, width, fullPage = false }: Picture): Promise<void> {
  await expect(page.getByText('Loading', { exact: true })).toHaveCount(0);
  const { violations } = await new AxeBuilder({ page }).withTags(tags).analyze();
  const faults = violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ target }) => target.join(' ')).join(', ')}`);
  expect(faults, name).toEqual([]);
  expect(await beyond(page), `${name} scrolls sideways at ${width}`).toBeLessThanOrEqual(0);
  const size = page.viewportSize();
  if (width < 500 && size) {
    // Text four times as large on a wide screen leaves this much.
    await page.setViewportSize({ width: 320, height: size.height });
    expect(await beyond(page), `${name} scrolls sideways at 320`).toBeLessThanOrEqual(0);
    await page.setViewportSize(size);
  }
  if (!process.env['SCREENS']) return;
  // On a picture of the whole page a bar that sticks to the edge of the screen would stand in its middle, over the text.
  const unstick = fullPage
    ? {
        style: `.staff-finish, .staff-status, .staff-preview, .staff-table thead th { position: static !important; }
          .staff-preview { max-height: none !important; }`,
      }
    : {};
  await page.screenshot({ path: `test-results/screens/${name}-${width}-en.png`, fullPage, ...unstick });
}

const beyond = (page: Page): Promise<number> =>
  page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);

/** The same on screens of several widths, one after the other; the screen is as before afterwards. */
export async function lookAt(page: Page, widths: readonly number[], name: string): Promise<void> {
  const before = page.viewportSize();
  for (const width of widths) {
    await page.setViewportSize({ width, height: width < 500 ? 844 : 900 });
    await look(page, { name, width, fullPage: true });
  }
  if (before) await page.setViewportSize(before);
}
