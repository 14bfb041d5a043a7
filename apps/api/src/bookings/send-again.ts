import { Inject, Injectable } from '@nestjs/common';
import type { ResponseOf, sendAgain } from '@fairslot/contract';
import { planBookingMessages } from '@fairslot/domain';
import { Dispatch } from '../messages/dispatch';
import { Clock } from '../platform/clock/clock';
import { CONFIG, type Config } from '../platform/config/config';
import type { Tx } from '../platform/database/database';
import { AppError } from '../platform/http/app-error';
import type { ResidentCaller } from '../platform/http/caller';
import type { Parsed } from '../platform/http/serve';
import { BookingsStore, type ReachedBooking, type SendAgainOutcome } from './bookings.store';
import { ManagedBookings } from './managed-booking';

/** Of one booking in 24 hours, with the first. */
const MOST_MESSAGES = 4;

/** Sends the details of a booking once more, to the contact on record and to nobody else. */
@Injectable()
export class SendAgain {
  constructor(
    private readonly store: BookingsStore,
    private readonly managed: ManagedBookings,
    private readonly dispatch: Dispatch,
    private readonly clock: Clock,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  async run({
    caller,
    params,
    requestId,
  }: Parsed<typeof sendAgain, ResidentCaller>): Promise<ResponseOf<typeof sendAgain>> {
    const booking = await this.managed.own(caller, params.reference);
    const outcome = await this.send(booking, requestId);
    if (outcome === 'wrong_state') throw new AppError('wrong_state');
    if (outcome === 'sent') this.dispatch.nudge();
    return { outcome };
  }

  /** Puts them into the ledger; whoever gives a transaction nudges once it is committed. */
  async send(booking: ReachedBooking, requestId: string, tx?: Tx): Promise<SendAgainOutcome | 'silent'> {
    const { id, hasMobile, hasEmail, startsAt, occurrence } = booking;
    if (!hasMobile && !hasEmail) return 'silent';
    const messages = planBookingMessages({
      kind: 'booked',
      contact: { hasMobile, hasEmail },
      now: this.clock.now(),
      startsAt,
      occurrence,
      zone: this.config.TIME_ZONE,
    }).filter(({ kind }) => kind === 'booked');
    return this.store.sendAgain(id, messages, MOST_MESSAGES, requestId, tx);
  }
}
