import { Controller } from '@nestjs/common';
import { eraseRecord, exportRecord, type RecordViews, type ResponseOf, seeRecordViews } from '@fairslot/contract';
import type { StaffCaller } from '../platform/http/caller';
import { Input, type Parsed, Serve } from '../platform/http/serve';
import { OpenRecord } from './open-record';

@Controller()
export class RecordsController {
  constructor(private readonly records: OpenRecord) {}

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
