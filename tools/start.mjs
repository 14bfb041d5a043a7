// `npm start`: from a bare checkout to a running Fairslot. Plain Node until the packages are installed.
import path from 'node:path';
import { parseArgs } from 'node:util';
import { freePort } from './postgres/free-port.mjs';
import { PlainFault } from './postgres/plain-fault.mjs';
import { build } from './start/build.mjs';
import { assertDatabaseChoice, openDatabase, runOnce } from './start/database.mjs';
import { install, isInstalled } from './start/install.mjs';
import { keepSecret, releaseInstance, resetData, takeInstance } from './start/instance.mjs';
import { assertNodeVersion } from './start/node-version.mjs';
import { onNpmGone } from './start/npm-gone.mjs';
import { dataFolder, workspace } from './start/paths.mjs';
import { assertPortsFree, choosePorts } from './start/ports.mjs';
import { apiSettings, describePrograms, hostOf } from './start/programs.mjs';
import { EMPTY_DATABASE, keepRegion, readRegion } from './start/region.mjs';
import { reloadOnChange } from './start/reload.mjs';
import { interruptSteps } from './start/run.mjs';
import { note, say, sayFault, step } from './start/say.mjs';
import { welcome } from './start/welcome.mjs';

const HELP = `npm start -- [--empty] [--reset] [--dev] [--no-demo]
  --empty    start with nothing in it, for a region of your own: asks for its name, time zone, help phone and the first
             administrator, or takes REGION_NAME, TIME_ZONE, NHS_NUMBER, HOLIDAYS, HELP_PHONE, ADMIN_EMAIL, ADMIN_NAME and ADMIN_PASSWORD
  --reset    begin anew: deletes the folder .data of this checkout first
  --dev      build again and restart when a source file changes
  --no-demo  start without demo data
Variables: BOOKING_PORT, STAFF_PORT, API_PORT, OUTBOX_PORT, HOST, QUEUE_URL (a Redis), DATABASE_URL with MIGRATION_DATABASE_URL.`;

/** In starting order; stopped from the last to the first. */
const started = [];
let stopping;
let opening;

function stopEverything(exitCode) {
  stopping ??= (async () => {
    interruptSteps();
    // PostgreSQL may be half way up: it must be ours to stop before we go.
    await opening?.catch(() => {});
    for (const running of started.reverse()) await running.stop().catch(sayFault);
    releaseInstance();
    process.exit(exitCode);
  })();
  return stopping;
}

function stopOnRequest() {
  if (!stopping) say('\nStopping ...');
  void stopEverything(0);
}

for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, stopOnRequest);
onNpmGone(stopOnRequest);

function onDeath(fault) {
  if (stopping) return;
  sayFault(fault);
  void stopEverything(1);
}

/** A fault that arrives while we stop on request is only the echo of stopping; a signal may be waiting to be heard. */
async function fail(fault) {
  await new Promise((heard) => setTimeout(heard, 20));
  if (!stopping) sayFault(fault);
  return stopEverything(1);
}

/** Stopping may begin during any wait; nothing may be started after that. */
function begin(service) {
  if (stopping) return new Promise(() => {});
  started.push(service);
  service.start?.();
  return service;
}

async function start() {
  assertNodeVersion(process.versions.node);
  const options = readOptions();
  if (options.help) return say(HELP);
  process.chdir(workspace);
  const { env } = process;
  const isEmpty = options.empty;
  if (options.reset && env.DATA_DIR)
    throw new PlainFault('--reset deletes the folder .data of this checkout and no other: leave DATA_DIR out.');
  const ports = choosePorts(env);
  assertDatabaseChoice(env, options);
  const wasKilled = takeInstance();
  await assertPortsFree(ports, hostOf(env), wasKilled ? 10_000 : 0);
  if (options.reset) await step('deleted the old data', resetData);
  const region = isEmpty ? await readRegion(env, say) : undefined;
  if (region) Object.assign(env, { ...region, ADMIN_PASSWORD: undefined });

  if (!isInstalled()) await step('packages installed', install, { during: 'installing packages, about a minute' });
  await step('built', build, { during: 'building' });

  const { urls } = await step(
    env.DATABASE_URL ? 'using the database of DATABASE_URL' : 'PostgreSQL runs',
    () => (opening = database(env, isEmpty ? EMPTY_DATABASE : 'fairslot')),
  );
  const smtpPort = env.SMTP_PORT ? Number(env.SMTP_PORT) : await freePort();
  const settings = apiSettings({ env, urls, ports, smtpPort, secret: keepSecret(), isDemo: !isEmpty });
  const programs = describePrograms({ env, settings, ports, smtpPort, onDeath });

  await step('database migrated', () => runOnce('migrate', 'The migration', settings));
  if (region?.ADMIN_PASSWORD) {
    await step('first administrator ready', () =>
      runOnce('first-administrator', 'Adding the first administrator', { ...settings, ...region }),
    );
    keepRegion(region);
  }
  const hasDemo = !options['no-demo'] && !isEmpty;
  if (hasDemo)
    await step('demo data up to today', () =>
      runOnce('seed', 'Writing the demo data', { DEMO_FILE: path.join(dataFolder, 'demo.json'), ...settings }),
    );
  await step('outbox ready', async () => (await begin(programs.outbox)).untilReady());
  note(env.QUEUE_URL ? 'queue: the Redis of QUEUE_URL' : 'queue: in PostgreSQL (QUEUE_URL=redis://... uses a Redis)');
  await step('API and worker ready', async () => (await begin(programs.api)).untilReady());
  await step('booking site and staff site ready', () =>
    Promise.all([programs.booking, programs.staff].map(async (site) => (await begin(site)).untilReady())),
  );

  welcome(ports, { hasDemo, ...(region && { administrator: region.ADMIN_EMAIL }) });
  if (options.dev) reloadOnChange({ api: programs.api, 'booking-web': programs.booking });
}

async function database(env, name) {
  const opened = await openDatabase(env, { onLine: note, name });
  if (opened.postgres) {
    started.push(opened.postgres);
    void opened.postgres.exited.then(() =>
      onDeath(new PlainFault('PostgreSQL stopped; its log is .data/logs/postgres.log.')),
    );
  }
  return opened;
}

function readOptions() {
  const flag = { type: 'boolean', default: false };
  try {
    return parseArgs({ options: { empty: flag, reset: flag, dev: flag, 'no-demo': flag, help: flag } }).values;
  } catch (error) {
    say(`${error.message}\n${HELP}`);
    process.exit(2);
  }
}

start().catch(fail);
