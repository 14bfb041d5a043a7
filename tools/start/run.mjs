// Runs one program to its end (npm, Nx, a migration), with its output in a log that is quoted when it fails.
import { spawn } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { stripVTControlCharacters } from 'node:util';
import { workspace } from './paths.mjs';

const running = new Set();

/** @returns {Promise<{ code: number, output: string }>} never throws for a failing program */
export function run(command, args, { env, logFile, onOutput, ...more } = {}) {
  if (logFile) fs.mkdirSync(path.dirname(logFile), { recursive: true });
  const log = logFile ? fs.createWriteStream(logFile) : undefined;
  log?.on('error', () => {});
  return new Promise((done) => {
    let output = '';
    const keep = (chunk) => {
      output += chunk;
      log?.write(chunk);
      onOutput?.(chunk);
    };
    const child = spawn(command, args, {
      cwd: workspace,
      env: { ...process.env, ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
      detached: process.platform !== 'win32',
      ...more,
    });
    running.add(child);
    child.stdout.setEncoding('utf8').on('data', keep);
    child.stderr.setEncoding('utf8').on('data', keep);
    const finish = (code) => {
      running.delete(child);
      log?.end();
      done({ code, output: stripVTControlCharacters(output) });
    };
    child.once('error', (error) => {
      keep(`${error.message}\n`);
      finish(1);
    });
    child.once('close', (code) => finish(code ?? 1));
  });
}

/** On Ctrl-C: a step is its own process group, so that its helpers end with it. */
export function interruptSteps() {
  for (const child of running) {
    try {
      if (process.platform === 'win32') child.kill();
      else process.kill(-child.pid, 'SIGTERM');
    } catch {
      // It ended in the meantime.
    }
  }
}

export const lastLines = (text, count = 20) => text.trimEnd().split('\n').slice(-count).join('\n');
