import { Injectable } from '@nestjs/common';
import type { changeHelp, ManagedBooking } from '@fairslot/contract';
import { AppError } from '../platform/http/app-error';
import type { ResidentCaller } from '../platform/http/caller';
import type { Parsed } from '../platform/http/serve';
import { BookedTogetherStore } from './booked-together.store';
import { ManagedBookings } from './managed-booking';

/** Replaces what help somebody asked for, until the appointment begins. */
@Injectable()
export class ChangeHelp {
  constructor(
    private readonly store: BookedTogetherStore,
    private readonly managed: ManagedBookings,
  ) {}

  async run({ caller, params, body, requestId }: Parsed<typeof changeHelp, ResidentCaller>): Promise<ManagedBooking> {
    const booking = await this.managed.own(caller, params.reference);
    if (!(await this.store.setHelp(booking.id, body.help, booking.siteId, requestId)))
      throw new AppError('wrong_state');
    return this.managed.show(caller, params.reference);
  }
}
