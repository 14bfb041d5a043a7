import { Controller } from '@nestjs/common';
import {
  checkIn,
  completeBooking,
  didNotAttend,
  getDay,
  searchBookings,
  undoBooking,
  type DayRow,
  type ResponseOf,
} from '@fairslot/contract';
import type { StaffCaller } from '../platform/http/caller';
import { Input, type Parsed, Serve } from '../platform/http/serve';
import { DayQueries } from './day.queries';
import { RecordAttendance } from './record-attendance';
import { SearchBookings } from './search-bookings';

@Controller()
export class DayController {
  constructor(
    private readonly queries: DayQueries,
    private readonly finder: SearchBookings,
    private readonly attendance: RecordAttendance,
  ) {}

  @Serve(getDay)
  day(@Input() request: Parsed<typeof getDay, StaffCaller>): Promise<ResponseOf<typeof getDay>> {
    return this.queries.day(request);
  }

  @Serve(searchBookings)
  search(@Input() request: Parsed<typeof searchBookings, StaffCaller>): Promise<ResponseOf<typeof searchBookings>> {
    return this.finder.run(request);
  }

  @Serve(checkIn)
  checkIn(@Input() request: Parsed<typeof checkIn, StaffCaller>): Promise<DayRow> {
    return this.attendance.run('check_in', request);
  }

  @Serve(completeBooking)
  complete(@Input() request: Parsed<typeof completeBooking, StaffCaller>): Promise<DayRow> {
    return this.attendance.run('complete', request);
  }

  @Serve(didNotAttend)
  didNotAttend(@Input() request: Parsed<typeof didNotAttend, StaffCaller>): Promise<DayRow> {
    return this.attendance.run('did_not_attend', request);
  }

  @Serve(undoBooking)
  undo(@Input() request: Parsed<typeof undoBooking, StaffCaller>): Promise<DayRow> {
    return this.attendance.run('undo', request);
  }
}
