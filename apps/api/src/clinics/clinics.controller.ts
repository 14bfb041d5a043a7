import { Controller } from '@nestjs/common';
import { createClinic, type ResponseOf } from '@fairslot/contract';
import type { StaffCaller } from '../platform/http/caller';
import { Input, type Parsed, Serve } from '../platform/http/serve';
import { CreateClinic } from './create-clinic';

@Controller()
export class ClinicsController {
  constructor(private readonly creation: CreateClinic) {}

  @Serve(createClinic)
  create(@Input() request: Parsed<typeof createClinic, StaffCaller>): Promise<ResponseOf<typeof createClinic>> {
    return this.creation.run(request);
  }
}
