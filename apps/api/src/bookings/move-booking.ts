import { Inject, Injectable } from '@nestjs/common';
import type { ManagedBooking, moveBooking } from '@fairslot/contract';
import { planBookingMessages } from '@fairslot/domain';
import { Dispatch } from '../messages/dispatch';
import { Clock } from '../platform/clock/clock';
import { CONFIG, type Config } from '../platform/config/config';
import { AppError } from '../platform/http/app-error';
import type { ResidentCaller } from '../platform/http/caller';
import type { Parsed } from '../platform/http/serve';
import { UsedKeys } from '../platform/http/used-keys';
import { type BookingRow, BookingsStore } from './bookings.store';
import { BookingTokens } from './booking-tokens';
import type { HeldRow } from './holds.store';
import { JudgeMove } from './judge-move';
import { KeepHold } from './keep-hold';
import { ManagedBookings } from './managed-booking';

type Request = Parsed<typeof moveBooking, ResidentCaller>;

/** Moves a booking into the place of a hold; both or neither. */
@Injectable()
export class MoveBooking {
  constructor(
    private readonly store: BookingsStore,
    private readonly holds: KeepHold,
    private readonly tokens: BookingTokens,
    private readonly managed: ManagedBookings,
    private readonly judge: JudgeMove,
    private readonly clock: Clock,
    private readonly dispatch: Dispatch,
    private readonly usedKeys: UsedKeys,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  async run(request: Request): Promise<ManagedBooking> {
    const booking = await this.managed.own(request.caller, request.params.reference);
    return this.usedKeys.within(`move:${booking.id}`, request, () => this.move(request, booking));
  }

  private async move(request: Request, booking: BookingRow): Promise<ManagedBooking> {
    const { caller, body, params } = request;
    const held = await this.holds.rows(body.holdId, body.token);
    const [target] = held as [HeldRow];
    if (target.serviceId !== booking.serviceId) throw new AppError('not_found');
    this.judge.demand(booking, target, 'all facts');
    const contact = { hasMobile: booking.hasMobile, hasEmail: booking.hasEmail };
    const news = {
      kind: 'moved',
      contact,
      now: this.clock.now(),
      startsAt: target.startsAt,
      occurrence: booking.occurrence + 1,
      zone: this.config.TIME_ZONE,
    } as const;
    const outcome = await this.store.move({
      bookingId: booking.id,
      partyId: target.partyId,
      tokenHash: this.tokens.hash(body.token),
      key: request.idempotencyKey,
      requestHash: request.requestHash,
      cause: { actor: 'resident', requestId: request.requestId },
      argument: { messages: planBookingMessages(news), actor: 'resident', requestId: request.requestId },
    });
    if (outcome === 'reused') throw new AppError('idempotency_key_reused');
    if (outcome === 'in_progress') throw new AppError('in_progress', { retryAfter: 1 });
    if (outcome === 'wrong_state') throw new AppError('wrong_state');
    if (outcome === 'expired') throw await this.holds.expired(held);
    if (outcome === 'gone') throw new AppError('not_found');
    if (outcome === 'replay') void request.reply.header('idempotent-replayed', 'true');
    this.dispatch.nudge();
    return this.managed.show(caller, params.reference);
  }
}
