import { Controller } from '@nestjs/common';
import { confirmBooking, type ResponseOf } from '@fairslot/contract';
import { Input, type Parsed, Serve } from '../platform/http/serve';
import { ConfirmBooking } from './confirm-booking';

@Controller()
export class BookingsController {
  constructor(private readonly confirmBooking: ConfirmBooking) {}

  @Serve(confirmBooking)
  confirm(@Input() request: Parsed<typeof confirmBooking>): Promise<ResponseOf<typeof confirmBooking>> {
    return this.confirmBooking.run(request);
  }
}
