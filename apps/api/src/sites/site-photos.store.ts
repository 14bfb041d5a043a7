import { Injectable } from '@nestjs/common';
import type { CleanPhoto } from '@fairslot/domain';
import { Database, type Tx } from '../platform/database/database';

/** A picture without its bytes: what pages are told of it. */
export interface SitePhoto {
  siteId: number;
  hash: string;
  alt: string;
  width: number;
  height: number;
}

export interface NewSitePhoto extends CleanPhoto {
  siteId: number;
  hash: string;
  alt: string;
}

const PHOTOS = {
  name: 'sites.photos',
  text: 'SELECT site_id AS "siteId", hash, alt, width, height FROM site_photo ORDER BY site_id, id',
};
const MOST = 3;

/** Pictures of the way into a site. */
@Injectable()
export class SitePhotosStore {
  constructor(private readonly database: Database) {}

  /** Of every site, the oldest first. */
  all(): Promise<SitePhoto[]> {
    return this.database.once<SitePhoto & Record<string, unknown>>(PHOTOS, []);
  }

  /** False where the site has three already. One that it has already is given these words. */
  async add(tx: Tx, { siteId, hash, type, width, height, alt, bytes }: NewSitePhoto): Promise<boolean> {
    // Locked, so that of two at once the second sees what the first did.
    await tx.query('SELECT 1 FROM site WHERE id = $1 FOR UPDATE', [siteId]);
    await tx.query('DELETE FROM site_photo WHERE site_id = $1 AND hash = $2', [siteId, hash]);
    const added = await tx.query<object[]>(
      `INSERT INTO site_photo (site_id, hash, type, width, height, alt, bytes, created_at)
       SELECT $1, $2, $3, $4, $5, $6, $7, app_now() WHERE (SELECT count(*) FROM site_photo WHERE site_id = $1) < ${MOST} RETURNING 1`,
      [siteId, hash, type, width, height, alt, Buffer.from(bytes)],
    );
    return added.length === 1;
  }

  /** False where the site has no such picture. */
  async remove(tx: Tx, siteId: number, hash: string): Promise<boolean> {
    const [, removed] = await tx.query<[unknown, number]>('DELETE FROM site_photo WHERE site_id = $1 AND hash = $2', [
      siteId,
      hash,
    ]);
    return removed === 1;
  }
}
