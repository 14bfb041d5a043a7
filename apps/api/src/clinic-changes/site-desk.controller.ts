import { Controller } from '@nestjs/common';
import {
  addAudience,
  countSiteDay,
  getVisibility,
  listAudiences,
  listStaffTimes,
  type ResponseOf,
} from '@fairslot/contract';
import type { StaffCaller } from '../platform/http/caller';
import { Input, type Parsed, Serve } from '../platform/http/serve';
import { AddAudience } from './add-audience';
import { SiteVisibilityQueries } from './site-visibility.queries';
import { StaffTimesQueries } from './staff-times.queries';

@Controller()
export class SiteDeskController {
  constructor(
    private readonly visibility: SiteVisibilityQueries,
    private readonly queries: StaffTimesQueries,
    private readonly groups: AddAudience,
  ) {}

  @Serve(getVisibility)
  visible(@Input() request: Parsed<typeof getVisibility, StaffCaller>): Promise<ResponseOf<typeof getVisibility>> {
    return this.visibility.read(request);
  }

  @Serve(listStaffTimes)
  times(@Input() request: Parsed<typeof listStaffTimes, StaffCaller>): Promise<ResponseOf<typeof listStaffTimes>> {
    return this.queries.times(request);
  }

  @Serve(countSiteDay)
  counts(@Input() request: Parsed<typeof countSiteDay, StaffCaller>): Promise<ResponseOf<typeof countSiteDay>> {
    return this.queries.counts(request);
  }

  @Serve(listAudiences)
  audiences(@Input() request: Parsed<typeof listAudiences, StaffCaller>): Promise<ResponseOf<typeof listAudiences>> {
    return this.queries.audiences(request);
  }

  @Serve(addAudience)
  addAudience(@Input() request: Parsed<typeof addAudience, StaffCaller>): Promise<ResponseOf<typeof addAudience>> {
    return this.groups.run(request);
  }
}
