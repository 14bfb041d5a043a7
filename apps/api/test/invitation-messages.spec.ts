import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { textsFor } from '@fairslot/texts';
import { EndInvitations } from '../src/messages/webhooks/end-invitations';
import { addressCsv, WriteLetters } from '../src/messages/letters/write-letters.job';
import { type AboutMessage, MessageKinds } from '../src/messages/message-kinds';
import { emailHtml, emailPlain } from '../src/messages/templates/email-html';
import { LedgerWorld } from './ledger-world';
import { until } from './twilio-world';

jest.setTimeout(60_000);

let ledger: LedgerWorld;
const letters = mkdtempSync(path.join(tmpdir(), 'letters-'));
const ADDRESS = 'Łucja Nowak\n1 High Street\nLiverpool\nL24 8QB';
/** How each person invited can be reached. */
const reach = new Map<number, { mobile?: string; email?: string; address?: string }>();

const invited = {
  firstName: 'Łucja',
  service: 'flu vaccine',
  organisation: 'Merseyside',
  link: 'http://book.test/i/ABCDEFGH12345678',
  code: 'K7QF-9X2A4',
  helpPhone: '0151 496 0000',
};

beforeAll(async () => {
  ledger = await LedgerWorld.open('2026-10-12T08:00:00Z', '2026-10-19', { LETTERS_DIR: letters });
  const of = ({ invitationId }: AboutMessage) => reach.get(invitationId ?? 0) ?? {};
  // In place of the campaigns, which have people and rules of their own.
  const kinds = ledger.get(MessageKinds);
  const real = { compose: kinds.compose.bind(kinds), ways: kinds.ways.bind(kinds), address: kinds.address.bind(kinds) };
  Object.assign(kinds, {
    async compose(message: AboutMessage) {
      if (message.invitationId === null) return real.compose(message);
      const { mobile, email, address } = of(message);
      const words = textsFor('en').invitations.invitation;
      if (message.channel === 'sms') return { to: mobile ?? '', text: words.sms(invited) };
      const mail = words.email(invited);
      if (message.channel === 'letter')
        return { to: address ?? '', subject: mail.subject, text: mail.paragraphs.join('\n\n'), link: invited.link };
      const unsubscribeUrl = ledger.get(EndInvitations).urlFor(email ?? '');
      return {
        to: email ?? '',
        subject: mail.subject,
        text: emailPlain(mail),
        html: emailHtml(mail, 'en'),
        unsubscribeUrl,
      };
    },
    async ways(message: AboutMessage) {
      if (message.invitationId === null) return real.ways(message);
      const { mobile, email, address } = of(message);
      return [
        ...(mobile ? (['sms'] as const) : []),
        ...(email ? (['email'] as const) : []),
        ...(address ? (['letter'] as const) : []),
      ];
    },
    async address(message: AboutMessage) {
      if (message.invitationId === null) return real.address(message);
      const { mobile = null, email = null } = of(message);
      return message.channel === 'sms' ? mobile : email;
    },
  });
});
afterAll(async () => {
  await ledger?.close();
  rmSync(letters, { recursive: true });
});

/** An invitation with its first message; answers its number. */
async function invite(how: { mobile?: string; email?: string; address?: string }): Promise<number> {
  const [row] = await ledger.rows<{ id: number }>(
    `WITH a AS (INSERT INTO audience (kind, name, created_at) VALUES ('campaign', 'Flu', now()) RETURNING id),
       p AS (INSERT INTO person (row_key, first_name, last_name, date_of_birth, person_key, created_at)
         VALUES (gen_random_uuid(), 'Lucja', 'Nowak', '1950-01-01', sha256(gen_random_uuid()::text::bytea), now()) RETURNING id)
     INSERT INTO invitation (audience_id, person_id, token_hash, expires_at, created_at)
     SELECT a.id, p.id, sha256(gen_random_uuid()::text::bytea), now() + interval '1 year', now() FROM a, p RETURNING id`,
  );
  const id = Number(row?.id);
  reach.set(id, how);
  const channel = how.mobile ? 'sms' : how.email ? 'email' : 'letter';
  await ledger.rows(
    `INSERT INTO message (invitation_id, kind, channel, occurrence, send_after, not_after, created_at)
     VALUES ($1, 'invitation', $2, 1, app_now(), app_now() + interval '7 days', app_now())`,
    [id, channel],
  );
  return id;
}
const becomes = (id: number, wanted: string): Promise<string> =>
  until(
    async () =>
      (
        await ledger.rows<{ channel: string; state: string }>(
          'SELECT channel, state FROM message WHERE invitation_id = $1 ORDER BY id',
          [id],
        )
      )
        .map(({ channel, state }) => `${channel} ${state}`)
        .join(', '),
    (found) => found === wanted,
  );

