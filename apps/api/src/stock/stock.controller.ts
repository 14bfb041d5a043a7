import { Controller } from '@nestjs/common';
import { addBatch, endBatch, listBatches, listStock, useBatch, type Batch, type ResponseOf } from '@fairslot/contract';
import type { StaffCaller } from '../platform/http/caller';
import { Input, type Parsed, Serve } from '../platform/http/serve';
import { ChangeStock } from './change-stock';
import { StockQueries } from './stock.queries';

@Controller()
export class StockController {
  constructor(
    private readonly queries: StockQueries,
    private readonly change: ChangeStock,
  ) {}

  @Serve(listStock)
  everywhere(@Input() request: Parsed<typeof listStock, StaffCaller>): Promise<ResponseOf<typeof listStock>> {
    return this.queries.everywhere(request);
  }

  @Serve(listBatches)
  list(@Input() request: Parsed<typeof listBatches, StaffCaller>): Promise<ResponseOf<typeof listBatches>> {
    return this.queries.list(request);
  }

  @Serve(addBatch)
  add(@Input() request: Parsed<typeof addBatch, StaffCaller>): Promise<Batch> {
    return this.change.add(request);
  }

  @Serve(useBatch)
  use(@Input() request: Parsed<typeof useBatch, StaffCaller>): Promise<Batch> {
    return this.change.use(request);
  }

  @Serve(endBatch)
  end(@Input() request: Parsed<typeof endBatch, StaffCaller>): Promise<Batch> {
    return this.change.end(request);
  }
}
