import { createHash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { type addSitePhoto, PHOTO_LARGEST, type removeSitePhoto, type SiteDetails } from '@fairslot/contract';
import { cleanPhoto, type CleanPhoto } from '@fairslot/domain';
import { Database, type Tx } from '../platform/database/database';
import { AppError } from '../platform/http/app-error';
import type { StaffCaller } from '../platform/http/caller';
import type { Parsed } from '../platform/http/serve';
import { SiteDirectory } from '../sites/site-directory';
import { SitePhotosStore } from '../sites/site-photos.store';
import { AuditStore, staffActor } from '../staff/audit.store';
import { siteInScope } from '../staff/staff.policy';
import { SiteDetailsQueries } from './site-details.queries';

const HASH_LENGTH = 32;

interface Noted {
  siteId: number;
  caller: StaffCaller;
  requestId: string;
  hash: string;
}

/** Pictures of the way in, as the site's own staff keep them. */
@Injectable()
export class KeepSitePhotos {
  constructor(
    private readonly database: Database,
    private readonly store: SitePhotosStore,
    private readonly directory: SiteDirectory,
    private readonly details: SiteDetailsQueries,
    private readonly audit: AuditStore,
  ) {}

  async add({ params, body, caller, requestId }: Parsed<typeof addSitePhoto, StaffCaller>): Promise<SiteDetails> {
    const siteId = siteInScope(caller, 'site:write', this.directory.find(params.siteId)?.id);
    const photo = readPhoto(body.base64);
    const hash = createHash('sha256').update(photo.bytes).digest('hex').slice(0, HASH_LENGTH);
    await this.database.staffTx([siteId], async (tx) => {
      if (!(await this.store.add(tx, { ...photo, siteId, hash, alt: body.alt }))) throw refused('photos_full');
      await this.note(tx, 'site.photo_added', { siteId, caller, requestId, hash });
    });
    return this.details.readAnew(siteId);
  }

  async remove({ params, caller, requestId }: Parsed<typeof removeSitePhoto, StaffCaller>): Promise<SiteDetails> {
    const siteId = siteInScope(caller, 'site:write', this.directory.find(params.siteId)?.id);
    await this.database.staffTx([siteId], async (tx) => {
      if (!(await this.store.remove(tx, siteId, params.photoId))) throw new AppError('not_found');
      await this.note(tx, 'site.photo_removed', { siteId, caller, requestId, hash: params.photoId });
    });
    return this.details.readAnew(siteId);
  }

  private note(tx: Tx, action: string, { siteId, caller, requestId, hash }: Noted): Promise<void> {
    return this.audit.note(tx, {
      actor: staffActor(caller.userId),
      action,
      siteId,
      requestId,
      details: { photo: hash },
    });
  }
}

function readPhoto(base64: string): CleanPhoto {
  const photo = cleanPhoto(Buffer.from(base64, 'base64'));
  if (!photo) throw refused('photo_wrong');
  if (photo.bytes.length > PHOTO_LARGEST) throw refused('photo_large');
  return photo;
}

const refused = (code: 'photo_wrong' | 'photo_large' | 'photos_full'): AppError =>
  new AppError('invalid', { errors: [{ path: 'base64', code }] });
