import { Controller } from '@nestjs/common';
import {
  eraseRecord,
  exportRecord,
  getRetention,
  type RecordViews,
  type ResponseOf,
  type Retention,
  seeRecordViews,
  setRetention,
} from '@fairslot/contract';
import type { StaffCaller } from '../platform/http/caller';
import { Input, type Parsed, Serve } from '../platform/http/serve';
import { KeepRecords } from './keep-records';
import { OpenRecord } from './open-record';

@Controller()
export class RecordsController {
  constructor(
    private readonly records: OpenRecord,
    private readonly keeping: KeepRecords,
  ) {}

  @Serve(getRetention)
  retention(@Input() { caller }: Parsed<typeof getRetention, StaffCaller>): Promise<Retention> {
    return this.keeping.show(caller);
  }

  @Serve(setRetention)
  setRetention(@Input() request: Parsed<typeof setRetention, StaffCaller>): Promise<Retention> {
    return this.keeping.set(request);
  }

  @Serve(seeRecordViews)
  views(@Input() request: Parsed<typeof seeRecordViews, StaffCaller>): Promise<RecordViews> {
    return this.records.views(request);
  }

  @Serve(exportRecord)
  export(@Input() request: Parsed<typeof exportRecord, StaffCaller>): Promise<ResponseOf<typeof exportRecord>> {
    return this.records.export(request);
  }

  @Serve(eraseRecord)
  erase(@Input() request: Parsed<typeof eraseRecord, StaffCaller>): Promise<ResponseOf<typeof eraseRecord>> {
    return this.records.erase(request);
  }
}
