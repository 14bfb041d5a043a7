import { createClient } from '@fairslot/client';
import { listServices, type ErrorCode } from '@fairslot/contract';
import { textsFor, type Language } from '@fairslot/texts';
import type { FastifyRequest } from 'fastify';
import type { Cookies } from '../ui/cookies';
import type { Visit } from '../ui/visit';
import { createWhen } from '../ui/when';
import { createServicesCache } from './services-cache';
import type { Config } from './config';

/** A page waits no longer than this for one answer of the API. */
const API_TIMEOUT_MS = 10_000;

interface Spoken {
  texts: Visit['texts'];
  errors: Record<ErrorCode, string>;
  when: Visit['when'];
}

/** What pages say in one language. */
function speak({ code, locale }: Language, timeZone: string, now: () => Date): Spoken {
  const { booking: texts, errors } = textsFor(code);
  return { texts, errors, when: createWhen(texts.when, timeZone, locale, now) };
}

/** Makes the visit of each request: all a page may use. */
export function createVisits(config: Config, now: () => Date, shown: readonly Language[]) {
  const client = createClient({ baseUrl: config.apiUrl, timeoutMs: API_TIMEOUT_MS });
  const services = createServicesCache(async () => (await client.call(listServices, {})).items, now);
  const messageLanguages = shown
    .filter(({ hasMessages }) => hasMessages)
    .map(({ code, lang, name }) => ({ code, lang, name }));
  const spoken = new Map<string, Spoken>();
  const spokenIn = (language: Language): Spoken => {
    const known = spoken.get(language.code) ?? speak(language, config.timeZone, now);
    spoken.set(language.code, known);
    return known;
  };
  const { region, signLanguageUrl, paidUrl, timeZone, nhsNumber, isDemo, outboxUrl } = config;
  // A phone number is not broken over two lines.
  const helpPhone = config.helpPhone.replaceAll(' ', '\u00a0');
  const more = {
    ...(outboxUrl && { outboxUrl }),
    ...(signLanguageUrl && { signLanguageUrl }),
    ...(paidUrl && { paidUrl }),
  };
  const facts = { region, helpPhone, timeZone, nhsNumber, isDemo, ...more };
  const { closedUntil } = config;
  const isClosed = () => closedUntil !== undefined && now().getTime() < Date.parse(closedUntil);

  return (request: FastifyRequest, cookies: Cookies, language: Language): Visit => ({
    site: {
      ...facts,
      // It is read from left to right in every language.
      ...(language.dir === 'rtl' && { helpPhone: `\u2066${helpPhone}\u2069` }),
      ...(isClosed() && closedUntil && { closedUntil }),
    },
    language: language.lang,
    messageLanguages,
    messageLanguage: language.hasMessages ? language.code : 'en',
    ...spokenIn(language),
    cookies,
    services,
    now,
    call: (endpoint, input) =>
      client.call(endpoint, { ...input, headers: { ...input.headers, ...forwarded(request) } } as typeof input),
  });
}

/**
 * The API logs our request's id and counts its limits by the caller's address. It gets one, because it believes one:
 * the address that we believe ourselves, and nothing of what a caller wrote into the header.
 */
function forwarded({ id, ip }: FastifyRequest): Record<string, string> {
  return { 'x-request-id': id, 'x-forwarded-for': ip };
}
