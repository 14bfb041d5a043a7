import { Injectable } from '@nestjs/common';
import { Database } from '../platform/database/database';
import { Outcode } from './place.entity';
import { Site } from './site.entity';

@Injectable()
export class SitesStore {
  constructor(private readonly database: Database) {}

  sites(): Promise<Site[]> {
    return this.database.repository(Site).find({ relations: { place: true }, order: { id: 'ASC' } });
  }

  outcodes(): Promise<Outcode[]> {
    return this.database.repository(Outcode).find();
  }
}
