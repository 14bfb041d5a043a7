import { Inject, Injectable, BeforeApplicationShutdown } from '@nestjs/common';
import { createPostgresBackend, Queue, setDefaultBackendFactory, Worker, type ConnectionOptions } from 'bullmq';
import { Redis } from 'ioredis';
import type { z } from 'zod';
import { Clock } from '../clock/clock';
import { CONFIG, type Config } from '../config/config';
import { Log } from '../log/log';
import type { JobDefinition } from './define-job';

type Handler = (payload: never) => Promise<void>;
export interface QueuedJob<P> {
  /** A second job with the id of one that waits or runs is dropped. Neither digits only nor with a colon. */
  id: string;
  payload: P;
}

/** How the queue is at this moment. */
export interface QueueFigures {
  waiting: number;
  active: number;
  delayed: number;
  failed: number;
  /** Of what waits. */
  oldest: { job: string; waitedSeconds: number } | null;
  workers: number;
  doneInAll: number;
  failedInAll: number;
}

const QUEUE = 'fairslot';
const CONCURRENCY = 8;
const ADD_WITHIN_MS = 2000;
/** After a failure the queue is left alone for so long, and work is done without it. */
const AVOID_FOR_MS = 10_000;

/**
 * Queued work on BullMQ: on Redis where QUEUE_URL names one, else on PostgreSQL. The queue is only speed; what must
 * happen stands in the database, so every failure here is survived.
 */
@Injectable()
export class Jobs implements BeforeApplicationShutdown {
  private readonly handlers = new Map<string, { definition: JobDefinition; handle: Handler }>();
  private queue: Queue | null = null;
  private worker: Worker | null = null;
  private readonly redis: Redis[] = [];
  private avoidUntil = 0;

  constructor(
    @Inject(CONFIG) private readonly config: Config,
    private readonly log: Log,
    private readonly clock: Clock,
  ) {}

  /** Each job has exactly one handler. */
  handle<P extends z.ZodType>(definition: JobDefinition<P>, handle: (payload: z.output<P>) => Promise<void>): void {
    if (this.handlers.has(definition.name)) throw new Error(`The job ${definition.name} has two handlers`);
    this.handlers.set(definition.name, { definition, handle });
  }

  /** Refuses a Redis that throws work away when it is full. One that cannot be reached now is asked when somebody starts again. */
  async start(): Promise<void> {
    if (!this.config.QUEUE_URL) setDefaultBackendFactory(createPostgresBackend);
    else await this.demandNoEviction(this.config.QUEUE_URL);
    this.queue = new Queue(QUEUE, {
      connection: this.connection(),
      // A finished job must not stay, failed or not: its id would swallow the next try. The log keeps the failure.
      defaultJobOptions: { attempts: 1, removeOnComplete: true, removeOnFail: true },
    });
    this.queue.on('error', (error) => this.log.warn({ event: 'queue.unreachable', errorName: error.name }));
    if (!this.config.ROLES.includes('worker')) return;
    this.worker = new Worker(QUEUE, (job) => this.run(job.name, job.data), {
      connection: this.connection(),
      concurrency: CONCURRENCY,
      // Only the sums are read, so that failures, which are not kept, can still be counted.
      metrics: { maxDataPoints: 1 },
    });
    this.worker.on('error', (error) => this.log.warn({ event: 'queue.unreachable', errorName: error.name }));
    this.worker.on('failed', (job, error) => this.log.error({ event: 'job.failed', job: job?.name }, error));
  }

  /** Hands work to the queue; false when the queue does not take it in time, and the sweep will find the work again. */
  async add<P extends z.ZodType>(definition: JobDefinition<P>, jobs: QueuedJob<z.input<P>>[]): Promise<boolean> {
    const { queue } = this;
    if (!queue || jobs.length === 0) return jobs.length === 0;
    if (this.isAvoided()) return false;
    const added = queue
      .addBulk(jobs.map(({ id, payload }) => ({ name: definition.name, data: payload, opts: { jobId: id } })))
      .then(
        () => true,
        () => false,
      );
    const done = await inTime(added, ADD_WITHIN_MS, false);
    if (!done) this.avoidUntil = this.clock.ticks() + AVOID_FOR_MS;
    if (!done) this.log.warn({ event: 'queue.unreachable', job: definition.name, count: jobs.length });
    return done;
  }

