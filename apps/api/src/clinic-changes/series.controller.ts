import { Controller } from '@nestjs/common';
import {
  cancelSeries,
  createSeries,
  editSeries,
  getSeries,
  listSeries,
  pauseSeries,
  previewSeries,
  previewSeriesChange,
  resumeSeries,
  type ResponseOf,
} from '@fairslot/contract';
import type { StaffCaller } from '../platform/http/caller';
import { Input, type Parsed, Serve } from '../platform/http/serve';
import { ChangeSeries } from './change-series';
import { CreateSeries } from './create-series';
import { SeriesQueries } from './series.queries';

type Changed = ResponseOf<typeof editSeries>;
type Preview = ResponseOf<typeof previewSeries>;

@Controller()
export class SeriesController {
  constructor(
    private readonly creation: CreateSeries,
    private readonly change: ChangeSeries,
    private readonly queries: SeriesQueries,
  ) {}

  @Serve(createSeries)
  create(@Input() request: Parsed<typeof createSeries, StaffCaller>): Promise<Changed> {
    return this.creation.run(request);
  }

  @Serve(previewSeries)
  previewNew(@Input() request: Parsed<typeof previewSeries, StaffCaller>): Promise<Preview> {
    return this.creation.preview(request);
  }

  @Serve(listSeries)
  list(@Input() request: Parsed<typeof listSeries, StaffCaller>): Promise<ResponseOf<typeof listSeries>> {
    return this.queries.list(request);
  }

  @Serve(getSeries)
  get(@Input() request: Parsed<typeof getSeries, StaffCaller>): Promise<ResponseOf<typeof getSeries>> {
    return this.queries.get(request);
  }

  @Serve(previewSeriesChange)
  preview(@Input() request: Parsed<typeof previewSeriesChange, StaffCaller>): Promise<Preview> {
    return this.change.preview(request);
  }

  @Serve(editSeries)
  edit(@Input() request: Parsed<typeof editSeries, StaffCaller>): Promise<Changed> {
    return this.change.edit(request);
  }

  @Serve(cancelSeries)
  cancel(@Input() request: Parsed<typeof cancelSeries, StaffCaller>): Promise<Changed> {
    return this.change.cancel(request);
  }

  @Serve(pauseSeries)
  pause(@Input() request: Parsed<typeof pauseSeries, StaffCaller>): Promise<Changed> {
    return this.change.turn('pause', request);
  }

  @Serve(resumeSeries)
  resume(@Input() request: Parsed<typeof resumeSeries, StaffCaller>): Promise<Changed> {
    return this.change.turn('resume', request);
  }
}
