import { Injectable } from '@nestjs/common';
import { Database } from '../platform/database/database';
import { ServiceRow } from './service.entity';

export interface ServicePauseRow {
  siteId: number;
  serviceId: number;
  /** Local dates of appointments, both included; null: no last one. */
  from: string;
  to: string | null;
}

const PAIRS = {
  name: 'services.pairs',
  text: 'SELECT first_id AS "firstId", second_id AS "secondId", combined_id AS "combinedId" FROM service_pair',
};

const PAUSES = {
  name: 'services.pauses',
  text: `SELECT site_id AS "siteId", service_id AS "serviceId", from_date::text AS "from", until_date::text AS "to" FROM service_pause
    WHERE ended_at IS NULL AND (ends_at IS NULL OR ends_at > app_now()) ORDER BY id`,
};

@Injectable()
export class ServicesStore {
  constructor(private readonly database: Database) {}

  all(): Promise<ServiceRow[]> {
    return this.database.repository(ServiceRow).find({ order: { id: 'ASC' } });
  }

  pairs(): Promise<{ firstId: number; secondId: number; combinedId: number | null }[]> {
    return this.database.once(PAIRS, []);
  }

  /** What single sites have paused, now or for days to come. */
  servicePauses(): Promise<ServicePauseRow[]> {
    return this.database.once<ServicePauseRow & Record<string, unknown>>(PAUSES, []);
  }
}
