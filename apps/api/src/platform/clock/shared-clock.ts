import { Inject, Injectable } from '@nestjs/common';
import { CONFIG, type Config } from '../config/config';
import { Database } from '../database/database';
import { Timers } from '../jobs/timers';
import { Clock } from './clock';

const FOLLOW_EVERY_MS = 200;

/** With CLOCK set, keeps this process's clock on the shift that the database's `app_now()` uses. */
@Injectable()
export class SharedClock {
  constructor(
    @Inject(CONFIG) private readonly config: Config,
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly timers: Timers,
  ) {}

  /** The first process that starts with this CLOCK sets the shift; the others, and a restarted one, follow it. */
  async start(): Promise<void> {
    if (!this.config.CLOCK) {
      // Left over from a start with CLOCK: the database would live in another time than the program.
      await this.database.source.query('DELETE FROM app_clock');
      return;
    }
    await this.database.source.query(
      `INSERT INTO app_clock (started_from, shift) VALUES ($1::text, $1::text::timestamptz - now())
       ON CONFLICT (only_row) DO UPDATE SET started_from = excluded.started_from, shift = excluded.shift
       WHERE app_clock.started_from <> excluded.started_from`,
      [this.config.CLOCK],
    );
    await this.follow();
    this.timers.every(FOLLOW_EVERY_MS, 'follow the shifted clock', () => this.follow());
  }

  async advance(seconds: number): Promise<Date> {
    await this.database.source.query('UPDATE app_clock SET shift = shift + make_interval(secs => $1)', [seconds]);
    await this.follow();
    return this.clock.now();
  }

  private async follow(): Promise<void> {
    const rows = await this.database.source.query<{ ms: number }[]>(
      'SELECT extract(epoch FROM shift)::float8 * 1000 AS ms FROM app_clock',
    );
    this.clock.shiftTo(rows[0]?.ms ?? 0);
  }
}
