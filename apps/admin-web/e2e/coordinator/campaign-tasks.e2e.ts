import {
  addService,
  changeCampaign,
  createClinic,
  pauseCampaign,
  requestApproval,
  type StaffMe,
  signIn,
} from '@fairslot/contract';
import { addDays } from '@fairslot/domain';
import { expect, test } from '@playwright/test';
import { accountOf, staffUrl } from '../desk';
import {
  advance,
  bearerOf,
  campaignOf,
  client,
  cohortOf,
  invitedStage,
  later,
  letItFlow,
  listOf,
  look,
  mailsOf,
  newPractice,
  outboxUrl,
  said,
  signedIn,
  today,
} from './coordinator';

/** After so long the next wave follows one that went well. */
const CANARY_SECONDS = 11 * 60;

test('T52 an author does not approve, and who may only approve does not release', async ({ browser }) => {
  const practice = newPractice();
  const cohortId = await cohortOf(practice, listOf(60, { practice }));
  const { id, name } = await campaignOf(`Hands ${practice}`, cohortId);
  const author = await signedIn(browser, 'writes campaigns', `/campaigns/${id}`);
  await author.getByRole('button', { name: 'Ask for approval' }).click();
  await said(author, 'Approval is asked for.');
  await expect(author.getByRole('button', { name: 'Approve', exact: true })).toBeHidden();

  const approver = await signedIn(browser, 'campaign approver', '/');
  await approver.getByRole('region', { name: 'Waiting for you' }).getByRole('link', { name }).click();
  await expect(approver.getByRole('button', { name: 'Approve', exact: true })).toBeVisible();
  for (const button of ['Release', 'Pause', 'Stop for good'])
    await expect(approver.getByRole('button', { name: button })).toBeHidden();
  await approver.getByRole('button', { name: 'Approve', exact: true }).click();
  await said(approver, 'Approved. A third person can release it now.');
  await expect(approver.getByRole('button', { name: 'Release' })).toBeHidden();
  await approver.context().close();

  const releaser = await signedIn(browser, 'releases them', `/campaigns/${id}`);
  await releaser.getByRole('button', { name: 'Release' }).click();
  await releaser.getByRole('button', { name: 'Yes, release it' }).click();
  await said(releaser, 'Released. The first invitations leave within a minute.');
  await releaser.context().close();
  await author.context().close();

  // Changed while it is paused: whoever approves it again sees what differs.
  const on = { params: { campaignId: id }, bearer: await bearerOf('writes campaigns') };
  await client.call(pauseCampaign, on);
  const hours = { from: '10:00', until: '18:00', days: [1, 2, 3, 4, 5], onHolidays: false };
  await client.call(changeCampaign, { ...on, body: { endsOn: addDays(later, 7), hours } });
  await client.call(requestApproval, on);
  const again = await signedIn(browser, 'campaign approver', `/campaigns/${id}`);
  const different = again.getByRole('region', { name: 'What is different' });
  await expect(different.getByRole('row')).toHaveCount(3);
  await expect(
    different.getByRole('row', {
      name: /9am to 7pm, Monday to Saturday, not on bank holidays .*10am to 6pm, Monday to Friday, not on bank holidays/,
    }),
  ).toBeVisible();
  await look(again, 'campaign-different');
  await again.context().close();
});

test('T53 invitations stop where times are short, and go on once a clinic is added', async ({ browser }) => {
  test.setTimeout(240_000);
  const practice = newPractice();
  const { token: bearer, me } = await client.call(signIn, { body: accountOf('region administrator') });
  const service = await client.call(addService, {
    bearer,
    body: { name: `Check ${practice}`, whoFor: 'Everybody', minutes: 10 },
  });
  const siteId = siteNear(me, 'widnes');
  const clinic = (ahead: number) =>
    client.call(createClinic, {
      bearer,
      params: { siteId },
      body: {
        date: addDays(today, ahead),
        from: '10:00',
        until: '12:30',
        slotMinutes: 10,
        capacity: 2,
        serviceIds: [service.id],
      },
    });
  await clinic(3);
  const cohortId = await cohortOf(practice, listOf(60, { practice }));
  // Thirty times, and everybody is expected to come.
  const campaign = await campaignOf(`Short ${practice}`, cohortId, { serviceId: service.id, expectedPercent: 100 });
  await letItFlow(campaign);
  const page = await signedIn(browser, 'writes campaigns', `/campaigns/${campaign.id}/progress`);
  await expect(invitedStage(page)).toContainText('30', { timeout: 60_000 });

  await advance(CANARY_SECONDS);
  await page.goto(`${staffUrl}/campaigns/${campaign.id}`);
  await expect(
    page.getByText('Waiting for free times near: WA8. Open more clinics there, and invitations follow.'),
  ).toBeVisible({ timeout: 60_000 });
  await page.getByRole('link', { name: 'See progress' }).click();
  await expect(invitedStage(page)).toContainText('30');

  await clinic(4);
  await expect(async () => {
    await page.reload();
    await expect(invitedStage(page)).toContainText('60', { timeout: 5_000 });
  }).toPass({ timeout: 90_000 });
  await page.context().close();
});

