import { Module } from '@nestjs/common';
import { ServicesModule } from '../services/services.module';
import { SitesModule } from '../sites/sites.module';
import { StaffModule } from '../staff/staff.module';
import { StockModule } from '../stock/stock.module';
import { AttendanceQueries } from './attendance.queries';
import { AuditActorsQueries } from './audit-actors.queries';
import { AuditQueries } from './audit.queries';
import { EqualityQueries } from './equality.queries';
import { PlaceSitesQueries } from './place-sites.queries';
import { ReportsController } from './reports.controller';

/** Figures for those who plan; reads only. */
@Module({
  imports: [ServicesModule, SitesModule, StaffModule, StockModule],
  controllers: [ReportsController],
  providers: [AttendanceQueries, AuditActorsQueries, AuditQueries, EqualityQueries, PlaceSitesQueries],
})
export class ReportsModule {}
