import { Controller } from '@nestjs/common';
import { listTimes, listWalkIns, searchAvailability, type ResponseOf } from '@fairslot/contract';
import { AppError } from '../platform/http/app-error';
import { Input, type Parsed, Serve } from '../platform/http/serve';
import { SiteDirectory } from '../sites/site-directory';
import { FindWalkIns } from './find-walk-ins';
import { SearchAvailability } from './search-availability';

@Controller()
export class AvailabilityController {
  constructor(
    private readonly availability: SearchAvailability,
    private readonly directory: SiteDirectory,
    private readonly walkIns: FindWalkIns,
  ) {}

  @Serve(searchAvailability)
  search(@Input() { query }: Parsed<typeof searchAvailability>): ResponseOf<typeof searchAvailability> {
    return this.availability.run(query);
  }

  @Serve(listWalkIns)
  walkInsNear(@Input() { query }: Parsed<typeof listWalkIns>): ResponseOf<typeof listWalkIns> {
    return this.walkIns.run(query);
  }

  @Serve(listTimes)
  times(@Input() { params, query }: Parsed<typeof listTimes>): ResponseOf<typeof listTimes> {
    const site = this.directory.find(params.siteId);
    if (site?.status !== 'open') throw new AppError('not_found');
    const { from, to } = this.availability.datesOf(query);
    return { items: this.availability.shownTimesAt(site, this.availability.wishOf(query), from, to) };
  }
}
