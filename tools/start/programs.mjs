// The programs of a started Fairslot and what each is told. The same entry points and variables as in docker/.
import path from 'node:path';
import { dist } from './build.mjs';
import { workspace } from './paths.mjs';
import { Service } from './services.mjs';

/** Everything that listens does so on this machine only, unless HOST says otherwise. */
export const hostOf = (env) => env.HOST ?? '127.0.0.1';

/** What the API, its migrations and its demo data are told. */
export function apiSettings({ env, urls, ports, smtpPort, secret, isDemo = true }) {
  return {
    ...urls,
    NODE_ENV: env.NODE_ENV ?? 'development',
    DEMO: isDemo ? 'true' : 'false',
    // Nobody guards made-up people; a newcomer who mistypes should not be locked out.
    LIMIT_LOOK_UPS: env.LIMIT_LOOK_UPS ?? '200/900',
    LIMIT_SIGN_INS: env.LIMIT_SIGN_INS ?? '200/900',
    LIMIT_HOLDS: env.LIMIT_HOLDS ?? '100000/600',
    BOOKINGS_PER_CONTACT: env.BOOKINGS_PER_CONTACT ?? '100000',
    // Made-up prices, so that a campaign of the demonstration says what it costs.
    ...(isDemo && {
      SMS_PART_PRICE: env.SMS_PART_PRICE ?? '0.04',
      EMAIL_PRICE: env.EMAIL_PRICE ?? '0',
      LETTER_PRICE: env.LETTER_PRICE ?? '0.9',
    }),
    LIMIT_MESSAGES: env.LIMIT_MESSAGES ?? '100000/86400',
    SECRET_KEY: env.SECRET_KEY ?? secret,
    PUBLIC_URL: env.PUBLIC_URL ?? `http://localhost:${ports.booking}`,
    STAFF_URL: env.STAFF_URL ?? `http://localhost:${ports.staff}`,
    REGION_NAME: env.REGION_NAME ?? 'Cheshire and Merseyside',
    TIME_ZONE: env.TIME_ZONE ?? 'Europe/London',
    NHS_NUMBER: env.NHS_NUMBER ?? 'on',
    ...(env.HOLIDAYS && { HOLIDAYS: env.HOLIDAYS }),
    HELP_PHONE: env.HELP_PHONE ?? '0151 496 0000',
    API_URL: env.API_URL ?? `http://localhost:${ports.api}`,
    SMTP_URL: env.SMTP_URL ?? `smtp://127.0.0.1:${smtpPort}`,
    OUTBOX_URL: `http://127.0.0.1:${ports.outbox}`,
  };
}

/** @returns {{ outbox: Service, api: Service, booking: Service, staff: Service }} */
export function describePrograms({ env, settings, ports, smtpPort, onDeath }) {
  const host = hostOf(env);
  const internalApi = `http://127.0.0.1:${ports.api}`;
  const outboxPage = `http://localhost:${ports.outbox}/`;
  const { REGION_NAME, TIME_ZONE, NHS_NUMBER, HELP_PHONE, DEMO } = settings;
  const common = { HOST: host, NODE_ENV: settings.NODE_ENV, REGION_NAME, TIME_ZONE, NHS_NUMBER, HELP_PHONE };
  const tool = (file) => path.join(workspace, 'tools', file);
  const service = (what) =>
    new Service({ ...what, readyUrl: `http://127.0.0.1:${what.env.PORT}${what.ready}` }, onDeath);
  return {
    outbox: service({
      name: 'outbox',
      title: 'The outbox',
      file: tool('outbox/main.mjs'),
      env: { ...common, PORT: String(ports.outbox), SMTP_PORT: String(smtpPort) },
      ready: '/healthz',
    }),
    api: service({
      name: 'api',
      title: 'The API',
      file: dist('api/main.cjs'),
      // The owner's address stays out of the running program.
      env: {
        ...common,
        ...settings,
        MIGRATION_DATABASE_URL: '',
        PORT: String(ports.api),
        ROLES: env.ROLES ?? 'api,worker',
      },
      ready: '/readyz',
    }),
    booking: service({
      name: 'booking-web',
      title: 'The booking site',
      file: dist('booking-web/server.cjs'),
      env: { ...common, PORT: String(ports.booking), API_URL: internalApi, OUTBOX_URL: outboxPage, DEMO },
      ready: '/healthz',
    }),
    staff: service({
      name: 'admin-web',
      title: 'The staff site',
      file: tool('admin-server.mjs'),
      env: { ...common, PORT: String(ports.staff), API_URL: internalApi },
      ready: '/healthz',
    }),
  };
}
