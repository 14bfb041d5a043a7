import { Inject, Injectable, OnApplicationShutdown } from '@nestjs/common';
import { types, type Pool, type PoolClient, type QueryResultRow } from 'pg';
import { DataSource, EntityManager, type EntityTarget, type ObjectLiteral, type Repository } from 'typeorm';
import { CONFIG, type Config } from '../config/config';
import { Log } from '../log/log';

/** Injection token of the entity classes: the list of features gives them, the platform knows none. */
export const ENTITIES = Symbol('entities');

/** A transaction. Store methods take it first, so that forgetting it does not compile. */
export type Tx = EntityManager;

export interface Statement {
  /** Name under which the server keeps the prepared statement; one name, one text. */
  name: string;
  text: string;
}

/** Integer keys stay far below 2^53, so they are numbers here; calendar dates stay the text they are. */
const INT8 = 20;
const DATE = 1082;
types.setTypeParser(INT8, Number);
types.setTypeParser(DATE, (text) => text);

/** What the SQL functions raise where a place comes free and somebody stranded waits for it. */
export const SOMEBODY_WAITS = 'FS001';

const RETRIED = new Set(['40001', '40P01']);
const MAX_TRIES = 4;

/** TypeORM and the named statements of the hot stores, on one pool. */
@Injectable()
export class Database implements OnApplicationShutdown {
  readonly source: DataSource;

  constructor(
    @Inject(CONFIG) private readonly config: Config,
    private readonly log: Log,
    @Inject(ENTITIES) entities: EntityTarget<ObjectLiteral>[],
  ) {
    this.source = new DataSource({
      type: 'postgres',
      url: config.DATABASE_URL,
      entities: entities as Function[],
      poolErrorHandler: (error: unknown) => this.log.error({ event: 'database.connection_lost' }, error),
      extra: {
        max: config.DATABASE_POOL,
        connectionTimeoutMillis: 5000,
        // A connection that breaks off between two of its users has nobody else who listens, and would end the process. The next query tells.
        onConnect: (client: PoolClient) => void client.on('error', () => undefined),
        // Without JIT: our statements are short, and one that may touch many rows took longer to compile than to run.
        options:
          '-c lock_timeout=2000 -c statement_timeout=5000 -c idle_in_transaction_session_timeout=10000 -c timezone=UTC -c jit=off',
      },
    });
  }

  /** Connects, and refuses a role that row-level security would not bind. */
  async connect(): Promise<void> {
    await this.source.initialize();
    const [role] = await this.source.query<
      [{ name: string; superuser: boolean; bypass: boolean; owner: boolean; durable: boolean }]
    >(`
      SELECT rolname AS name, rolsuper AS superuser, rolbypassrls AS bypass,
        EXISTS (SELECT 1 FROM pg_class WHERE relname = 'booking' AND pg_has_role(current_user, relowner, 'MEMBER')) AS owner,
        current_setting('fsync') = 'on' AND current_setting('full_page_writes') = 'on'
          AND current_setting('synchronous_commit') <> 'off' AS durable
      FROM pg_roles WHERE rolname = current_user`);
    if (role.superuser || role.bypass || role.owner) {
      throw new Error(
        `DATABASE_URL signs in as ${role.name}, which owns the tables or is above row-level security: use fairslot_public`,
      );
    }
    if (this.config.NODE_ENV === 'production' && !role.durable) {
      throw new Error(
        'PostgreSQL may lose what it confirmed: set fsync, full_page_writes and synchronous_commit to on',
      );
    }
    const [clock] = await this.source.query<{ started_from: string }[]>('SELECT started_from FROM app_clock');
    if (clock && this.config.NODE_ENV === 'production')
      throw new Error('The clock of this database is shifted: production refuses it');
  }

  /** One named prepared statement with autocommit; tried again on a deadlock. */
  async once<R extends QueryResultRow>(statement: Statement, values: unknown[]): Promise<R[]> {
    const { pool } = this;
    return this.retried(async () => (await pool.query<R>({ ...statement, values })).rows);
  }

  /** One transaction as the public role; tried again on a deadlock, so `work` does nothing but database work. */
  tx<T>(work: (tx: Tx) => Promise<T>): Promise<T> {
    return this.retried(() => this.source.transaction(work));
  }

  /** One transaction as the staff role, which sees only the sites named. */
  staffTx<T>(siteIds: readonly number[], work: (tx: Tx) => Promise<T>): Promise<T> {
    return this.tx(async (tx) => {
      // As SET LOCAL, in one way to the database and back.
      await tx.query(`SELECT set_config('role', 'fairslot_staff', true), set_config('app.scope', $1, true)`, [
        `{${siteIds.join(',')}}`,
      ]);
      return work(tx);
    });
  }

  /** A transaction that reads; its statement is cancelled as soon as nobody wants the answer. */
  whileWanted<T>(wanted: AbortSignal, work: (tx: Tx) => Promise<T>): Promise<T> {
    return this.tx(async (tx) => {
      const [session] = await tx.query<[{ pid: number }]>('SELECT pg_backend_pid() AS pid');
      let cancelling: Promise<unknown> = Promise.resolve();
      const cancel = (): void => {
        cancelling = this.source.query('SELECT pg_cancel_backend($1)', [session.pid]).catch(() => undefined);
      };
      wanted.throwIfAborted();
      wanted.addEventListener('abort', cancel, { once: true });
      try {
        return await work(tx);
      } finally {
        wanted.removeEventListener('abort', cancel);
        // Whoever gets this connection next must not be the one that is cancelled.
        await cancelling;
      }
    });
  }

  repository<T extends ObjectLiteral>(entity: EntityTarget<T>): Repository<T> {
    return this.source.getRepository(entity);
  }

  async isReachable(): Promise<boolean> {
    return this.source.query('SELECT 1').then(
      () => true,
      () => false,
    );
  }

  async onApplicationShutdown(): Promise<void> {
    if (this.source.isInitialized) await this.source.destroy();
  }

  private get pool(): Pool {
    return (this.source.driver as unknown as { master: Pool }).master;
  }

  private async retried<T>(work: () => Promise<T>): Promise<T> {
    for (let tries = 1; ; tries += 1) {
      try {
        return await work();
      } catch (error) {
        if (tries >= MAX_TRIES || !RETRIED.has(sqlState(error) ?? '')) throw error;
      }
    }
  }
}

/** A named prepared statement in a transaction, for what every request asks: a connection plans it once and TypeORM each time. */
export async function prepared<R extends QueryResultRow>(
  tx: Tx,
  statement: Statement,
  values: unknown[],
): Promise<R[]> {
  const client = (await tx.queryRunner?.connect()) as PoolClient;
  return (await client.query<R>({ ...statement, values })).rows;
}

/** SQLSTATE of a PostgreSQL error, however TypeORM wrapped it. */
export function sqlState(error: unknown): string | undefined {
  if (!(error instanceof Error)) return undefined;
  const { code, driverError } = error as { code?: unknown; driverError?: { code?: unknown } };
  const state = code ?? driverError?.code;
  return typeof state === 'string' ? state : undefined;
}

/** Name of the constraint that refused a write. */
export function refusedBy(error: unknown): string | undefined {
  const { constraint, driverError } = error as { constraint?: string; driverError?: { constraint?: string } };
  return constraint ?? driverError?.constraint;
}
