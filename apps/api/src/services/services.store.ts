import { Injectable } from '@nestjs/common';
import { Database } from '../platform/database/database';
import { ServiceRow } from './service.entity';

@Injectable()
export class ServicesStore {
  constructor(private readonly database: Database) {}

  all(): Promise<ServiceRow[]> {
    return this.database.repository(ServiceRow).find({ order: { id: 'ASC' } });
  }
}
