// `npm run import -- --file people.csv --by coordinator@example.org`: takes a list of any length, as the staff site takes one of some
// thousand; for whoever runs the service, with the address and secret of the deployment in the environment.
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { localDateOf } from '@fairslot/domain';
import { Client } from 'pg';
import { ImportsStore } from '../apps/api/src/people/imports.store';
import { StagedPeopleStore } from '../apps/api/src/people/staged-people.store';
import { builtWorker } from '../apps/api/src/people/list-readers';
import type { ToldApart } from '../apps/api/src/people/read-list-piece';
import { takeList } from '../apps/api/src/people/take-list';
import type { Tx } from '../apps/api/src/platform/database/database';
import { writeErrors } from './import/write-errors';

const HELP = `npm run import -- --file FILE --by EMAIL [--name NAME] [--check] [--errors FILE] [--threads N]
  --by EMAIL     the member of staff in whose name it is taken
  --check        reads and judges, writes nothing
  --errors FILE  the rows with faults, with a column that says what is wrong
MIGRATION_DATABASE_URL, SECRET_KEY, TIME_ZONE and NHS_NUMBER are those of the deployment.`;
const MOST_ROWS = 10_000_000;
const PIECE = 1 << 17;
/** Threads that read and seal where nobody says how many; PostgreSQL needs its part of the machine. */
const MOST_THREADS = 4;

class PlainFault extends Error {}

interface Settings {
  file: string;
  by: string;
  name: string;
  check: boolean;
  errors: string | undefined;
  threads: number;
  url: string;
  secretKey: string;
  nhsNumber: 'on' | 'off';
  zone: string;
}

function readSettings(args: string[], env: NodeJS.ProcessEnv): Settings {
  const text = { type: 'string' } as const;
  let values;
  try {
    const options = { file: text, by: text, name: text, errors: text, threads: text } as const;
    values = parseArgs({ args, options: { ...options, check: { type: 'boolean', default: false } } }).values;
  } catch (error) {
    throw new PlainFault(`${(error as Error).message}\n${HELP}`);
  }
  const { file, by, check, errors } = values;
  if (!file || !by) throw new PlainFault(HELP);
  if (!fs.existsSync(file)) throw new PlainFault(`${file} is not there.`);
  if (!env.MIGRATION_DATABASE_URL)
    throw new PlainFault(
      'Set MIGRATION_DATABASE_URL to the address of PostgreSQL for the role that owns the database.',
    );
  if (!/^[0-9a-f]{64}$/.test(env.SECRET_KEY ?? ''))
    throw new PlainFault(
      'Set SECRET_KEY to the 64 hexadecimal characters that the API has: people are encrypted with it.',
    );
  return {
    file,
    by,
    check,
    errors,
    name: values.name ?? path.basename(file).slice(0, 120),
    threads: Number(values.threads ?? Math.min(MOST_THREADS, os.availableParallelism())),
    url: env.MIGRATION_DATABASE_URL,
    secretKey: env.SECRET_KEY as string,
    nhsNumber: env.NHS_NUMBER === 'off' ? 'off' : 'on',
    zone: env.TIME_ZONE || 'Europe/London',
  };
}

/** The statements of the running program, on one connection. */
function txOf(client: Client): Tx {
  const query = async (text: string, values?: unknown[]) => (await client.query(text, values)).rows as unknown;
  return { query, queryRunner: { connect: async () => client } } as unknown as Tx;
}

/** One transaction at a time on each connection: calls for the looking one come in turn. */
async function within<T>(client: Client, work: () => Promise<T>): Promise<T> {
  await client.query('BEGIN');
  try {
    const result = await work();
    await client.query('COMMIT');
    return result;
  } catch (error) {
    await client.query('ROLLBACK');
    throw error;
  }
}

