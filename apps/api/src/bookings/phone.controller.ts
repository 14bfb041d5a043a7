import { Controller } from '@nestjs/common';
import {
  bookForCaller,
  cancelForCaller,
  holdForCaller,
  moveForCaller,
  renewForCaller,
  type DayRow,
  type Hold,
  type ResponseOf,
} from '@fairslot/contract';
import type { StaffCaller } from '../platform/http/caller';
import { Input, type Parsed, Serve } from '../platform/http/serve';
import { BookForCaller } from './book-for-caller';
import { HoldForCaller } from './hold-for-caller';

@Controller()
export class PhoneController {
  constructor(
    private readonly holding: HoldForCaller,
    private readonly booking: BookForCaller,
  ) {}

  @Serve(holdForCaller)
  hold(@Input() request: Parsed<typeof holdForCaller, StaffCaller>): Promise<Hold> {
    return this.holding.run(request);
  }

  @Serve(renewForCaller)
  renew(@Input() request: Parsed<typeof renewForCaller, StaffCaller>): Promise<{ expiresAt: string }> {
    return this.holding.renew(request);
  }

  @Serve(bookForCaller)
  book(@Input() request: Parsed<typeof bookForCaller, StaffCaller>): Promise<ResponseOf<typeof bookForCaller>> {
    return this.booking.book(request);
  }

  @Serve(moveForCaller)
  move(@Input() request: Parsed<typeof moveForCaller, StaffCaller>): Promise<DayRow> {
    return this.booking.move(request);
  }

  @Serve(cancelForCaller)
  cancel(@Input() request: Parsed<typeof cancelForCaller, StaffCaller>): Promise<DayRow> {
    return this.booking.cancel(request);
  }
}
