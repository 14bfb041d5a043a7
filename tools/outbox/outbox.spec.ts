import { type ChildProcess, spawn } from 'node:child_process';
import path from 'node:path';
import { createTransport } from 'nodemailer';
import { freePort } from '../postgres/free-port.mjs';

interface Kept {
  channel: string;
  to: string;
  subject?: string;
  text: string;
  messageId?: string;
  attachments: { filename: string; path: string }[];
}

let outbox: ChildProcess;
let address: string;
let smtpPort: number;

beforeAll(async () => {
  const port = await freePort();
  smtpPort = await freePort();
  address = `http://127.0.0.1:${port}`;
  const env = { ...process.env, HOST: '127.0.0.1', PORT: String(port), SMTP_PORT: String(smtpPort) };
  outbox = spawn(process.execPath, [path.join(__dirname, 'main.mjs')], { env, stdio: ['ignore', 'pipe', 'inherit'] });
  await new Promise<void>((ready) =>
    outbox.stdout?.on('data', (said) => String(said).includes('Outbox on') && ready()),
  );
}, 20_000);

afterAll(async () => {
  const ended = new Promise((exit) => outbox.once('exit', exit));
  outbox.kill('SIGTERM');
  if ((await ended) !== 0) throw new Error('the outbox did not end by itself');
});

beforeEach(() => fetch(`${address}/messages`, { method: 'DELETE' }));

const sendMail = (subject: string, html?: string) =>
  createTransport(`smtp://127.0.0.1:${smtpPort}`).sendMail({
    from: 'Fairslot <appointments@fairslot.test>',
    to: 'amina@example.org',
    subject,
    text: 'Change it: http://localhost:3000/m/ABC.',
    html,
    attachments: [{ filename: 'appointment.ics', content: 'BEGIN:VCALENDAR', contentType: 'text/calendar' }],
  });

const sendText = (body: unknown, type = 'application/json') =>
  fetch(`${address}/messages`, { method: 'POST', headers: { 'content-type': type }, body: JSON.stringify(body) });

async function kept(to = ''): Promise<Kept[]> {
  const answer = await fetch(`${address}/messages.json?to=${encodeURIComponent(to)}`);
  return ((await answer.json()) as { items: Kept[] }).items;
}

test('e-mail and text messages are listed, newest first, and found by recipient', async () => {
  await sendMail('You are booked');
  expect((await sendText({ channel: 'sms', to: '+447700900123', text: 'Booked', messageId: 'm1' })).status).toBe(201);
  expect((await kept()).map(({ channel }) => channel)).toEqual(['sms', 'email']);
  expect(await kept('+44 7700 900123')).toMatchObject([{ text: 'Booked', messageId: 'm1' }]);
  const [mail] = await kept('amina');
  expect(mail).toMatchObject({ subject: 'You are booked', to: 'amina@example.org' });
  const file = await fetch(address + mail?.attachments[0]?.path);
  expect(file.headers.get('content-disposition')).toContain('appointment.ics');
});

test('the page makes links of addresses and keeps the markup of others in a sandbox', async () => {
  await sendMail('<b>Booked</b>', '<script>alert(1)</script><a href="http://localhost:3000/m/ABC">Change</a>');
  const answer = await fetch(address);
  const page = await answer.text();
  expect(page).toContain('<a href="http://localhost:3000/m/ABC">http://localhost:3000/m/ABC</a>.');
  expect(page).not.toMatch(/<b>Booked|<script>/);
  expect(page).toContain('sandbox="allow-popups allow-popups-to-escape-sandbox"');
  expect(answer.headers.get('content-security-policy')).toContain("default-src 'none'");
});

test.each([
  ['something that is not a text message', { channel: 'letter' }, 'application/json', 422],
  ['a form of a web page', { channel: 'sms', to: '1', text: 'x' }, 'text/plain', 415],
  ['a text that is far too long', { channel: 'sms', to: '1', text: 'x'.repeat(70_000) }, 'application/json', 413],
])('%s is refused', async (_what, body, type, status) => {
  expect((await sendText(body, type)).status).toBe(status);
  expect(await kept()).toEqual([]);
});

test('only the last 500 messages are kept', async () => {
  for (let n = 1; n <= 505; n++) await sendText({ channel: 'sms', to: '1', text: `text ${n}` });
  const all = await kept();
  expect(all).toHaveLength(500);
  expect(all[0]?.text).toBe('text 505');
});
