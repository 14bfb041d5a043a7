import { spawn } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { workspace } from '../../start/paths.mjs';
import { cpuOfServer } from '../cpu.mjs';
import { cloneDatabase } from '../database.mjs';
import { atLeast, atMost, median, times, told } from '../figures.mjs';

export const title = 'A list of people, imported';

const BOUND = 0.15;
const MOST_MB = 500;
const SECRET = '0123456789abcdef'.repeat(4);
const BY = 'bench@example.org';

/** Runs one of the program's own tools and answers what it printed. */
function tool(file, args, env = {}) {
  const child = spawn(process.execPath, ['tools/run.mjs', file, ...args], {
    cwd: workspace,
    env: { PATH: process.env.PATH, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let said = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => (said += chunk));
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code) =>
      code === 0 ? resolve(said) : reject(new Error(`${file} ended with ${code}:\n${said}`)),
    );
  });
}

/** Places of the list, nobody in them, and somebody to import it. */
async function emptyRegion(world) {
  const database = await cloneDatabase(world.cluster, world.names.empty, 'bench_list');
  const { places } = JSON.parse(fs.readFileSync(path.join(workspace, 'tools/population/data/region.json'), 'utf8'));
  await world.query(
    'INSERT INTO place (slug, name) SELECT slug, slug FROM unnest($1::text[]) AS slug',
    [places.map(({ slug }) => slug)],
    database,
  );
  await world.query(`INSERT INTO staff_user (email, name, created_at) VALUES ($1, 'Bench', now())`, [BY], database);
  return database;
}

/** The same file into a plain table of texts: what PostgreSQL takes for it at the least. */
async function bareCopy(world, database, file, columns) {
  await world.query(`DROP TABLE IF EXISTS bare_copy`, [], database);
  await world.query(`CREATE TABLE bare_copy (${columns.map((name) => `${name} text`).join(', ')})`, [], database);
  const said = await world.cluster.run(
    'psql',
    ['-qAt', '-c', '\\timing on', '-c', `\\copy bare_copy FROM '${file}' WITH (FORMAT csv, HEADER)`],
    { database },
  );
  return Number(/Time: ([\d.]+) ms/.exec(said)[1]) / 1000;
}

async function take(world, database, file) {
  const { migrationDatabaseUrl } = world.urlsOf(database);
  const before = cpuOfServer(world.cluster.pid);
  const said = await tool('tools/import.ts', ['--file', file, '--by', BY], {
    MIGRATION_DATABASE_URL: migrationDatabaseUrl,
    SECRET_KEY: SECRET,
  });
  const [, added, same, seconds, node, mb] =
    /added (\d+), changed \d+, same (\d+); ([\d.]+) s, ([\d.]+) s of processor, (\d+) MB/.exec(said).map(Number);
  return { added, same, seconds, node, mb, server: cpuOfServer(world.cluster.pid) - before };
}

export async function run(world) {
  const { people } = world;
  const folder = path.join(world.folder, 'list');
  fs.mkdirSync(folder, { recursive: true });
  const file = path.join(folder, 'people.csv');
  await tool('tools/population.ts', [
    '--size',
    String(people),
    '--seed',
    '1',
    '--out',
    file,
    '--doses',
    path.join(folder, 'doses.csv'),
    '--quiet',
  ]);
  const database = await emptyRegion(world);
  const columns = firstLine(file).split(',');
  const bare = [];
  const floor = async () => bare.push(await bareCopy(world, database, file, columns));
  await floor();
  const fresh = await take(world, database, file);
  await floor();
  const known = await take(world, database, file);
  await floor();
  fs.rmSync(folder, { recursive: true, force: true });
  if (fresh.added !== people || known.same !== people)
    throw new Error(`${fresh.added} added and ${known.same} known again, of ${people}`);
  const least = median(bare);
  const each = (seconds) => `${((seconds / people) * 1e6).toFixed(0)} µs a person`;
  return [
    told(`bare COPY of ${people.toLocaleString('en')} people`, `${least.toFixed(1)} s, ${each(least)}`),
    atLeast('people who are new, to bare COPY', least / fresh.seconds, BOUND, times),
    told(
      '… themselves',
      `${fresh.seconds.toFixed(1)} s, ${each(fresh.seconds)}; of processor: Node ${each(fresh.node)}, PostgreSQL ${each(fresh.server)}`,
    ),
    atLeast('the same list again, to bare COPY', least / known.seconds, BOUND, times),
    told(
      '… itself',
      `${known.seconds.toFixed(1)} s, ${each(known.seconds)}; of processor: Node ${each(known.node)}, PostgreSQL ${each(known.server)}`,
    ),
    atMost('memory of the import', Math.max(fresh.mb, known.mb), MOST_MB, (mb) => `${mb} MB`),
  ];
}

function firstLine(file) {
  const bytes = Buffer.alloc(4096);
  const handle = fs.openSync(file);
  fs.readSync(handle, bytes, 0, bytes.length, 0);
  fs.closeSync(handle);
  return bytes.toString('utf8').split('\n', 1)[0];
}

export const about = `\`npm run population\` writes the list, \`npm run import\` takes it as a deployment would: read, judged, matched, sealed, written with every index
and check, in transactions of 8,000 rows, ready to be undone. Then the same list comes again. The floor is \`\\copy\` of the same file into a table of
texts without an index, before, between and after.`;

export const why = `A new person is three rows and nine entries of indexes, three values encrypted and seven hashed; a bare COPY is one row of text. On two
processors the threads that seal and PostgreSQL share what there is. The list that comes again is what a region does every week.`;
