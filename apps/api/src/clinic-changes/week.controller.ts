import { Controller } from '@nestjs/common';
import { getWeek, listStranded, type ResponseOf } from '@fairslot/contract';
import type { StaffCaller } from '../platform/http/caller';
import { Input, type Parsed, Serve } from '../platform/http/serve';
import { StrandedQueries } from './stranded.queries';
import { WeekQueries } from './week.queries';

@Controller()
export class WeekController {
  constructor(
    private readonly weeks: WeekQueries,
    private readonly stranded: StrandedQueries,
  ) {}

  @Serve(getWeek)
  week(@Input() request: Parsed<typeof getWeek, StaffCaller>): Promise<ResponseOf<typeof getWeek>> {
    return this.weeks.week(request);
  }

  @Serve(listStranded)
  callList(@Input() request: Parsed<typeof listStranded, StaffCaller>): Promise<ResponseOf<typeof listStranded>> {
    return this.stranded.list(request);
  }
}
