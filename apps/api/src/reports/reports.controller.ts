import { Controller } from '@nestjs/common';
import {
  getAttendanceReport,
  getEqualityReport,
  getSiteReport,
  listAudit,
  listAuditActors,
  listPlaceSites,
  type ResponseOf,
} from '@fairslot/contract';
import type { StaffCaller } from '../platform/http/caller';
import { Input, type Parsed, Serve } from '../platform/http/serve';
import { AttendanceQueries } from './attendance.queries';
import { AuditActorsQueries } from './audit-actors.queries';
import { AuditQueries } from './audit.queries';
import { EqualityQueries } from './equality.queries';
import { PlaceSitesQueries } from './place-sites.queries';

@Controller()
export class ReportsController {
  constructor(
    private readonly attendance: AttendanceQueries,
    private readonly audit: AuditQueries,
    private readonly actors: AuditActorsQueries,
    private readonly equality: EqualityQueries,
    private readonly placeSites: PlaceSitesQueries,
  ) {}

  @Serve(getSiteReport)
  site(@Input() request: Parsed<typeof getSiteReport, StaffCaller>): Promise<ResponseOf<typeof getSiteReport>> {
    return this.attendance.ofSite(request);
  }

  @Serve(getAttendanceReport)
  sites(
    @Input() request: Parsed<typeof getAttendanceReport, StaffCaller>,
  ): Promise<ResponseOf<typeof getAttendanceReport>> {
    return this.attendance.ofSites(request);
  }

  @Serve(listAudit)
  done(@Input() request: Parsed<typeof listAudit, StaffCaller>): Promise<ResponseOf<typeof listAudit>> {
    return this.audit.list(request);
  }

  @Serve(listAuditActors)
  whoActed(@Input() request: Parsed<typeof listAuditActors, StaffCaller>): Promise<ResponseOf<typeof listAuditActors>> {
    return this.actors.list(request);
  }

  @Serve(getEqualityReport)
  reached(
    @Input() request: Parsed<typeof getEqualityReport, StaffCaller>,
  ): Promise<ResponseOf<typeof getEqualityReport>> {
    return this.equality.run(request.caller);
  }

  @Serve(listPlaceSites)
  sitesOf(@Input() request: Parsed<typeof listPlaceSites, StaffCaller>): Promise<ResponseOf<typeof listPlaceSites>> {
    return this.placeSites.list(request);
  }
}
