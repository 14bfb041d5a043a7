import { Module } from '@nestjs/common';
import { ServicesModule } from '../services/services.module';
import { SitesModule } from '../sites/sites.module';
import { StaffModule } from '../staff/staff.module';
import { BatchesStore } from './batches.store';
import { ChangeStock } from './change-stock';
import { StockController } from './stock.controller';
import { StockQueries } from './stock.queries';

/** Vaccine stock by batch: a running count, drawn down by doses given. */
@Module({
  imports: [StaffModule, SitesModule, ServicesModule],
  controllers: [StockController],
  providers: [BatchesStore, StockQueries, ChangeStock],
  exports: [BatchesStore, StockQueries],
})
export class StockModule {}
