import { Module } from '@nestjs/common';
import { ServicesModule } from '../services/services.module';
import { SitesModule } from '../sites/sites.module';
import { StaffModule } from '../staff/staff.module';
import { AttendanceQueries } from './attendance.queries';
import { AuditActorsQueries } from './audit-actors.queries';
import { AuditQueries } from './audit.queries';
import { EqualityQueries } from './equality.queries';
import { ReportsController } from './reports.controller';

/** Figures for those who plan; reads only. */
@Module({
  imports: [ServicesModule, SitesModule, StaffModule],
  controllers: [ReportsController],
  providers: [AttendanceQueries, AuditActorsQueries, AuditQueries, EqualityQueries],
})
export class ReportsModule {}
