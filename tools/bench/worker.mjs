// A helper process that takes one order at a time.
import { fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';

export class Worker {
  #child;

  constructor(file, { args = [], execArgv = [], env } = {}) {
    this.#child = fork(fileURLToPath(new URL(file, import.meta.url)), args, {
      execArgv,
      env,
      serialization: 'advanced',
    });
  }

  get pid() {
    return this.#child.pid;
  }

  /** Answers what the worker answers; its fault is thrown here. */
  do(order, details = {}) {
    return new Promise((resolve, reject) => {
      const ended = (code) => reject(new Error(`The worker for ${order} ended with ${code}`));
      this.#child.once('exit', ended);
      this.#child.once('message', ({ answer, error }) => {
        this.#child.off('exit', ended);
        if (error) reject(new Error(error));
        else resolve(answer);
      });
      this.#child.send({ order, ...details });
    });
  }

  async stop() {
    if (this.#child.exitCode !== null) return;
    const gone = new Promise((resolve) => this.#child.once('exit', resolve));
    this.#child.disconnect();
    await gone;
  }
}
