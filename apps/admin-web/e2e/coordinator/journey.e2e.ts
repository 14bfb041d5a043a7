import { expect, test } from '@playwright/test';
import { readFileSync } from 'node:fs';
import {
  addRule,
  advance,
  HEADINGS,
  invitedStage,
  later,
  listOf,
  look,
  mailsOf,
  newPractice,
  said,
  signedIn,
  today,
} from './coordinator';

const PEOPLE = 200;
const practice = newPractice();
const name = `Flu in Halton ${practice}`;

const bornOf = (n: number) => ({ day: '14', month: '3', year: String(1940 + (n % 20)) });

/** A list as a practice hands it out: 200 people, and two rows with faults. */
function list(): string {
  const rows = listOf(PEOPLE, { practice });
  const wrong = [
    `Bo,,03/14/1952,,WA8 7GD,bo@example.com,${practice}`,
    `Cy,Low,14/03/1952,123,WA8 7GD,cy@example.com,${practice}`,
  ];
  return [HEADINGS, ...rows, ...wrong].join('\r\n');
}

test('a list becomes a cohort, a campaign that three people pass on, and an appointment that its progress shows', async ({
  browser,
}) => {
  test.setTimeout(600_000);
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
    await author.getByRole('button', { name: 'Save as a draft' }).click();
    await expect(author.getByRole('link', { name: /^Complete this task: / })).toHaveCount(5);
    await author.getByRole('button', { name: 'Name, service and dates' }).click();
    const save = () => author.getByRole('button', { name: 'Save and continue' }).click();
    await author.getByLabel('Name of the campaign').fill(name);
    await author.getByLabel('Service to invite to').selectOption({ label: 'Flu vaccine' });
    await author.getByLabel('First day').fill(today);
    await author.getByLabel('Last day').fill(later);
    await look(author, 'campaign-tasks');
    await save();
    await author.getByLabel('Cohort', { exact: true }).selectOption({ label: `65 and over, Halton, ${practice}` });
    await save();
    await expect(author.getByLabel('Text message')).toHaveValue(/^\{first name\}, your \{service\} is ready/);
    await look(author, 'campaign-messages');
    await save();
    await save();
    await expect(author.getByRole('checkbox', { name: 'Saturday' })).toBeChecked();
    await look(author, 'campaign-hours');
    await save();
    await expect(author.getByText('Completed')).toHaveCount(5);
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
    await said(approver, 'Approved. A third person can release it now.');
    await expect(approver.getByRole('button', { name: 'Release' })).toBeHidden();
    await look(approver, 'campaign-approved');
    await approver.context().close();
  });

  await test.step('a third lets it flow, and fifty are invited', async () => {
    const releaser = await signedIn(browser, 'releases them', new URL(author.url()).pathname);
    await releaser.getByRole('button', { name: 'Release' }).click();
    await releaser.getByRole('button', { name: 'Yes, release it' }).click();
    await said(releaser, 'Released. The first invitations leave within a minute.');
    await releaser.context().close();
    await author.reload();
    await author.getByRole('link', { name: 'See progress' }).click();
    const invited = invitedStage(author);
    await expect(invited).toContainText('50', { timeout: 60_000 });
  });

  const mail = await test.step('each has a message with a link of their own', async () => {
    await expect.poll(async () => (await mailsOf(practice)).length, { timeout: 60_000 }).toBeGreaterThan(0);
    return (await mailsOf(practice))[0] ?? { to: '', text: '' };
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

  await test.step('ten minutes later the next wave follows', async () => {
    await advance(11 * 60);
    const invited = invitedStage(author);
    await expect(async () => {
      await author.reload();
      await expect(invited).toContainText(String(PEOPLE), { timeout: 5_000 });
    }).toPass({ timeout: 90_000 });
  });
});
