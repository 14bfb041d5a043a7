import { Controller } from '@nestjs/common';
import {
  endServicePause,
  listServicePauses,
  pauseService,
  type ResponseOf,
  type ServicePause,
} from '@fairslot/contract';
import type { StaffCaller } from '../platform/http/caller';
import { Input, type Parsed, Serve } from '../platform/http/serve';
import { PauseService } from './pause-service';

@Controller()
export class ServicePausesController {
  constructor(private readonly pauses: PauseService) {}

  @Serve(listServicePauses)
  list(@Input() request: Parsed<typeof listServicePauses, StaffCaller>): Promise<ResponseOf<typeof listServicePauses>> {
    return this.pauses.list(request);
  }

  @Serve(pauseService)
  pause(@Input() request: Parsed<typeof pauseService, StaffCaller>): Promise<ServicePause> {
    return this.pauses.run(request);
  }

  @Serve(endServicePause)
  end(@Input() request: Parsed<typeof endServicePause, StaffCaller>): Promise<ServicePause> {
    return this.pauses.end(request);
  }
}
