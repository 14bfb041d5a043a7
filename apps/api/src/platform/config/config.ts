import { BlockList } from 'node:net';
import { type HolidayCalendar, readHolidays, usualHolidays } from '@fairslot/domain';
import { z } from 'zod';
import { readNetworks } from '../http/network';

const yes = z.enum(['true', 'false']).transform((text) => text === 'true');
const zone = z.string().refine((name) => {
  try {
    return Boolean(new Intl.DateTimeFormat('en', { timeZone: name }));
  } catch {
    return false;
  }
}, 'is not a time zone such as Europe/London');

/** `5/900,10/86400`: five in fifteen minutes and ten in a day. */
const limit = z
  .string()
  .regex(/^\d+\/\d+(,\d+\/\d+)*$/, 'is a list such as 5/900,10/86400 (tries/seconds)')
  .transform((text) =>
    text.split(',').map((part) => {
      const [tries, seconds] = part.split('/').map(Number) as [number, number];
      return { tries, seconds };
    }),
  );

const networks = z.string().transform((text, context) => {
  const list = readNetworks(text);
  if (!list) context.addIssue({ code: 'custom', message: 'is a list of networks such as 192.0.2.0/24,2001:db8::/32' });
  return list ?? new BlockList();
});

const holidays = z.string().transform((text, context) => {
  const read = readHolidays(text);
  if (!read)
    context.addIssue({ code: 'custom', message: 'is england-and-wales, none, or dates such as 2026-12-25,2026-12-26' });
  return read ?? 'none';
});

const webAddress = z
  .url({ protocol: /^https?$/, error: 'is an address that begins with https:// or http://' })
  .transform((url) => url.replace(/\/$/, ''));

/** OWASP's first choice for Argon2id: 19 MiB (with two passes and one lane). */
const OWASP_MEMORY = 19_456;

/** Text messages go through Twilio where all of these are set. */
const TWILIO = ['TWILIO_ACCOUNT_SID', 'TWILIO_AUTH_TOKEN', 'TWILIO_MESSAGING_SERVICE_SID'] as const;

