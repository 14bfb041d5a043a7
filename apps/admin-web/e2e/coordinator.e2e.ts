import { AxeBuilder } from '@axe-core/playwright';
import { makeTestNhsNumber } from '@fairslot/domain';
import { expect, test, type Browser, type Page } from '@playwright/test';
import { readFileSync } from 'node:fs';
import { accountOf, fillSignIn, staffUrl } from './desk';

const env = (name: string, otherwise: string) => (process.env[name] ?? otherwise).replace(/\/+$/, '');
const outboxUrl = env('OUTBOX_URL', 'http://localhost:3003');
const apiUrl = env('API_URL', 'http://localhost:3002').replace(/\/api\/v1$/, '');
const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];

const PEOPLE = 200;
/** Told apart from those of every other run by the practice. */
const run = Date.now().toString(36).toUpperCase();
const practice = run.slice(-8).padStart(3, 'X');
const name = `Flu in Halton ${practice}`;

const emailOf = (n: number) => `${practice}.${n}@example.com`.toLowerCase();
const bornOf = (n: number) => ({ day: '14', month: '3', year: String(1940 + (n % 20)) });

/** A list as a practice hands it out: 200 people, and two rows with faults. */
function list(): string {
  const first = 900_000 + (Math.floor(Date.now() / 1000) % 300) * 300;
  const numbers = Array.from({ length: 300 }, (_, n) => makeTestNhsNumber(first + n)).filter((one) => one !== null);
  const rows = Array.from({ length: PEOPLE }, (_, n) => {
    const { day, month, year } = bornOf(n);
    return `Resident${n},Of ${practice},${day}/0${month}/${year},${numbers[n]},WA8 7GD,${emailOf(n)},${practice}`;
  });
  const wrong = [
    `Bo,,03/14/1952,,WA8 7GD,bo@example.com,${practice}`,
    `Cy,Low,14/03/1952,123,WA8 7GD,cy@example.com,${practice}`,
  ];
  return ['Forename,Surname,DOB,NHS No.,Postcode,E-mail,GP surgery', ...rows, ...wrong].join('\r\n');
}

async function signedIn(browser: Browser, role: string, to: string): Promise<Page> {
  const page = await (await browser.newContext({ viewport: { width: 1280, height: 900 }, locale: 'en-GB' })).newPage();
  if (process.env['CLOCK']) await page.clock.setSystemTime(new Date(process.env['CLOCK']));
  await page.goto(`${staffUrl}${to}`);
  await fillSignIn(page, accountOf(role));
  await expect(page.getByRole('navigation', { name: 'Main' })).toBeVisible();
  return page;
}