async function run(settings: Settings, client: Client, looking: Client): Promise<void> {
  const from = performance.now();
  const rowsOf = async <R>(text: string, values: unknown[] = []): Promise<R[]> =>
    (await client.query(text, values)).rows as R[];
  const [user] = await rowsOf<{ id: number }>('SELECT id FROM staff_user WHERE lower(email) = lower($1)', [
    settings.by,
  ]);
  if (!user) throw new PlainFault(`Nobody of the staff has the address ${settings.by}.`);
  const [clock] = await rowsOf<{ now: Date }>('SELECT app_now() AS now');
  const places = await rowsOf<{ id: number; slug: string; name: string }>(
    'SELECT id::integer AS id, slug, name FROM place',
  );
  const outcodes = await rowsOf<{ outcode: string; id: number | null }>(
    'SELECT outcode, place_id::integer AS id FROM outcode',
  );
  const tx = txOf(client);
  const [store, staged] = [new ImportsStore(undefined as never), new StagedPeopleStore()];
  let [importId, added, changed] = [0, 0, 0];
  const merge = async (tuples: Buffer[]): Promise<void> => {
    const merged = await within(client, async () => {
      if (importId === 0) importId = await store.begin(tx, 'people_import', settings.name, user.id);
      return staged.merge(tx, importId, tuples);
    });
    added += merged.added;
    changed += merged.changed;
  };
  // On a connection of its own, so that one batch is looked at while another is written.
  const known = (piece: ToldApart, rows: readonly number[]): Promise<ReadonlySet<number>> =>
    within(looking, () => staged.known(txOf(looking), piece, rows));
  const {
    headings: _,
    faults,
    ...judged
  } = await takeList(
    fs.createReadStream(settings.file, { highWaterMark: PIECE }),
    {
      config: { SECRET_KEY: settings.secretKey, NHS_NUMBER: settings.nhsNumber },
      today: localDateOf(clock?.now ?? new Date(0), settings.zone),
      places,
      outcodes: outcodes.map(({ outcode, id }): [string, number | null] => [outcode, id]),
      wanted: () => Promise.resolve({}),
      worker: builtWorker(),
      threads: settings.threads,
      most: MOST_ROWS,
    },
    settings.check ? null : { known, merge },
  );
  const { rows, good, bad } = judged;
  const same = good - added - changed;
  if (!settings.check && importId > 0)
    await within(client, async () => {
      await store.finish(tx, 'people_import', importId, { ...judged, added, changed, same });
      const details = { importId, rows, bad, added, changed, same };
      await client.query('SELECT note_audit($1, $2, NULL, NULL, $3, $4)', [
        `staff:${user.id}`,
        'people.imported',
        'import',
        details,
      ]);
    });
  for (const { column, rows: of, message } of judged.faultGroups) console.log(`${of} rows: ${column}: ${message}`);
  if (settings.errors)
    console.log(`rows with faults written: ${await writeErrors(settings.file, settings.errors, faults)}`);
  const seconds = (performance.now() - from) / 1000;
  const { maxRSS, userCPUTime, systemCPUTime } = process.resourceUsage();
  const memory = Math.round(maxRSS / 1024);
  const busy = (userCPUTime + systemCPUTime) / 1e6;
  const what = settings.check ? 'checked, nothing written' : `added ${added}, changed ${changed}, same ${same}`;
  console.log(
    `${rows} rows, ${good} good, ${bad} with faults; ${what}; ${seconds.toFixed(1)} s, ${busy.toFixed(1)} s of processor, ${memory} MB of memory at most`,
  );
}

async function main(): Promise<void> {
  const settings = readSettings(process.argv.slice(2), process.env);
  // Without JIT, like the pool of the running program.
  const clients = [0, 1].map(
    () => new Client({ connectionString: settings.url, connectionTimeoutMillis: 10_000, options: '-c jit=off' }),
  );
  const [client, looking] = clients as [Client, Client];
  await Promise.all(clients.map((one) => one.connect()));
  try {
    await run(settings, client, looking);
  } finally {
    await Promise.all(clients.map((one) => one.end()));
  }
}

main().catch((error: unknown) => {
  console.error(error instanceof PlainFault ? error.message : error);
  process.exitCode = 1;
});
