import { Injectable } from '@nestjs/common';
import type { SiteDetails } from '@fairslot/contract';
import { AppError } from '../platform/http/app-error';
import { aboutSite, SiteDirectory } from '../sites/site-directory';
import { SetUpQueries } from './set-up.queries';

/** What residents are told of a site, and what its staff know besides. */
@Injectable()
export class SiteDetailsQueries {
  constructor(
    private readonly directory: SiteDirectory,
    private readonly setUp: SetUpQueries,
  ) {}

  async read(siteId: number): Promise<SiteDetails> {
    const site = this.directory.get(siteId);
    const organisation = await this.setUp.organisationOf(site.organisationId);
    if (organisation === null) throw new AppError('not_found');
    const { shortName: smsName, status } = site;
    return { ...aboutSite(site, this.directory.photosOf(siteId)), smsName, status, organisation };
  }

  /** After a change. */
  async readAnew(siteId: number): Promise<SiteDetails> {
    await this.directory.load();
    return this.read(siteId);
  }
}
