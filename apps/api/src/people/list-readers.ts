import fs from 'node:fs';
import path from 'node:path';
import { Worker } from 'node:worker_threads';
import { ReadListPiece, type JudgedPiece, type ListTerms } from './read-list-piece';

/** Reads pieces of a list, in threads of their own where the program is built for it: bookings go on in the thread they have. */
export interface ListReaders {
  /** Pieces under way that keep every thread busy. */
  ahead: number;
  read(bytes: Buffer, line: number): Promise<JudgedPiece>;
  stop(): Promise<void>;
}

const AHEAD = 3;

/** `file` is the built worker; null reads in this thread. */
export function listReaders(terms: ListTerms, file: string | null, threads = 1): ListReaders {
  if (file === null) {
    const reader = new ReadListPiece(terms);
    // Others get their turn between pieces.
    const read = (bytes: Buffer, line: number): Promise<JudgedPiece> =>
      new Promise((resolve, reject) => {
        setImmediate(() => {
          try {
            resolve(reader.read(bytes, line));
          } catch (fault) {
            reject(fault as Error);
          }
        });
      });
    return { ahead: 1, read, stop: () => Promise.resolve() };
  }
  const workers = Array.from({ length: threads }, () => new Reader(file, terms));
  let turn = 0;
  return {
    ahead: AHEAD * threads,
    read: (bytes, line) => (workers[(turn = (turn + 1) % threads)] as Reader).read(bytes, line),
    stop: async () => void (await Promise.all(workers.map((worker) => worker.stop()))),
  };
}

/** The worker beside the running program, where it was built. */
export function builtWorker(): string | null {
  const file = path.join(path.dirname(process.argv[1] ?? ''), 'list-worker.cjs');
  return fs.existsSync(file) ? file : null;
}

interface Waiting {
  resolve: (judged: JudgedPiece) => void;
  reject: (fault: Error) => void;
}

class Reader {
  private readonly worker: Worker;
  private readonly waiting: Waiting[] = [];

  constructor(file: string, terms: ListTerms) {
    this.worker = new Worker(file, { workerData: terms, resourceLimits: { maxOldGenerationSizeMb: 192 } });
    this.worker.on('message', (judged: JudgedPiece) => this.waiting.shift()?.resolve(whole(judged)));
    this.worker.on('error', (fault) => this.fail(fault as Error));
    this.worker.on('exit', () => this.fail(new Error('the thread that reads lists ended')));
  }

  read(bytes: Buffer, line: number): Promise<JudgedPiece> {
    const own = new Uint8Array(bytes);
    return new Promise((resolve, reject) => {
      this.waiting.push({ resolve, reject });
      this.worker.postMessage({ bytes: own, line }, [own.buffer]);
    });
  }

  async stop(): Promise<void> {
    await this.worker.terminate();
  }

  private fail(fault: Error): void {
    for (const one of this.waiting.splice(0)) one.reject(fault);
  }
}

/** A buffer arrives from a thread as its bytes alone. */
function whole(judged: JudgedPiece): JudgedPiece {
  const buffer = ({ buffer: of, byteOffset, byteLength }: Uint8Array): Buffer =>
    Buffer.from(of, byteOffset, byteLength);
  return { ...judged, tuples: buffer(judged.tuples), keys: buffer(judged.keys) };
}
