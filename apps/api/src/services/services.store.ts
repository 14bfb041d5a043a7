import { Injectable } from '@nestjs/common';
import { Database } from '../platform/database/database';
import { ServiceRow } from './service.entity';

const PAIRS = {
  name: 'services.pairs',
  text: 'SELECT first_id AS "firstId", second_id AS "secondId", combined_id AS "combinedId" FROM service_pair',
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
}
