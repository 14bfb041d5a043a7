import { Controller } from '@nestjs/common';
import {
  cancelClinic,
  createClinic,
  editClinic,
  getClinic,
  getKeptUntil,
  listClinics,
  pauseClinic,
  previewClinic,
  previewClinicChange,
  resumeClinic,
  setKeptUntil,
  type ChangePreview,
  type Clinic,
  type ResponseOf,
} from '@fairslot/contract';
import type { StaffCaller } from '../platform/http/caller';
import { Input, type Parsed, Serve } from '../platform/http/serve';
import { ChangeClinic } from './change-clinic';
import { ClinicsQueries } from './clinics.queries';
import { KeepClinic } from './keep-clinic';
import { CreateClinic } from './create-clinic';

type Changed = ResponseOf<typeof editClinic>;

@Controller()
export class ClinicsController {
  constructor(
    private readonly creation: CreateClinic,
    private readonly change: ChangeClinic,
    private readonly queries: ClinicsQueries,
    private readonly keep: KeepClinic,
  ) {}

  @Serve(getKeptUntil)
  keptUntil(@Input() request: Parsed<typeof getKeptUntil, StaffCaller>): Promise<ResponseOf<typeof getKeptUntil>> {
    return this.keep.show(request);
  }

  @Serve(setKeptUntil)
  keepUntil(@Input() request: Parsed<typeof setKeptUntil, StaffCaller>): Promise<ResponseOf<typeof setKeptUntil>> {
    return this.keep.set(request);
  }

  @Serve(createClinic)
  create(@Input() request: Parsed<typeof createClinic, StaffCaller>): Promise<Changed> {
    return this.creation.run(request);
  }

  @Serve(previewClinic)
  previewNew(@Input() request: Parsed<typeof previewClinic, StaffCaller>): Promise<ChangePreview> {
    return this.creation.preview(request);
  }

  @Serve(listClinics)
  list(@Input() request: Parsed<typeof listClinics, StaffCaller>): Promise<ResponseOf<typeof listClinics>> {
    return this.queries.list(request);
  }

  @Serve(getClinic)
  get(@Input() request: Parsed<typeof getClinic, StaffCaller>): Promise<Clinic> {
    return this.queries.get(request);
  }

  @Serve(previewClinicChange)
  preview(@Input() request: Parsed<typeof previewClinicChange, StaffCaller>): Promise<ChangePreview> {
    return this.change.preview(request);
  }

  @Serve(editClinic)
  edit(@Input() request: Parsed<typeof editClinic, StaffCaller>): Promise<Changed> {
    return this.change.edit(request);
  }

  @Serve(cancelClinic)
  cancel(@Input() request: Parsed<typeof cancelClinic, StaffCaller>): Promise<Changed> {
    return this.change.cancel(request);
  }

  @Serve(pauseClinic)
  pause(@Input() request: Parsed<typeof pauseClinic, StaffCaller>): Promise<Changed> {
    return this.change.turn('pause', request);
  }

  @Serve(resumeClinic)
  resume(@Input() request: Parsed<typeof resumeClinic, StaffCaller>): Promise<Changed> {
    return this.change.turn('resume', request);
  }
}