const shape = z
  .object({
    NODE_ENV: z.enum(['development', 'test', 'production']).default('development'),
    ROLES: z
      .string()
      .default('api,worker')
      .transform((text) => text.split(',').map((role) => role.trim()))
      .pipe(z.array(z.enum(['api', 'worker'], 'names api, worker or both')).min(1)),
    HOST: z.string().default('127.0.0.1'),
    PORT: z.coerce.number().int().min(0).max(65_535).default(3002),
    DATABASE_URL: z.url('is the address of PostgreSQL for the role fairslot_public'),
    DATABASE_POOL: z.coerce.number().int().min(2).max(100).default(16),
    QUEUE_URL: z
      .url({ protocol: /^rediss?$/, error: 'is redis://…; leave it out to keep the queue in PostgreSQL' })
      .optional(),
    SECRET_KEY: z.string().regex(/^[0-9a-f]{64}$/, 'has 64 hexadecimal characters (openssl rand -hex 32)'),
    PUBLIC_URL: z.url('is the address residents use').transform((url) => url.replace(/\/$/, '')),
    TRUSTED_PROXIES: z.coerce.number().int().min(0).max(5).default(0),
    SMTP_URL: z.url({ protocol: /^smtps?$/, error: 'is smtp://… or smtps://…' }).optional(),
    TWILIO_ACCOUNT_SID: z
      .string()
      .regex(/^AC[0-9a-f]{32}$/i, 'is AC and 32 hexadecimal characters')
      .optional(),
    TWILIO_AUTH_TOKEN: z.string().min(16, 'is the secret of the Twilio account').optional(),
    TWILIO_MESSAGING_SERVICE_SID: z
      .string()
      .regex(/^MG[0-9a-f]{32}$/i, 'is MG and 32 hexadecimal characters')
      .optional(),
    TWILIO_API_URL: webAddress.optional(),
    WEBHOOK_URL: webAddress.optional(),
    MAIL_FROM: z.string().default('Fairslot <appointments@fairslot.test>'),
    OUTBOX_URL: z.url().optional(),
    TIME_ZONE: zone.default('Europe/London'),
    /** People have NHS numbers. Off outside England: it is nowhere asked for, shown or kept. */
    NHS_NUMBER: z.enum(['on', 'off']).default('on'),
    /** Offered to be left out of a clinic series, and kept free of invitations and letters; by the time zone where nobody says. */
    HOLIDAYS: holidays.optional(),
    REGION_NAME: z.string().trim().min(1).max(60).default('Cheshire and Merseyside'),
    STAFF_URL: z
      .url('is the address staff use')
      .transform((url) => url.replace(/\/$/, ''))
      .optional(),
    /** A way to sign in besides the accounts here: the words of its button, a space, and its address. */
    SIGN_IN_BUTTON: z
      .string()
      .regex(/^\S.{0,58}\S https:\/\/\S+$/, 'is words of a button, a space, and an address that begins with https://')
      .transform((text) => ({ name: text.slice(0, text.lastIndexOf(' ')), url: text.slice(text.lastIndexOf(' ') + 1) }))
      .optional(),
    SECOND_FACTOR: z.enum(['required', 'optional']).optional(),
    HELP_PHONE: z.string().default('0151 496 0000'),
    /** What trying one password costs, in KiB of memory. */
    PASSWORD_MEMORY: z.coerce.number().int().min(8).default(OWASP_MEMORY),
    /** The API explained at /api/docs. */
    API_DOCS: z.enum(['on', 'off']).default('on'),
    LOG_LEVEL: z.enum(['debug', 'info', 'warn', 'error', 'silent']).default('info'),
    DEMO: yes.default(false),
    CLOCK: z.iso.datetime({ offset: true, error: 'is an instant such as 2026-10-25T00:50:00Z' }).optional(),
    LIMIT_LOOK_UPS: limit.default([
      { tries: 5, seconds: 900 },
      { tries: 10, seconds: 86_400 },
    ]),
    LIMIT_SIGN_INS: limit.default([{ tries: 10, seconds: 900 }]),
    LIMIT_HOLDS: limit.default([{ tries: 3, seconds: 600 }]),
    LIMIT_HOLDS_SHARED: limit.default([{ tries: 20, seconds: 3600 }]),
    SHARED_NETWORKS: networks.default(() => new BlockList()),
    BOOKINGS_PER_CONTACT: z.coerce.number().int().min(1).default(6),
    LIMIT_MESSAGES: limit.default([
      { tries: 4, seconds: 86_400 },
      { tries: 10, seconds: 604_800 },
    ]),
    SMS_PER_SECOND: z.coerce.number().min(0).max(1000).default(50),
    EMAIL_PER_SECOND: z.coerce.number().min(0).max(1000).default(50),
    SMS_PART_PRICE: z.coerce.number().min(0).max(10).optional(),
    EMAIL_PRICE: z.coerce.number().min(0).max(10).optional(),
    LETTER_PRICE: z.coerce.number().min(0).max(10).optional(),
    CURRENCY: z
      .string()
      .regex(/^[A-Z]{3}$/, 'is a currency such as GBP')
      .default('GBP'),
    LETTERS_DIR: z.string().optional(),
    KEEP_HOLDS_HOURS: z.coerce.number().int().min(1).max(8760).default(24),
    KEEP_CONTACTS_DAYS: z.coerce.number().int().min(7).max(3650).default(90),
    KEEP_RECORDS_YEARS: z.coerce.number().int().min(1).max(50).default(8),
    KEEP_AUDIT_YEARS: z.coerce.number().int().min(8).max(50).default(8),
    INBOUND_DAYS: z.coerce.number().int().min(1).max(3650).default(90),
  })
  .superRefine((c, context) => {
    const fault = (path: string, message: string) => context.addIssue({ code: 'custom', path: [path], message });
    if (!c.SMTP_URL && c.ROLES.includes('worker'))
      fault('SMTP_URL', 'is the mail server that the worker sends through');
    const missing = TWILIO.filter((name) => !c[name]);
    if (missing.length < TWILIO.length)
      for (const name of missing) fault(name, `is missing: ${TWILIO.join(', ')} are set together or not at all`);
    if (c.NODE_ENV !== 'production') return;
    if (c.CLOCK) fault('CLOCK', 'is never set in production');
    if (c.SECOND_FACTOR === 'optional') fault('SECOND_FACTOR', 'is always required in production');
    if (c.PASSWORD_MEMORY < OWASP_MEMORY) fault('PASSWORD_MEMORY', `is ${OWASP_MEMORY} or more in production`);
    if (c.DEMO) fault('DEMO', 'is never set in production');
    if (c.OUTBOX_URL) fault('OUTBOX_URL', 'is for demonstrations and is never set in production');
    if (/^(.)\1*$/.test(c.SECRET_KEY)) fault('SECRET_KEY', 'is a default: make one of your own');
    for (const name of ['PUBLIC_URL', 'STAFF_URL', 'WEBHOOK_URL', 'TWILIO_API_URL'] as const)
      if (c[name] && !c[name].startsWith('https://')) fault(name, 'begins with https:// in production');
  });

export const configNames = Object.keys(shape.shape);

export type Config = z.output<typeof shape>;

/** Public holidays of the region. */
export const holidaysOf = ({ HOLIDAYS, TIME_ZONE }: Config): HolidayCalendar => HOLIDAYS ?? usualHolidays(TIME_ZONE);

/** Reads the environment, or throws one error that lists every fault. */
export function readConfig(environment: NodeJS.ProcessEnv): Config {
  const given = Object.fromEntries(Object.entries(environment).filter(([, value]) => value !== ''));
  const read = shape.safeParse(given);
  if (read.success) return read.data;
  const faults = read.error.issues.map((issue) => `  ${issue.path.join('.')} ${issue.message}`);
  throw new Error(`The configuration has ${faults.length} fault(s):\n${faults.join('\n')}`);
}

/** Injection token of the configuration. */
export const CONFIG = Symbol('config');
