import fs from 'node:fs';
import path from 'node:path';
import { Worker } from 'node:worker_threads';
import type { ListOrder } from './list-worker';
import { ReadListPiece, type JudgedPiece, type ListTerms } from './read-list-piece';

/** A piece that was read, and its good rows, which are sealed where they were read. */
export type ReadPiece = JudgedPiece & { seal(wanted: readonly number[]): Promise<Buffer> };

/** Reads pieces of a list, in threads of their own where the program is built for it: bookings go on in the thread they have. */
export interface ListReaders {
  /** Pieces under way that keep every thread busy. */
  ahead: number;
  read(bytes: Buffer, line: number): Promise<ReadPiece>;
  stop(): Promise<void>;
}

const AHEAD = 2;

/** `file` is the built worker; null reads in this thread. */
export function listReaders(terms: ListTerms, file: string | null, threads = 1): ListReaders {
  if (file === null) return { ahead: 1, ...hereReader(terms), stop: () => Promise.resolve() };
  const workers = Array.from({ length: threads }, () => new Reader(file, terms));
  let turn = 0;
  return {
    ahead: AHEAD * threads,
    read: (bytes, line) => (workers[(turn = (turn + 1) % threads)] as Reader).read(bytes, line),
    stop: async () => void (await Promise.all(workers.map((worker) => worker.stop()))),
  };
}

/** Others get their turn between pieces. */
function hereReader(terms: ListTerms): Pick<ListReaders, 'read'> {
  const reader = new ReadListPiece(terms);
  const inTurn = <T>(work: () => T): Promise<T> =>
    new Promise((resolve, reject) => {
      setImmediate(() => {
        try {
          resolve(work());
        } catch (fault) {
          reject(fault as Error);
        }
      });
    });
  return {
    read: async (bytes, line) => {
      const judged = await inTurn(() => reader.read(bytes, line));
      return { ...judged, seal: (wanted) => inTurn(() => reader.seal(judged.id, wanted)) };
    },
  };
}

/** The worker beside the running program, where it was built. */
export function builtWorker(): string | null {
  const file = path.join(path.dirname(process.argv[1] ?? ''), 'list-worker.cjs');
  return fs.existsSync(file) ? file : null;
}

interface Waiting {
  resolve: (answer: unknown) => void;
  reject: (fault: Error) => void;
}

class Reader {
  private readonly worker: Worker;
  private readonly waiting: Waiting[] = [];
  private fault: Error | undefined;

  constructor(file: string, terms: ListTerms) {
    this.worker = new Worker(file, {
      workerData: terms,
      resourceLimits: { maxOldGenerationSizeMb: 128, maxYoungGenerationSizeMb: 32 },
    });
    this.worker.on('message', (answer: unknown) => this.waiting.shift()?.resolve(answer));
    this.worker.on('error', (fault) => this.fail(fault as Error));
    this.worker.on('exit', () => this.fail(new Error('the thread that reads lists ended')));
  }

  async read(bytes: Buffer, line: number): Promise<ReadPiece> {
    const own = new Uint8Array(bytes);
    const judged = (await this.ask({ bytes: own, line }, [own.buffer])) as JudgedPiece;
    const { id } = judged;
    const seal = async (wanted: readonly number[]): Promise<Buffer> =>
      bufferOf((await this.ask({ id, wanted }, [])) as Uint8Array);
    return { ...judged, keys: bufferOf(judged.keys), said: bufferOf(judged.said), seal };
  }

  async stop(): Promise<void> {
    await this.worker.terminate();
  }

  /** Answers come in the order of what was asked. */
  private ask(order: ListOrder, handed: ArrayBuffer[]): Promise<unknown> {
    return new Promise((resolve, reject) => {
      if (this.fault) return reject(this.fault);
      this.waiting.push({ resolve, reject });
      this.worker.postMessage(order, handed);
    });
  }

  private fail(fault: Error): void {
    this.fault ??= fault;
    for (const one of this.waiting.splice(0)) one.reject(fault);
  }
}

/** A buffer arrives from a thread as its bytes alone. */
const bufferOf = ({ buffer, byteOffset, byteLength }: Uint8Array): Buffer =>
  Buffer.from(buffer, byteOffset, byteLength);
