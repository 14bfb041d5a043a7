import { Injectable } from '@nestjs/common';
import { Database } from '../platform/database/database';

const BYTES = { name: 'sites.photo', text: 'SELECT type, bytes FROM site_photo WHERE hash = $1 LIMIT 1' };

/** A picture as browsers draw it. */
@Injectable()
export class SitePhotosQueries {
  constructor(private readonly database: Database) {}

  async find(hash: string): Promise<{ type: string; bytes: Buffer } | undefined> {
    return (await this.database.once<{ type: string; bytes: Buffer }>(BYTES, [hash]))[0];
  }
}
