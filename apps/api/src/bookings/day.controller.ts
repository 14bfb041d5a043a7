import { Controller } from '@nestjs/common';
import {
  addNote,
  addWalkIn,
  checkDetails,
  checkIn,
  completeBooking,
  didNotAttend,
  exportDay,
  getBooking,
  getDay,
  notGiven,
  recordOutcomes,
  searchBookings,
  setHelp,
  undoBooking,
  type DayRow,
  type ResponseOf,
} from '@fairslot/contract';
import type { StaffCaller } from '../platform/http/caller';
import { Input, type Parsed, Serve } from '../platform/http/serve';
import { AddNote } from './add-note';
import { AddWalkIn } from './add-walk-in';
import { ChangeDetails } from './change-details';
import { DayQueries } from './day.queries';
import { ExportDay } from './export-day';
import { OpenBooking } from './open-booking';
import { RecordAttendance } from './record-attendance';
import { RecordOutcomes } from './record-outcomes';
import { SearchBookings } from './search-bookings';

@Controller()
export class DayController {
  constructor(
    private readonly queries: DayQueries,
    private readonly finder: SearchBookings,
    private readonly attendance: RecordAttendance,
    private readonly outcomes: RecordOutcomes,
    private readonly change: ChangeDetails,
    private readonly walkIns: AddWalkIn,
    private readonly open: OpenBooking,
    private readonly notes: AddNote,
    private readonly exports: ExportDay,
  ) {}

  @Serve(getDay)
  day(@Input() request: Parsed<typeof getDay, StaffCaller>): Promise<ResponseOf<typeof getDay>> {
    return this.queries.day(request);
  }

  @Serve(searchBookings)
  search(@Input() request: Parsed<typeof searchBookings, StaffCaller>): Promise<ResponseOf<typeof searchBookings>> {
    return this.finder.run(request);
  }

  @Serve(getBooking)
  booking(@Input() request: Parsed<typeof getBooking, StaffCaller>): Promise<ResponseOf<typeof getBooking>> {
    return this.open.run(request);
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

  @Serve(notGiven)
  notGiven(@Input() request: Parsed<typeof notGiven, StaffCaller>): Promise<DayRow> {
    return this.attendance.run('not_given', request);
  }

  @Serve(undoBooking)
  undo(@Input() request: Parsed<typeof undoBooking, StaffCaller>): Promise<DayRow> {
    return this.attendance.run('undo', request);
  }

  @Serve(recordOutcomes)
  recordOutcomes(
    @Input() request: Parsed<typeof recordOutcomes, StaffCaller>,
  ): Promise<ResponseOf<typeof recordOutcomes>> {
    return this.outcomes.run(request);
  }

  @Serve(setHelp)
  setHelp(@Input() request: Parsed<typeof setHelp, StaffCaller>): Promise<DayRow> {
    return this.change.help(request);
  }

  @Serve(checkDetails)
  checkDetails(@Input() request: Parsed<typeof checkDetails, StaffCaller>): Promise<DayRow> {
    return this.change.details(request);
  }

  @Serve(addNote)
  addNote(@Input() request: Parsed<typeof addNote, StaffCaller>): Promise<ResponseOf<typeof addNote>> {
    return this.notes.run(request);
  }

  @Serve(exportDay)
  exportDay(@Input() request: Parsed<typeof exportDay, StaffCaller>): Promise<ResponseOf<typeof exportDay>> {
    return this.exports.run(request);
  }

  @Serve(addWalkIn)
  addWalkIn(@Input() request: Parsed<typeof addWalkIn, StaffCaller>): Promise<ResponseOf<typeof addWalkIn>> {
    return this.walkIns.run(request);
  }
}