/** No fault that axe can find and no sideways scroll, wide and narrow; with SCREENS set the pictures go to docs/screens. */
async function look(page: Page, picture: string): Promise<void> {
  for (const width of [390, 1280]) {
    await page.setViewportSize({ width, height: width < 500 ? 844 : 900 });
    const { violations } = await new AxeBuilder({ page }).withTags(tags).analyze();
    expect(
      violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.target.join(' ')).join(', ')}`),
      picture,
    ).toEqual([]);
    const beyond = await page.evaluate(
      () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
    );
    expect(beyond, `${picture} scrolls sideways at ${width}`).toBeLessThanOrEqual(0);
    if (process.env['SCREENS'])
      await page.screenshot({ path: `docs/screens/coordinator-${picture}-${width}.png`, fullPage: true });
  }
}

const said = (page: Page, words: string | RegExp) =>
  expect(page.getByRole('status').filter({ hasText: words })).toBeVisible();

async function addRule(page: Page, part: string, kind: string, fill: () => Promise<void>): Promise<void> {
  await page.getByRole('button', { name: part }).click();
  await page.getByLabel('What the rule is about').selectOption({ label: kind });
  await fill();
  await page.getByRole('button', { name: 'Add this rule' }).click();
}

/** Moves the clock of the product, where it was started with one. */
async function advance(seconds: number): Promise<void> {
  await fetch(`${apiUrl}/dev/clock`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ advanceSeconds: seconds }),
  });
}

interface Mail {
  to: string;
  text: string;
}
async function invitationIn(outbox: string): Promise<Mail | undefined> {
  const response = await fetch(`${outbox}/messages.json?to=${practice.toLowerCase()}.`);
  const { items } = (await response.json()) as { items: Mail[] };
  return items.find(({ text }) => /\/i\/[0-9A-Z]{16}/.test(text));
}

test('a list becomes a cohort, a campaign that three people pass on, and an appointment that its progress shows', async ({
  browser,
}) => {
  test.setTimeout(300_000);
  const author = await signedIn(browser, 'writes campaigns', '/');

  await test.step('coordinators land on the region', async () => {
    await expect(author.getByRole('heading', { name: 'Region overview' })).toBeVisible();
    await expect(author.getByRole('rowheader')).toHaveCount(9);
    await look(author, 'overview');
  });

  await test.step('the list is checked, its wrong rows are handed back, the good ones are taken', async () => {
    await author.getByRole('link', { name: 'People', exact: true }).click();
    const file = { name: `${practice}.csv`, mimeType: 'text/csv', buffer: Buffer.from(list()) };
    await author.getByLabel('Select a CSV file').setInputFiles(file);
    await author.getByText('How the headings are read').click();
    await expect(author.getByLabel('Date of birth')).toHaveValue('DOB');
    await expect(author.getByLabel('Practice code')).toHaveValue('');
    await author.getByLabel('Practice code').selectOption('GP surgery');
    await author.getByRole('button', { name: 'Check the file' }).click();
    await said(author, `202 rows: 200 good, 2 with a problem. Nothing is saved yet.`);
    await expect(author.getByRole('row', { name: /203.*NHS number.*123.*Check the 10 digits/ })).toBeVisible();
    await look(author, 'people-checked');
    const [download] = await Promise.all([
      author.waitForEvent('download'),
      author.getByRole('button', { name: 'Download only the rows with errors' }).click(),
    ]);
    const wrong = readFileSync(await download.path(), 'utf8')
      .replace('\uFEFF', '')
      .trim()
      .split(/\r?\n/);
    expect(wrong).toHaveLength(3);
    expect(wrong[0]).toBe('Forename,Surname,DOB,NHS No.,Postcode,E-mail,GP surgery,PROBLEM');
    expect(wrong[1]).toContain('Last name: Fill in a last name; Date of birth: Use a date that exists');
    await author.getByRole('button', { name: 'Import 200 good rows' }).click();
    await said(author, 'Imported: 200 new, 0 changed, 0 as they were.');
    await expect(author.getByRole('button', { name: `Undo the import ${practice}` })).toBeVisible();
  });

  await test.step('a cohort is three sentences, and counts as they are written', async () => {
    await author.getByRole('link', { name: 'Cohorts' }).click();
    await look(author, 'cohorts');
    await author.getByRole('link', { name: 'New cohort' }).click();
    const include = 'Add a rule to include';
    await addRule(author, include, 'Age', () => author.getByLabel('From this age').fill('65'));
    await addRule(author, include, 'Place they live in', () => author.getByLabel('Halton').check());
    await addRule(author, include, 'Practice they are registered with', () =>
      author.getByLabel('Practice codes').fill(practice.toLowerCase()),
    );
    await expect(author.getByText('are aged 65 and over', { exact: true })).toBeVisible();
    await said(author, `${PEOPLE} people in this cohort`);
    await author.getByLabel('Name of the cohort').fill(`65 and over, Halton, ${practice}`);
    await look(author, 'cohort');
    await author.getByRole('button', { name: 'Save cohort' }).click();
    await expect(author.getByRole('heading', { name: 'Version 1' })).toBeVisible();
  });

  await test.step('a campaign is a list of tasks', async () => {
    await author.getByRole('link', { name: 'Campaigns' }).click();
    await author.getByRole('link', { name: 'New campaign' }).click();
    const today = (process.env['CLOCK'] ? new Date(process.env['CLOCK']) : new Date()).toISOString().slice(0, 10);
    const later = new Date(Date.parse(today) + 30 * 86_400_000).toISOString().slice(0, 10);
    await author.getByRole('button', { name: 'Save as a draft' }).click();
    await expect(author.getByText(/^Complete these tasks first/)).toBeVisible();
    await author.getByRole('button', { name: 'Name and service' }).click();
    const save = () => author.getByRole('button', { name: 'Save and continue' }).click();
    await author.getByLabel('Name of the campaign').fill(name);
    await author.getByLabel('Service to invite to').selectOption({ label: 'Flu vaccine (65 and over)' });
    await save();
    await author.getByLabel('Cohort', { exact: true }).selectOption({ label: `65 and over, Halton, ${practice}` });
    await save();
    await author.getByLabel('First day').fill(today);
    await author.getByLabel('Last day').fill(later);
    await look(author, 'campaign-tasks');
    await save();
    await save();
    await expect(author.getByText('Completed')).toHaveCount(4);
    await author.getByRole('button', { name: 'Save as a draft' }).click();
    await expect(author.getByRole('rowheader', { name: 'To invite' })).toBeVisible();
    await expect(author.getByRole('row', { name: `To invite ${PEOPLE}` })).toBeVisible();
    await expect(author.getByRole('row', { name: /^Halton 200 120 .* Enough$/ })).toBeVisible();
    await expect(author.getByText(/characters, 1 text message/)).toBeVisible();
    await look(author, 'campaign-plan');
    await author.getByRole('button', { name: 'Ask for approval' }).click();
    await said(author, 'Approval is asked for.');
    await expect(author.getByRole('button', { name: 'Approve', exact: true })).toBeHidden();
  });

  await test.step('a second person approves, and cannot release', async () => {
    const approver = await signedIn(browser, 'approves them', '/campaigns');
    await approver.getByRole('link', { name }).click();
    await approver.getByRole('button', { name: 'Approve', exact: true }).click();
    await said(approver, 'Approved. Somebody else can release it now.');
    await expect(approver.getByRole('button', { name: 'Release' })).toBeHidden();
    await look(approver, 'campaign-approved');
    await approver.context().close();
  });

  await test.step('the first lets it flow, and fifty are invited', async () => {
    await author.reload();
    await author.getByRole('button', { name: 'Release' }).click();
    await author.getByRole('button', { name: 'Yes, release it' }).click();
    await said(author, 'Released. The first invitations leave within a minute.');
    await author.getByRole('link', { name: 'See progress' }).click();
    const invited = author.getByRole('listitem').filter({ hasText: /^Invited/ });
    await expect(invited).toContainText('50', { timeout: 60_000 });
  });

  const hour = (process.env['CLOCK'] ? new Date(process.env['CLOCK']) : new Date()).getHours();
  if (hour < 8 || hour >= 20) {
    await test.step('at night no message leaves', async () => {
      expect(await invitationIn(outboxUrl)).toBeUndefined();
    });
    return;
  }

  const mail = await test.step('each has a message with a link of their own', async () => {
    await expect.poll(() => invitationIn(outboxUrl), { timeout: 60_000 }).toBeTruthy();
    return (await invitationIn(outboxUrl)) as Mail;
  });

  await test.step('the link opens for that person, who books', async () => {
    const resident = await (await browser.newContext({ locale: 'en-GB' })).newPage();
    const n = Number(/\.(\d+)@/.exec(mail.to)?.[1]);
    await resident.goto(/https?:\/\/\S+\/i\/[0-9A-Z]{16}/.exec(mail.text)?.[0] ?? 'no link');
    const { day, month, year } = bornOf(n);
    await resident.getByLabel('Day', { exact: true }).fill(day);
    await resident.getByLabel('Month', { exact: true }).fill(month);
    await resident.getByLabel('Year', { exact: true }).fill(year);
    await resident.getByRole('button', { name: 'Continue' }).click();
    await resident.locator('.fs-time').first().click();
    for (
      let page = 0;
      page < 8 && !(await resident.getByRole('button', { name: 'Confirm appointment' }).isVisible());
      page += 1
    )
      await resident.getByRole('button', { name: 'Continue' }).click();
    await resident.getByRole('button', { name: 'Confirm appointment' }).click();
    await expect(resident.getByRole('heading', { level: 1 })).toHaveText('Appointment booked');
    await resident.context().close();
  });

  await test.step('progress shows the booking, in all and by group', async () => {
    await author.reload();
    await expect(author.getByRole('listitem').filter({ hasText: /^Booked/ })).toContainText('1');
    await expect(author.getByRole('listitem').filter({ hasText: /^Opened/ })).toContainText('1');
    await expect(
      author
        .getByRole('region', { name: 'By Place' })
        .last()
        .getByRole('row', { name: /^Halton 50 1 / }),
    ).toBeVisible();
    await author.getByRole('button', { name: 'Show as a chart: By age' }).click();
    await expect(author.locator('.recharts-surface').first()).toBeVisible();
    await look(author, 'progress');
  });

  if (!process.env['CLOCK']) return;
  await test.step('ten minutes later the next wave follows', async () => {
    await advance(11 * 60);
    const invited = author.getByRole('listitem').filter({ hasText: /^Invited/ });
    await expect(async () => {
      await author.reload();
      await expect(invited).toContainText(String(PEOPLE), { timeout: 5_000 });
    }).toPass({ timeout: 90_000 });
  });
});
