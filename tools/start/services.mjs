// The programs that keep running: started with a log each, watched, and stopped in the order that loses nothing.
import { spawn } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { PlainFault } from '../postgres/plain-fault.mjs';
import { logFolder, shown, workspace } from './paths.mjs';
import { lastLines } from './run.mjs';

const preload = path.join(workspace, 'tools/start/end-with-launcher.cjs');
const pause = (ms) => new Promise((done) => setTimeout(done, ms));

export class Service {
  /** @param {{ name: string, title: string, file: string, env: Record<string, string>, readyUrl: string }} what */
  constructor(what, onDeath) {
    Object.assign(this, what);
    this.onDeath = onDeath;
    this.logFile = path.join(logFolder, `${what.name}.log`);
  }

  start() {
    fs.mkdirSync(logFolder, { recursive: true });
    const log = fs.openSync(this.logFile, 'w');
    const child = spawn(process.execPath, ['--enable-source-maps', '--require', preload, this.file], {
      cwd: workspace,
      env: { ...process.env, ...this.env },
      stdio: ['ignore', log, log, 'ipc'],
      // Its own process group: Ctrl-C in the terminal reaches the launcher only.
      detached: process.platform !== 'win32',
    });
    fs.closeSync(log);
    this.child = child;
    this.exited = new Promise((done) => child.once('exit', done));
    child.once('error', () => {});
    child.once('exit', (code, signal) => {
      if (child === this.child && !child.isMeantToStop)
        this.onDeath(this.fault(`stopped (${signal ?? `code ${code}`})`));
    });
  }

  async untilReady(patience = 60_000) {
    const deadline = Date.now() + patience;
    const { child } = this;
    while (child.exitCode === null && child.signalCode === null) {
      if (await answers(this.readyUrl)) return;
      if (Date.now() > deadline) throw this.fault(`did not get ready in ${patience / 1000} s`);
      await pause(50);
    }
    throw this.fault('did not start');
  }

  /** SIGTERM, so that requests under way are answered; SIGKILL when it takes no notice. */
  async stop(patience = 10_000) {
    const { child } = this;
    if (!child?.pid || child.exitCode !== null || child.signalCode !== null) return;
    child.isMeantToStop = true;
    child.kill('SIGTERM');
    const late = setTimeout(() => child.kill('SIGKILL'), patience);
    await this.exited;
    clearTimeout(late);
  }

  fault(what) {
    const log = fs.existsSync(this.logFile) ? fs.readFileSync(this.logFile, 'utf8') : '';
    const quoted = log.trim() ? `:\n${lastLines(log)}` : '.';
    return new PlainFault(`${this.title} ${what}; its log is ${shown(this.logFile)}${quoted}`);
  }
}

async function answers(url) {
  try {
    const response = await fetch(url, { signal: AbortSignal.timeout(5_000) });
    await response.arrayBuffer();
    return response.ok;
  } catch {
    return false;
  }
}
