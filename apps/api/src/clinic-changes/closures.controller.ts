import { Controller } from '@nestjs/common';
import {
  createClosure,
  endClosure,
  listClosures,
  previewClosure,
  type ChangePreview,
  type ResponseOf,
} from '@fairslot/contract';
import type { StaffCaller } from '../platform/http/caller';
import { Input, type Parsed, Serve } from '../platform/http/serve';
import { CloseSite } from './close-site';
import { ClosuresQueries } from './closures.queries';
import { ReopenSite } from './reopen-site';

type Changed = ResponseOf<typeof createClosure>;

@Controller()
export class ClosuresController {
  constructor(
    private readonly closing: CloseSite,
    private readonly reopening: ReopenSite,
    private readonly queries: ClosuresQueries,
  ) {}

  @Serve(previewClosure)
  preview(@Input() request: Parsed<typeof previewClosure, StaffCaller>): Promise<ChangePreview> {
    return this.closing.preview(request);
  }

  @Serve(createClosure)
  create(@Input() request: Parsed<typeof createClosure, StaffCaller>): Promise<Changed> {
    return this.closing.run(request);
  }

  @Serve(listClosures)
  list(@Input() request: Parsed<typeof listClosures, StaffCaller>): Promise<ResponseOf<typeof listClosures>> {
    return this.queries.list(request);
  }

  @Serve(endClosure)
  end(@Input() request: Parsed<typeof endClosure, StaffCaller>): Promise<Changed> {
    return this.reopening.run(request);
  }
}
