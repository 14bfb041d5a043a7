import { Inject, Injectable } from '@nestjs/common';
import { localDateOf } from '@fairslot/domain';
import { Clock } from '../platform/clock/clock';
import { CONFIG, type Config } from '../platform/config/config';
import { Database } from '../platform/database/database';

const RESUME = { name: 'clinics.resume_paused', text: 'SELECT resume_paused_clinics($1) AS resumed' };

/** A clinic whose pause has a last day takes bookings again the day after, as that day begins where the sites are. */
@Injectable()
export class ResumePaused {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  async run(): Promise<void> {
    await this.database.once(RESUME, [localDateOf(this.clock.now(), this.config.TIME_ZONE)]);
  }
}
