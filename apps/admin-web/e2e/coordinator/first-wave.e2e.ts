import { expect, test, type Page } from '@playwright/test';
import { addRule, HEADINGS, invitedStage, later, listOf, newPractice, said, signedIn, today } from './coordinator';

const MOST_SCREENS = 9;

/** Every screen that somebody opens or comes back to, sign-in aside. */
function screensOf(page: Page, opened: string[]): void {
  opened.push(new URL(page.url()).pathname);
  page.on('framenavigated', (frame) => {
    if (frame !== page.mainFrame()) return;
    const { pathname } = new URL(page.url());
    opened.push(pathname);
  });
}

test(`a list of 10,000 people becomes an approved first wave in ${MOST_SCREENS} screens or fewer`, async ({
  browser,
}) => {
  test.setTimeout(240_000);
  const practice = newPractice();
  const name = `Flu ${practice}`;
  const opened: string[] = [];
  const author = await signedIn(browser, 'writes campaigns', '/');
  await expect(author).toHaveURL(/\/overview$/);
  screensOf(author, opened);

  await author.getByRole('link', { name: 'People', exact: true }).click();
  const csv = [HEADINGS, ...listOf(10_000, { practice })].join('\r\n');
  await author
    .getByLabel('Select a CSV file')
    .setInputFiles({ name: `${practice}.csv`, mimeType: 'text/csv', buffer: Buffer.from(csv) });
  await author.getByText('How the headings are read').click();
  await author.getByLabel('Practice code').selectOption('GP surgery');
  await author.getByRole('button', { name: 'Check the file' }).click();
  await said(author, '10,000 rows, and every one is good.', 30_000);
  await author.getByRole('button', { name: 'Import 10,000 good rows' }).click();
  await said(author, 'Imported: 10,000 new, 0 changed, 0 as they were.', 60_000);

  await author.getByRole('link', { name: 'Choose whom to invite' }).click();
  await addRule(author, 'Add a rule to include', 'Age', () => author.getByLabel('From this age').fill('65'));
  await addRule(author, 'Add a rule to include', 'Practice they are registered with', () =>
    author.getByLabel('Practice codes').fill(practice),
  );
  await said(author, '10,000 people in this cohort');
  await author.getByLabel('Name of the cohort').fill(`All of ${practice}`);
  await author.getByRole('button', { name: 'Save cohort' }).click();

  await author.getByRole('link', { name: 'Invite this cohort' }).click();
  await author.getByRole('button', { name: 'Name, service and dates' }).click();
  const save = () => author.getByRole('button', { name: 'Save and continue' }).click();
  await author.getByLabel('Name of the campaign').fill(name);
  await author.getByLabel('Service to invite to').selectOption({ label: 'Flu vaccine' });
  await author.getByLabel('First day').fill(today);
  await author.getByLabel('Last day').fill(later);
  for (let task = 0; task < 4; task += 1) await save();
  await author.getByRole('button', { name: 'Save as a draft' }).click();
  await expect(author.getByRole('row', { name: 'To invite 10,000' })).toBeVisible({ timeout: 30_000 });
  await author.getByRole('button', { name: 'Ask for approval' }).click();
  await said(author, 'Approval is asked for.');

  const approver = await signedIn(browser, 'approves them', '/');
  await expect(approver).toHaveURL(/\/overview$/);
  screensOf(approver, opened);
  await approver.getByRole('region', { name: 'Waiting for you' }).getByRole('link', { name }).click();
  await approver.getByRole('button', { name: 'Approve', exact: true }).click();
  await said(approver, 'Approved. A third person can release it now.');
  await approver.context().close();

  // To the first approved wave; a third person lets it flow.
  expect(opened.length, opened.join(' ')).toBeLessThanOrEqual(MOST_SCREENS);
  await author.reload();
  await expect(author.getByRole('button', { name: 'Release' })).toBeHidden();
  const releaser = await signedIn(browser, 'releases them', new URL(author.url()).pathname);
  await releaser.getByRole('button', { name: 'Release' }).click();
  await releaser.getByRole('button', { name: 'Yes, release it' }).click();
  await said(releaser, 'Released. The first invitations leave within a minute.');
  await releaser.context().close();
  await author.reload();

  await author.getByRole('link', { name: 'See progress' }).click();
  await expect(invitedStage(author)).toContainText('50', { timeout: 60_000 });
  await author.context().close();
});