test('an invitation goes by text, else by e-mail, else by letter, else somebody calls', async () => {
  expect(await becomes(await invite({ mobile: ledger.aMobile() }), 'sms delivered')).toBe('sms delivered');
  await ledger.twilio.next('invalid_number');
  ledger.refuse = 550;
  const written = await invite({ mobile: ledger.aMobile(), email: 'lucja@example.org', address: ADDRESS });
  const waits = 'sms failed, email failed, letter pending';
  expect(await becomes(written, waits)).toBe(waits);
  // A letter is handed over on the next working day.
  const [letter] = await ledger.rows<{ from: Date }>(
    `SELECT send_after AS "from" FROM message WHERE invitation_id = $1 AND channel = 'letter'`,
    [written],
  );
  expect(letter?.from.toISOString()).toBe('2026-10-13T08:00:00.000Z');
  await ledger.goTo('2026-10-13T08:00:00Z');
  const wanted = 'sms failed, email failed, letter accepted';
  expect(await becomes(written, wanted)).toBe(wanted);
  await ledger.twilio.next('invalid_number');
  const called = await invite({ mobile: ledger.aMobile() });
  expect(await becomes(called, 'sms failed, call accepted')).toBe('sms failed, call accepted');
  ledger.refuse = 0;
});

test('letters are kept sealed, printed a page each with the addresses in the same order, and then forgotten', async () => {
  const second = await invite({ address: '=HYPERLINK("x")\nSpeke' });
  expect(await becomes(second, 'letter accepted')).toBe('letter accepted');
  const kept = await ledger.rows<{ text: string }>('SELECT row_to_json(l)::text AS text FROM letter l');
  expect(kept).toHaveLength(2);
  expect(kept.map(({ text }) => text).join()).not.toMatch(/Nowak|Speke/);
  await ledger.get(WriteLetters).run();
  const names = readdirSync(letters).sort();
  expect(names).toEqual(['letters-2026-10-13-000001.csv', 'letters-2026-10-13-000001.pdf']);
  const pdf = readFileSync(path.join(letters, names[1] as string));
  expect(pdf.subarray(0, 5).toString()).toBe('%PDF-');
  expect(pdf.toString('latin1').match(/\/Type \/Page\b/g)).toHaveLength(2);
  const [header, first, other] = readFileSync(path.join(letters, names[0] as string), 'utf8')
    .trim()
    .split('\r\n');
  expect(header).toMatch(/^page,letter,address1/);
  expect(first).toMatch(/^1,[\w-]{22},Łucja Nowak,1 High Street,Liverpool,L24 8QB/);
  expect(other).toMatch(/^2,[\w-]{22},"'=HYPERLINK/);
  expect(await ledger.rows('SELECT 1 FROM letter WHERE content_ct IS NOT NULL')).toEqual([]);
  await ledger.get(WriteLetters).run();
  expect(readdirSync(letters)).toHaveLength(2);
});

test('a batch that was broken off is written again under its own name', async () => {
  expect(await becomes(await invite({ address: ADDRESS }), 'letter accepted')).toBe('letter accepted');
  await ledger.rows(`WITH b AS (INSERT INTO letter_batch (letters, made_at) VALUES (1, app_now()) RETURNING id)
    UPDATE letter SET batch_id = b.id FROM b WHERE letter.batch_id IS NULL`);
  await ledger.get(WriteLetters).run();
  expect(readdirSync(letters).filter((name) => name.endsWith('.pdf'))).toHaveLength(2);
});

test('an address list is text for any spreadsheet', () => {
  const line = addressCsv([{ id: 'x', to: '+44\n@a', subject: '', text: '', link: '', language: 'en' }]).split(
    '\r\n',
  )[1];
  expect(line).toMatch(/^1,x,'\+44,'@a/);
});

test('one click ends invitations by e-mail and nothing else; a token that is none ends nothing', async () => {
  const email = 'leaves@example.org';
  expect(await becomes(await invite({ email }), 'email accepted')).toBe('email accepted');
  const mail = ledger.inbox.find(({ to }) => (to as { text: string }).text === email);
  const list = mail?.headers.get('list') as { unsubscribe?: { url: string } } | undefined;
  const url = list?.unsubscribe?.url as string;
  expect(url).toMatch(/^http:\/\/book\.test\/u\/[\w-]{32}$/);
  expect(mail?.headerLines.find(({ key }) => key === 'list-unsubscribe-post')?.line).toMatch(/One-Click/);
  const post = (token: string) =>
    fetch(`${ledger.api.url}/api/v1/unsubscribe/${token}`, {
      method: 'POST',
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
      body: 'List-Unsubscribe=One-Click',
    });
  const token = url.split('/').at(-1) as string;
  expect((await post(`A${token.slice(1)}`)).status).toBe(204);
  expect(await ledger.rows(`SELECT 1 FROM opt_out`)).toEqual([]);
  expect((await post(token)).status).toBe(204);
  expect(await becomes(await invite({ email }), 'email suppressed, call accepted')).toMatch(/^email suppressed/);
  const [booked] = await ledger.book({ email });
  expect(
    await ledger.becomes(booked as { id: number; reference: string; dateOfBirth: string }, 'booked', 'email accepted'),
  ).toBe('email accepted');
});
