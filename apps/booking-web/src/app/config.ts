import { z } from 'zod';

const flag = z.enum(['true', 'false', '1', '0', '']).transform((text) => text === 'true' || text === '1');
const address = z.url({ protocol: /^https?$/, error: 'must be an address that begins with http:// or https://' });
const withoutSlash = (text: string) => text.replace(/\/+$/, '');

const isTimeZone = (text: string) => {
  try {
    return Boolean(new Intl.DateTimeFormat('en', { timeZone: text }));
  } catch {
    return false;
  }
};

const shape = z
  .object({
    NODE_ENV: z.enum(['development', 'test', 'production']).default('development'),
    HOST: z.string().default('127.0.0.1'),
    PORT: z.coerce.number().int().min(0).max(65_535).default(3000),
    /** The API as this server reaches it, without a path. */
    API_URL: address.transform(withoutSlash),
    /** This site as browsers reach it; decides whether cookies are for https only. */
    PUBLIC_URL: address.transform(withoutSlash).optional(),
    /** How many proxies stand in front and may be believed about the address of the caller. */
    TRUSTED_PROXIES: z.coerce.number().int().min(0).max(5).default(0),
    OUTBOX_URL: address.optional(),
    /** Shows languages that nobody has checked yet, each with a notice; the demonstration does. */
    DRAFT_LANGUAGES: flag.optional(),
    /** Until this instant every page says when the service can be used. */
    CLOSED_UNTIL: z.iso.datetime({ offset: true }).optional(),
    /** Shows the made-up languages of tests. */
    PSEUDO_LANGUAGES: flag.optional(),
    /** Shows on every page that nothing here is real. */
    DEMO: flag.optional(),
    REGION_NAME: z.string().default('Cheshire and Merseyside'),
    /** People have NHS numbers; off outside England. */
    NHS_NUMBER: z.enum(['on', 'off']).default('on'),
    HELP_PHONE: z.string().default('0151 496 0000'),
    /** A page where people who use sign language make a video call; every page links to it. */
    SIGN_LANGUAGE_URL: address.optional(),
    /** A page about where somebody whom the rules turn away can pay for a vaccine. */
    PAID_VACCINES_URL: address.optional(),
    TIME_ZONE: z.string().refine(isTimeZone, 'must be a time zone such as Europe/London').default('Europe/London'),
    LOG_LEVEL: z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent']).default('info'),
  })
  .refine((env) => env.NODE_ENV !== 'production' || !(env.DEMO || env.OUTBOX_URL), {
    path: ['DEMO'],
    message: 'and OUTBOX_URL are for demonstrations: production refuses them',
  })
  .refine((env) => env.NODE_ENV !== 'production' || !env.PSEUDO_LANGUAGES, {
    path: ['PSEUDO_LANGUAGES'],
    message: 'are for tests: production refuses them',
  })
  // Over http a cookie can be read on the way, and the default address would quietly switch its protection off.
  .refine((env) => env.NODE_ENV !== 'production' || env.PUBLIC_URL?.startsWith('https://'), {
    path: ['PUBLIC_URL'],
    message: 'must be given and begin with https:// in production',
  });

export interface Config {
  host: string;
  port: number;
  apiUrl: string;
  publicUrl: string;
  isHttps: boolean;
  trustedProxies: number;
  outboxUrl?: string;
  isDemo: boolean;
  closedUntil?: string;
  draftLanguages: boolean;
  pseudoLanguages: boolean;
  region: string;
  helpPhone: string;
  signLanguageUrl?: string;
  paidUrl?: string;
  timeZone: string;
  nhsNumber: boolean;
  logLevel: string;
}

/** Reads the environment. Throws one error that names every fault, so that all can be put right at once. */
export function readConfig(variables: Record<string, string | undefined>): Config {
  const given = Object.fromEntries(
    Object.entries(variables).filter(([, value]) => value !== undefined && value !== ''),
  );
  const read = shape.safeParse(given);
  if (!read.success) {
    const lines = read.error.issues.map(({ path, message }) => `  ${path.join('.')}: ${message}`);
    throw new Error(`booking-web cannot start with these settings:\n${lines.join('\n')}`);
  }
  const env = read.data;
  const publicUrl = env.PUBLIC_URL ?? `http://localhost:${env.PORT}`;
  return {
    host: env.HOST,
    port: env.PORT,
    apiUrl: env.API_URL,
    publicUrl,
    isHttps: publicUrl.startsWith('https:'),
    trustedProxies: env.TRUSTED_PROXIES,
    ...(env.OUTBOX_URL && { outboxUrl: env.OUTBOX_URL }),
    isDemo: env.DEMO ?? env.OUTBOX_URL !== undefined,
    ...(env.CLOSED_UNTIL && { closedUntil: env.CLOSED_UNTIL }),
    draftLanguages: env.DRAFT_LANGUAGES ?? env.DEMO ?? env.OUTBOX_URL !== undefined,
    pseudoLanguages: env.PSEUDO_LANGUAGES ?? false,
    region: env.REGION_NAME,
    helpPhone: env.HELP_PHONE,
    ...(env.SIGN_LANGUAGE_URL && { signLanguageUrl: env.SIGN_LANGUAGE_URL }),
    ...(env.PAID_VACCINES_URL && { paidUrl: env.PAID_VACCINES_URL }),
    timeZone: env.TIME_ZONE,
    nhsNumber: env.NHS_NUMBER === 'on',
    logLevel: env.LOG_LEVEL,
  };
}
