import { Controller } from '@nestjs/common';
import {
  askForHomeVisit,
  changeHomeVisit,
  countHomeVisits,
  type HomeVisit,
  listHomeVisits,
  type ResponseOf,
} from '@fairslot/contract';
import type { StaffCaller } from '../platform/http/caller';
import { Input, type Parsed, Serve } from '../platform/http/serve';
import { AskForHomeVisit } from './ask-for-home-visit';
import { ChangeHomeVisit } from './change-home-visit';
import { HomeVisitsQueries } from './home-visits.queries';

@Controller()
export class HomeVisitsController {
  constructor(
    private readonly asking: AskForHomeVisit,
    private readonly queries: HomeVisitsQueries,
    private readonly changing: ChangeHomeVisit,
  ) {}

  @Serve(askForHomeVisit)
  ask(@Input() request: Parsed<typeof askForHomeVisit>): Promise<ResponseOf<typeof askForHomeVisit>> {
    return this.asking.run(request);
  }

  @Serve(listHomeVisits)
  list(@Input() request: Parsed<typeof listHomeVisits, StaffCaller>): Promise<ResponseOf<typeof listHomeVisits>> {
    return this.queries.list(request);
  }

  @Serve(countHomeVisits)
  count(@Input() { caller }: Parsed<typeof countHomeVisits, StaffCaller>): Promise<ResponseOf<typeof countHomeVisits>> {
    return this.queries.count(caller);
  }

  @Serve(changeHomeVisit)
  change(@Input() request: Parsed<typeof changeHomeVisit, StaffCaller>): Promise<HomeVisit> {
    return this.changing.run(request);
  }
}