test('T54 within a minute of Pause nothing leaves any more', async ({ browser }) => {
  test.setTimeout(300_000);
  const practice = newPractice();
  const cohortId = await cohortOf(practice, listOf(3000, { practice }));
  const campaign = await campaignOf(`Pause ${practice}`, cohortId, { mode: 'dates' });
  await letItFlow(campaign);
  await expect.poll(async () => (await mailsOf(practice)).length, { timeout: 90_000 }).toBe(50);
  await advance(CANARY_SECONDS);
  await expect.poll(async () => (await mailsOf(practice)).length, { timeout: 90_000 }).toBeGreaterThan(50);

  const page = await signedIn(browser, 'writes campaigns', `/campaigns/${campaign.id}`);
  await page.getByRole('button', { name: 'Pause' }).click();
  await said(page, 'Paused. No more invitations leave within a minute.');
  await advance(60);
  await page.waitForTimeout(5_000);
  const left = (await mailsOf(practice)).length;
  expect(left).toBeLessThan(3000);
  await advance(60);
  await page.waitForTimeout(10_000);
  expect((await mailsOf(practice)).length).toBe(left);

  const releaser = await signedIn(browser, 'releases them', `/campaigns/${campaign.id}`);
  await releaser.getByRole('button', { name: 'Resume' }).click();
  await said(releaser, 'Invitations leave again.');
  await expect.poll(async () => (await mailsOf(practice)).length, { timeout: 90_000 }).toBeGreaterThan(left);
  await releaser.context().close();
  await page.context().close();
});

test('T55 a curly quote is caught, mended, and the message is sent to oneself as it will read', async ({ browser }) => {
  const practice = newPractice();
  const cohortId = await cohortOf(practice, listOf(60, { practice }));
  const campaign = await campaignOf(`Words ${practice}`, cohortId, { secondAfterDays: 0 });
  const page = await signedIn(browser, 'writes campaigns', `/campaigns/${campaign.id}/change`);
  await page.getByRole('button', { name: 'Messages' }).click();
  const box = page.getByLabel('Text message');
  await box.fill('{first name}, don’t wait for your {service}: {link}');
  await expect(page.getByText('’ makes every message shorter. Use plain signs')).toBeVisible();
  await expect(page.getByText('Because of ’ a text message holds 70 characters, not 160.')).toBeVisible();
  await page.getByRole('button', { name: 'Save and continue' }).click();
  await expect(
    page.getByRole('link', { name: /^First message, English: ’ makes every message shorter/ }),
  ).toBeVisible();
  await look(page, 'campaign-messages-error');
  await page.getByRole('button', { name: 'Use plain signs' }).click();
  await expect(box).toHaveValue("{first name}, don't wait for your {service}: {link}");
  await expect(page.getByText(/ 1 text message\. \d+ left\./)).toBeVisible();
  await page.getByRole('button', { name: 'Save and continue' }).click();
  await page.getByRole('button', { name: 'Save the change' }).click();

  // Polish and Arabic are read there too: words in one language alone are not sent to everybody.
  await expect(page.getByText(/^First message: people there read Polish/)).toBeVisible();
  await page.getByRole('button', { name: 'Ask for approval' }).click();
  await said(page, 'Write these words in every language that people there read, or in none.');
  await page.getByRole('button', { name: 'Send this message to me' }).click();
  await said(page, 'Sent to coordinator@fairslot.test.');
  const response = await fetch(`${outboxUrl}/messages.json?to=coordinator@fairslot.test`);
  const { items } = (await response.json()) as { items: { text: string }[] };
  expect(items.some(({ text }) => text.includes("Cora, don't wait for your flu vaccine: http"))).toBe(true);
  await page.context().close();
});

function siteNear(me: StaffMe, word: string): string {
  const site = me.sites.find(({ id }) => id.includes(word));
  if (!site) throw new Error(`no site is called ${word}`);
  return site.id;
}
