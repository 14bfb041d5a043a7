import { createClient } from '@fairslot/client';
import {
  approveCampaign,
  createCampaign,
  createCohort,
  importPeople,
  releaseCampaign,
  requestApproval,
  signIn,
  type BodyInput,
  type Campaign,
  type CohortRules,
} from '@fairslot/contract';
import { addDays } from '@fairslot/domain';
import { expect, type Browser, type Page } from '@playwright/test';
import { accountOf, apiUrl, fillSignIn, staffUrl } from '../desk';
import { lookAt } from '../look';

export const outboxUrl = (process.env['OUTBOX_URL'] ?? 'http://localhost:3003').replace(/\/+$/, '');

/** The product runs on a clock of its own, set to a working day: these tests pass at any hour. */
export const startedAt = new Date(process.env['CLOCK'] ?? Date.now());
export const today = startedAt.toISOString().slice(0, 10);
export const later = addDays(today, 30);

/** Told apart from those of every other run by the practice. */
let lists = 0;
export const newPractice = (): string =>
  `${Date.now().toString(36).slice(-6).toUpperCase()}${(lists++).toString(36).toUpperCase()}`;

/** Figures as letters, because a name has none. */
const spelt = (text: string): string => text.replace(/\d/g, (digit) => 'ABCDEFGHIJ'.charAt(Number(digit)));

export const HEADINGS = 'Forename,Surname,DOB,NHS No.,Postcode,E-mail,GP surgery';
export interface Listed {
  practice: string;
  postcode?: string;
  born?: (n: number) => string;
}

/** So many people as a practice hands them out; without numbers, so that no other list of any run has them. */
export function listOf(people: number, { practice, postcode = 'WA8 7GD', born }: Listed): string[] {
  const year = (n: number) => `14/03/${1940 + (n % 20)}`;
  return Array.from({ length: people }, (_, n) => {
    const last = spelt(`Of ${practice} ${n}`);
    return `Resident${n},${last},${(born ?? year)(n)},,${postcode},${practice}.${n}@example.com,${practice}`;
  });
}

export async function signedIn(browser: Browser, role: string, to: string): Promise<Page> {
  const page = await (await browser.newContext({ viewport: { width: 1280, height: 900 }, locale: 'en-GB' })).newPage();
  if (process.env['CLOCK']) await page.clock.setSystemTime(startedAt);
  await page.goto(`${staffUrl}${to}`);
  await fillSignIn(page, accountOf(role));
  await expect(page.getByRole('navigation', { name: 'Main' })).toBeVisible();
  return page;
}

/** Narrow and wide. */
export const look = (page: Page, picture: string) => lookAt(page, [390, 1280], `coordinator-${picture}`);

export const said = (page: Page, words: string | RegExp, within = 10_000) =>
  expect(page.getByRole('status').filter({ hasText: words })).toBeVisible({ timeout: within });

export async function addRule(page: Page, part: string, kind: string, fill: () => Promise<void>): Promise<void> {
  await page.getByRole('button', { name: part }).click();
  await page.getByLabel('What the rule is about').selectOption({ label: kind });
  await fill();
  await page.getByRole('button', { name: 'Add this rule' }).click();
}

/** Moves the clock of the product. */
export async function advance(seconds: number): Promise<void> {
  await fetch(`${apiUrl}/dev/clock`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ advanceSeconds: seconds }),
  });
}

export const client = createClient({ baseUrl: apiUrl });
const bearers = new Map<string, string>();

/** A session of a demonstration account, for what a test needs to be there before it looks. */
export async function bearerOf(role: string): Promise<string> {
  const known = bearers.get(role);
  if (known) return known;
  const { token } = await client.call(signIn, { body: accountOf(role) });
  bearers.set(role, token);
  return token;
}

export const invitedStage = (page: Page) => page.getByRole('listitem').filter({ hasText: /^Invited/ });

/** Invitations of this practice that have left. */
export async function mailsOf(practice: string): Promise<{ to: string; text: string }[]> {
  const response = await fetch(`${outboxUrl}/messages.json?to=${practice.toLowerCase()}.`);
  const { items } = (await response.json()) as { items: { to: string; text: string }[] };
  return items.filter(({ text }) => /\/i\/[0-9A-Z]{16}/.test(text));
}

/** People of a practice in the database, and a cohort of them. Answers the id of the cohort. */
export async function cohortOf(practice: string, rows: readonly string[], more: Partial<CohortRules> = {}) {
  const bearer = await bearerOf('writes campaigns');
  const csv = [HEADINGS, ...rows].join('\n');
  await client.call(importPeople, {
    bearer,
    body: { name: practice, csv, columns: { practice: 'GP surgery' } },
  });
  const rules = {
    include: [{ kind: 'practice' as const, practices: [practice] }],
    leaveOut: [],
    doNotContact: [],
    ...more,
  };
  return (await client.call(createCohort, { bearer, body: { name: `Practice ${practice}`, rules } })).id;
}

/** A campaign of that cohort as a draft. */
export async function campaignOf(
  name: string,
  cohortId: string,
  some: Partial<BodyInput<typeof createCampaign>> = {},
): Promise<Campaign> {
  return client.call(createCampaign, {
    bearer: await bearerOf('writes campaigns'),
    body: {
      name,
      cohortId,
      serviceId: 'flu',
      startsOn: today,
      endsOn: later,
      mode: 'drip',
      perDay: 5000,
      ...some,
    },
  });
}

/** Asked for, approved and released by three people. */
export async function letItFlow({ id }: Campaign): Promise<void> {
  const on = { params: { campaignId: id } };
  await client.call(requestApproval, { ...on, bearer: await bearerOf('writes campaigns') });
  await client.call(approveCampaign, { ...on, bearer: await bearerOf('approves them') });
  await client.call(releaseCampaign, { ...on, bearer: await bearerOf('releases them') });
}
