import { expect, test, type Page } from '@playwright/test';
import { readFileSync } from 'node:fs';
import { campaignOf, cohortOf, invitedStage, letItFlow, listOf, newPractice, signedIn } from './coordinator';

/** A campaign of 45 people of one age, and 3 of another. */
async function running(): Promise<string> {
  const practice = newPractice();
  const old = (n: number) => (n < 3 ? '01/02/1970' : '14/03/1948');
  const cohortId = await cohortOf(practice, listOf(48, { practice, born: old }));
  const campaign = await campaignOf(`Figures ${practice}`, cohortId, { mode: 'dates' });
  await letItFlow(campaign);
  return campaign.id;
}

let campaignId: string;
test.beforeAll(async () => {
  campaignId = await running();
});

/** Rows of the table of one group, as they are read. */
async function tableOf(page: Page, group: string): Promise<string[][]> {
  const table = page.getByRole('region', { name: group }).getByRole('table');
  return table.getByRole('row').evaluateAll((rows) =>
    // The last piece of a cell is its own; before it stands the heading that a phone shows.
    rows.map((row) => [...row.children].map((cell) => cell.lastChild?.textContent ?? '')),
  );
}

test('T56 a chart says what its table says, and the file says the same', async ({ browser }) => {
  const page = await signedIn(browser, 'writes campaigns', `/campaigns/${campaignId}/progress`);
  await expect(async () => {
    await page.reload();
    await expect(invitedStage(page)).toContainText('48', { timeout: 5_000 });
  }).toPass({ timeout: 60_000 });
  const [headings = [], ...rows] = await tableOf(page, 'By age');
  expect(headings).toContain('Booked of 100 invited');
  expect(rows.length).toBeGreaterThan(1);

  await page.getByRole('button', { name: 'Show as a chart: By age' }).click();
  const chart = page.locator('.coord-chart').first();
  await expect(chart.locator('.recharts-surface').first()).toBeVisible();
  const axis = (n: number) => chart.locator('.recharts-yAxis-tick-labels').nth(n).locator('text').allTextContents();
  const [names, figures] = [await axis(0), await axis(1)];
  const [rate, range] = ['Booked of 100 invited', '95% range'].map((heading) => headings.indexOf(heading));
  expect(names.map((name, n) => [name, figures[n]])).toEqual(
    rows.map((row) => [row[0], `${row[rate as number]} (${row[range as number]})`]),
  );

  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: 'Download as CSV: By age' }).click(),
  ]);
  const csv = readFileSync(await download.path(), 'utf8')
    .replace('\uFEFF', '')
    .trim()
    .split(/\r?\n/);
  expect(csv.map((line) => line.split(','))).toEqual([headings, ...rows]);
  await page.context().close();
});

test('T57 counts under 5 are hidden from an analyst, and not from who may see people', async ({ browser }) => {
  const analyst = await signedIn(browser, 'analyst', `/campaigns/${campaignId}/progress`);
  await expect(async () => {
    await analyst.reload();
    await expect(invitedStage(analyst)).toContainText('48', { timeout: 5_000 });
  }).toPass({ timeout: 60_000 });
  const hidden = await tableOf(analyst, 'By age');
  expect(hidden.flat().filter((cell) => /^[1-4]$/.test(cell))).toEqual([]);
  expect(hidden.flat()).toContain('hidden');
  // Nor can it be had by subtraction: another one of the column is hidden with it.
  const column = hidden.slice(1).map(([, invited]) => invited);
  expect(column.filter((cell) => cell === 'hidden')).toHaveLength(2);
  const [download] = await Promise.all([
    analyst.waitForEvent('download'),
    analyst.getByRole('button', { name: 'Download as CSV: By age' }).click(),
  ]);
  const csv = readFileSync(await download.path(), 'utf8')
    .replace('\uFEFF', '')
    .trim();
  expect(csv.split(/\r?\n/).map((line) => line.split(','))).toEqual(hidden);
  await expect(analyst.getByRole('link', { name: 'Cohorts' })).toBeHidden();
  await expect(analyst.getByRole('link', { name: 'People', exact: true })).toBeHidden();
  await analyst.context().close();

  const author = await signedIn(browser, 'writes campaigns', `/campaigns/${campaignId}/progress`);
  await expect(invitedStage(author)).toContainText('48');
  expect((await tableOf(author, 'By age')).map(([, invited]) => invited)).toContain('3');
  await author.context().close();
});
