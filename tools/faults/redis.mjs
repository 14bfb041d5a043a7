// A Redis of its own that keeps nothing on disk, to be killed, filled and started again.
import { execFileSync, spawn } from 'node:child_process';
import net from 'node:net';

const pause = (ms) => new Promise((done) => setTimeout(done, ms));

export function hasRedis() {
  try {
    execFileSync('redis-server', ['--version'], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}

export class RedisServer {
  constructor(port, folder) {
    Object.assign(this, { port, folder, url: `redis://127.0.0.1:${port}` });
  }

  async start(...more) {
    const args = [
      '--port',
      String(this.port),
      '--bind',
      '127.0.0.1',
      '--save',
      '',
      '--appendonly',
      'no',
      '--dir',
      this.folder,
    ];
    const child = spawn('redis-server', [...args, ...more], {
      stdio: 'ignore',
      detached: process.platform !== 'win32',
    });
    this.child = child;
    this.exited = new Promise((done) => child.once('exit', done));
    while (!(await this.#answers())) await pause(20);
  }

  /** kill -9: with nothing on disk, everything in it is gone. */
  async kill() {
    if (!this.child || this.child.exitCode !== null || this.child.signalCode !== null) return;
    this.child.kill('SIGKILL');
    await this.exited;
  }

  async command(...words) {
    const { Redis } = await import('ioredis');
    const redis = new Redis(this.url, { maxRetriesPerRequest: 1 });
    redis.on('error', () => {});
    try {
      return await redis.call(...words);
    } finally {
      redis.disconnect();
    }
  }

  #answers() {
    return new Promise((done) => {
      const socket = net.connect(this.port, '127.0.0.1', () => socket.end('PING\r\n'));
      socket.once('data', () => done(true));
      socket.once('error', () => done(false));
    });
  }
}
