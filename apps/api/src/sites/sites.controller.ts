import { Controller, StreamableFile } from '@nestjs/common';
import { type AboutSite, getSite, getSitePhoto, locate, locateNearest, type ResponseOf } from '@fairslot/contract';
import { AppError } from '../platform/http/app-error';
import { Input, type Parsed, Serve } from '../platform/http/serve';
import { Locate } from './locate';
import { aboutSite, aboutSiteAt, SiteDirectory } from './site-directory';
import { SitePhotosQueries } from './site-photos.queries';

@Controller()
export class SitesController {
  constructor(
    private readonly finder: Locate,
    private readonly directory: SiteDirectory,
    private readonly photos: SitePhotosQueries,
  ) {}

  @Serve(locate)
  locate(@Input() { query }: Parsed<typeof locate>): ResponseOf<typeof locate> {
    return { items: this.finder.run(query.q) };
  }

  @Serve(locateNearest)
  nearest(@Input() { body }: Parsed<typeof locateNearest>): ResponseOf<typeof locateNearest> {
    const found = this.finder.nearest(body);
    if (!found) throw new AppError('not_found');
    return found;
  }

  @Serve(getSite)
  site(@Input() { params, query }: Parsed<typeof getSite>): AboutSite {
    const site = this.directory.find(params.siteId);
    if (!site) throw new AppError('not_found');
    const location = query.on && this.directory.locationOn(site.id, query.on);
    return location ? aboutSiteAt(site, location) : aboutSite(site, this.directory.photosOf(site.id));
  }

  @Serve(getSitePhoto)
  async photo(@Input() { params, reply }: Parsed<typeof getSitePhoto>): Promise<StreamableFile> {
    const photo = await this.photos.find(params.photoId);
    if (!photo) throw new AppError('not_found');
    // The address is a hash of the bytes.
    void reply.header('cache-control', 'public, max-age=31536000, immutable');
    return new StreamableFile(photo.bytes, { type: photo.type, length: photo.bytes.length });
  }
}
