import { type ChildProcess, spawn } from 'node:child_process';
import { randomInt } from 'node:crypto';
import { mkdirSync } from 'node:fs';
import { createServer } from 'node:net';
import path from 'node:path';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { createClient, type Client } from '@fairslot/client';
import { start } from '../../src/main';
import { readConfig } from '../../src/platform/config/config';

/** Not the seconds a person waits for: hundreds who ask at once wait long on a busy machine, and what they are told is the point. */
const PATIENCE_MS = 120_000;
const workspace = path.resolve(__dirname, '../../../..');

export interface RunningApi {
  url: string;
  client: Client;
  stop(): Promise<void>;
}

/** A part of the Redis for each Jest worker: message 1 of one test database is not message 1 of another. */
export function queueUrl(shared: string): string {
  const url = new URL(shared);
  url.pathname = `/${process.env['JEST_WORKER_ID'] ?? 0}`;
  return url.href;
}

function environment(databaseUrl: string, more: Record<string, string> = {}): Record<string, string> {
  return {
    NODE_ENV: 'test',
    DATABASE_URL: databaseUrl,
    SECRET_KEY: '00112233445566778899aabbccddeeff'.repeat(2),
    PUBLIC_URL: 'http://book.test',
    SMTP_URL: 'smtp://127.0.0.1:1',
    API_DOCS: 'off',
    // Hundreds of sign-ins of tests need not cost what one of somebody who guesses costs.
    PASSWORD_MEMORY: '64',
    LOG_LEVEL: process.env['TEST_LOG'] ?? 'silent',
    PORT: '0',
    ROLES: 'api',
    LIMIT_HOLDS: '100000/600',
    BOOKINGS_PER_CONTACT: '100000',
    LIMIT_MESSAGES: '100000/86400',
    ...(process.env['QUEUE_URL'] ? { QUEUE_URL: queueUrl(process.env['QUEUE_URL']) } : {}),
    ...more,
  };
}

/** The program in this process, for tests that look at one instance. */
export async function anApi(
  databaseUrl: string,
  more: Record<string, string> = {},
): Promise<RunningApi & { app: NestFastifyApplication }> {
  const app = await start(readConfig(environment(databaseUrl, more)));
  const { port } = app.getHttpServer().address() as { port: number };
  const url = `http://127.0.0.1:${port}`;
  return { app, url, client: createClient({ baseUrl: url, timeoutMs: PATIENCE_MS }), stop: () => app.close() };
}

let bundle: Promise<string> | undefined;

/** The API as one file, bundled afresh from the source under test. */
function bundled(): Promise<string> {
  bundle ??= (async () => {
    const dir = path.join(workspace, '.cache', `test-api-${process.pid}`);
    mkdirSync(dir, { recursive: true });
    const script = `
      const { rolldown } = await import('rolldown');
      const { default: config } = await import('./apps/api/rolldown.config.mjs');
      const made = await rolldown({ ...config, input: { main: 'apps/api/src/main.ts' } });
      await made.write({ ...config.output, dir: ${JSON.stringify(dir)}, cleanDir: false });`;
    await finished(
      spawn(process.execPath, ['--input-type=module', '-e', script], {
        cwd: workspace,
        stdio: ['ignore', 'ignore', 'inherit'],
      }),
    );
    return path.join(dir, 'main.cjs');
  })();
  return bundle;
}

function finished(child: ChildProcess): Promise<void> {
  return new Promise((resolve, reject) => {
    child.once('exit', (code) => (code === 0 ? resolve() : reject(new Error(`exit ${code}`))));
  });
}

export interface ApiProcess extends RunningApi {
  process: ChildProcess;
  /** Everything it has printed so far. */
  output(): string;
  /** kill -9, and wait until it is gone. */
  kill(): Promise<void>;
}

/** The program in a process of its own, for races and crashes. */
export async function anApiProcess(databaseUrl: string, more: Record<string, string> = {}): Promise<ApiProcess> {
  const port = await freePort();
  const child = spawn(process.execPath, [await bundled()], {
    cwd: workspace,
    env: { PATH: process.env['PATH'], ...environment(databaseUrl, { ...more, PORT: String(port) }) },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  const keep = (chunk: Buffer): void => {
    output += chunk.toString();
    if (process.env['TEST_LOG']) process.stdout.write(chunk);
  };
  child.stdout.on('data', keep);
  child.stderr.on('data', keep);
  const gone = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  const end = async (signal: NodeJS.Signals): Promise<void> => {
    child.kill(signal);
    await gone;
  };
  const url = `http://127.0.0.1:${port}`;
  await ready(url, child).catch((error: unknown) => {
    throw new Error(`${String(error)}\n${output}`);
  });
  return {
    output: () => output,
    url,
    client: createClient({ baseUrl: url, timeoutMs: PATIENCE_MS }),
    process: child,
    stop: () => end('SIGTERM'),
    kill: () => end('SIGKILL'),
  };
}

export interface FailedStart {
  code: number | null;
  /** What it said went wrong. */
  said: string;
  /** Between that and its end. */
  milliseconds: number;
}

/** How long a program that is still there is waited for. */
const STILL_THERE_MS = 8000;

/** The program where it cannot start: nothing pushes it out, so that whatever it left open keeps it. */
export async function aFailedStart(databaseUrl: string, more: Record<string, string> = {}): Promise<FailedStart> {
  const unpushed = 'data:text/javascript,process.exit = (code) => void (process.exitCode = code)';
  const child = spawn(process.execPath, ['--import', unpushed, await bundled()], {
    cwd: workspace,
    env: { PATH: process.env['PATH'], ...environment(databaseUrl, more) },
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  let said = '';
  let saidAt = 0;
  let late: NodeJS.Timeout | undefined;
  child.stderr.on('data', (chunk: Buffer) => {
    said += chunk.toString();
    saidAt ||= performance.now();
    late ??= setTimeout(() => child.kill('SIGKILL'), STILL_THERE_MS);
  });
  const code = await new Promise<number | null>((resolve) => child.once('exit', resolve));
  clearTimeout(late);
  return { code, said, milliseconds: performance.now() - saidAt };
}

async function ready(url: string, child: ChildProcess): Promise<void> {
  for (let i = 0; i < 600; i += 1) {
    if (child.exitCode !== null) throw new Error(`The API ended with code ${child.exitCode} while starting`);
    const answer = await fetch(`${url}/readyz`).catch(() => null);
    if (answer?.ok) return;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error('The API was not ready within 30 seconds');
}

/** Below the ports that systems hand to outgoing connections, of which the tests beside this one open hundreds. */
async function freePort(): Promise<number> {
  for (;;) {
    const port = randomInt(20_000, 32_000);
    const isFree = await new Promise<boolean>((answer) => {
      const server = createServer().once('error', () => answer(false));
      server.listen(port, '127.0.0.1', () => server.close(() => answer(true)));
    });
    if (isFree) return port;
  }
}
