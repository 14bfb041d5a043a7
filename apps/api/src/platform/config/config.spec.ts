import { readFileSync } from 'node:fs';
import path from 'node:path';
import { configNames, readConfig } from './config';

const good = {
  DATABASE_URL: 'postgres://fairslot_public@127.0.0.1/fairslot',
  SECRET_KEY: '0123456789abcdef'.repeat(4),
  PUBLIC_URL: 'https://book.example.org/',
  SMTP_URL: 'smtp://127.0.0.1:2525',
};

test('every fault is listed in one error', () => {
  const read = () => readConfig({ PORT: 'high', QUEUE_URL: 'http://x', TIME_ZONE: 'Mars/Base', SECRET_KEY: 'short' });
  expect(read).toThrow(/PORT/);
  expect(read).toThrow(/QUEUE_URL is redis/);
  expect(read).toThrow(/TIME_ZONE is not a time zone/);
  expect(read).toThrow(/SECRET_KEY has 64/);
  expect(read).toThrow(/DATABASE_URL/);
});

test('production refuses a shifted clock, demo data and the demo outbox', () => {
  const read = () =>
    readConfig({
      ...good,
      NODE_ENV: 'production',
      CLOCK: '2026-10-25T00:50:00Z',
      DEMO: 'true',
      OUTBOX_URL: 'http://127.0.0.1:1',
    });
  expect(read).toThrow(/CLOCK is never set[\s\S]*DEMO is never set[\s\S]*OUTBOX_URL/);
});

test('passwords cost as much as OWASP asks, and production takes no less', () => {
  expect(readConfig(good).PASSWORD_MEMORY).toBe(19_456);
  const cheap = { ...good, PASSWORD_MEMORY: '64' };
  expect(readConfig(cheap).PASSWORD_MEMORY).toBe(64);
  expect(() => readConfig({ ...cheap, NODE_ENV: 'production' })).toThrow(/PASSWORD_MEMORY is 19456 or more/);
});

const twilio = {
  TWILIO_ACCOUNT_SID: `AC${'0'.repeat(32)}`,
  TWILIO_AUTH_TOKEN: 'a secret of theirs',
  TWILIO_MESSAGING_SERVICE_SID: `MG${'0'.repeat(32)}`,
};

test('Twilio is set up wholly or not at all', () => {
  expect(readConfig({ ...good, ...twilio }).TWILIO_ACCOUNT_SID).toBe(twilio.TWILIO_ACCOUNT_SID);
  const { TWILIO_AUTH_TOKEN: _, ...part } = twilio;
  expect(() => readConfig({ ...good, ...part })).toThrow(/TWILIO_AUTH_TOKEN is missing/);
  expect(() => readConfig({ ...good, TWILIO_AUTH_TOKEN: 'a secret of theirs' })).toThrow(
    /TWILIO_ACCOUNT_SID is missing[\s\S]*TWILIO_MESSAGING_SERVICE_SID is missing/,
  );
  expect(() => readConfig({ ...good, ...twilio, TWILIO_ACCOUNT_SID: 'AC1' })).toThrow(
    /TWILIO_ACCOUNT_SID is AC and 32/,
  );
});

test('what crosses the internet is encrypted in production', () => {
  const urls = { WEBHOOK_URL: 'http://hooks.example.org', TWILIO_API_URL: 'http://127.0.0.1:3004/' };
  expect(readConfig({ ...good, ...twilio, ...urls }).TWILIO_API_URL).toBe('http://127.0.0.1:3004');
  expect(() => readConfig({ ...good, ...twilio, ...urls, NODE_ENV: 'production' })).toThrow(
    /WEBHOOK_URL begins with https[\s\S]*TWILIO_API_URL begins with https/,
  );
});

test('limits are read as tries in seconds', () => {
  expect(readConfig({ ...good, LIMIT_LOOK_UPS: '3/60' }).LIMIT_LOOK_UPS).toEqual([{ tries: 3, seconds: 60 }]);
});

test('.env.example names every setting and no other', () => {
  const example = readFileSync(path.join(__dirname, '../../../../../.env.example'), 'utf8');
  const named = [...example.matchAll(/^#? ?([A-Z_]+)=/gm)].map((match) => match[1]);
  expect(new Set(named)).toEqual(new Set([...configNames, 'MIGRATION_DATABASE_URL']));
});