  /** How many jobs wait in the queue; 0 where it cannot be asked. */
  async waiting(): Promise<number> {
    if (!this.queue || this.isAvoided()) return 0;
    const counted = this.queue.getWaitingCount().catch(() => 0);
    return inTime(counted, ADD_WITHIN_MS, 0);
  }

  /** Null where it cannot be asked. */
  async figures(): Promise<QueueFigures | null> {
    if (!this.queue || this.isAvoided()) return null;
    return inTime(
      read(this.queue, this.clock.machine(), this.redis[0]?.options.db).catch(() => null),
      ADD_WITHIN_MS,
      null,
    );
  }

  /** True for a while after the queue did not take work. */
  isAvoided(): boolean {
    return this.clock.ticks() < this.avoidUntil;
  }

  /** Finishes the jobs in hand. A queue that cannot be reached is not waited for: there is nothing in hand. */
  async beforeApplicationShutdown(): Promise<void> {
    const reachable = this.redis.every((redis) => redis.status === 'ready');
    const closing = Promise.all([this.worker?.close(!reachable), this.queue?.close()]).then(
      () => true,
      () => false,
    );
    if (reachable) await closing;
    for (const redis of this.redis) redis.disconnect();
  }

  private async demandNoEviction(url: string): Promise<void> {
    const redis = new Redis(url, {
      lazyConnect: true,
      maxRetriesPerRequest: 0,
      retryStrategy: () => null,
      connectTimeout: ADD_WITHIN_MS,
    });
    redis.on('error', () => undefined);
    const info = await redis.connect().then(
      () => redis.info('memory'),
      () => '',
    );
    redis.disconnect();
    const policy = /^maxmemory_policy:(\S+)/m.exec(info)?.[1];
    if (policy !== undefined && policy !== 'noeviction')
      throw new Error(
        `QUEUE_URL: Redis has maxmemory-policy ${policy} and would throw messages away: set it to noeviction`,
      );
  }

  private async run(name: string, data: unknown): Promise<void> {
    const known = this.handlers.get(name);
    if (!known) throw new Error(`No handler for the job ${name}`);
    await known.handle(known.definition.payload.parse(data) as never);
  }

  /** Workers wait without end for Redis; the adding side gives up at once, so that a booking never waits for the queue. */
  private connection(): ConnectionOptions {
    if (!this.config.QUEUE_URL) {
      return { connectionString: this.config.DATABASE_URL, schema: 'bullmq', max: 4 } as unknown as ConnectionOptions;
    }
    const adding = this.queue === null;
    const redis = new Redis(this.config.QUEUE_URL, { maxRetriesPerRequest: null, enableOfflineQueue: !adding });
    redis.on('error', () => undefined);
    this.redis.push(redis);
    return redis;
  }
}

/** Redis names the clients of all its databases, PostgreSQL only those of ours: `database` is ours in Redis. */
async function read(queue: Queue, now: number, database?: number): Promise<QueueFigures> {
  const [counts, [oldest], workers, done, failures] = await Promise.all([
    queue.getJobCounts('wait', 'active', 'delayed', 'failed'),
    queue.getJobs(['wait'], 0, 0, true),
    queue.getWorkers(),
    queue.getMetrics('completed'),
    queue.getMetrics('failed'),
  ]);
  const { wait: waiting = 0, active = 0, delayed = 0, failed = 0 } = counts;
  return {
    waiting,
    active,
    delayed,
    failed,
    oldest: oldest
      ? { job: oldest.name, waitedSeconds: Math.max(0, Math.round((now - oldest.timestamp) / 1000)) }
      : null,
    workers: workers.filter(({ db }) => database === undefined || db === String(database)).length,
    doneInAll: done.meta.count,
    failedInAll: failures.meta.count,
  };
}

/** `otherwise` when the answer does not come in time. */
async function inTime<T>(answer: Promise<T>, milliseconds: number, otherwise: T): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<T>((resolve) => {
    timer = setTimeout(() => resolve(otherwise), milliseconds);
  });
  return Promise.race([answer, late]).finally(() => clearTimeout(timer));
}
