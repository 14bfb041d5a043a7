import { Controller } from '@nestjs/common';
import { type AboutSite, getSite, locate, locateNearest, type ResponseOf } from '@fairslot/contract';
import { AppError } from '../platform/http/app-error';
import { Input, type Parsed, Serve } from '../platform/http/serve';
import { Locate } from './locate';
import { aboutSite, SiteDirectory } from './site-directory';

@Controller()
export class SitesController {
  constructor(
    private readonly finder: Locate,
    private readonly directory: SiteDirectory,
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
  site(@Input() { params }: Parsed<typeof getSite>): AboutSite {
    const site = this.directory.find(params.siteId);
    if (!site) throw new AppError('not_found');
    return aboutSite(site);
  }
}
