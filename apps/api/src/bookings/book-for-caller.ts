import { Inject, Injectable } from '@nestjs/common';
import type { bookForCaller, cancelForCaller, DayRow, moveForCaller, ResponseOf } from '@fairslot/contract';
import { parseReference, planBookingMessages } from '@fairslot/domain';
import { Dispatch } from '../messages/dispatch';
import { Clock } from '../platform/clock/clock';
import { CONFIG, type Config } from '../platform/config/config';
import { Database } from '../platform/database/database';
import { AppError } from '../platform/http/app-error';
import type { StaffCaller } from '../platform/http/caller';
import type { Parsed } from '../platform/http/serve';
import { UsedKeys } from '../platform/http/used-keys';
import { AuditStore, staffActor } from '../staff/audit.store';
import { scopeFor, siteInScope } from '../staff/staff.policy';
import { type BookingRow, BookingsStore, type CancelOutcome, type MoveOutcome } from './bookings.store';
import { BookingTokens } from './booking-tokens';
import { ConfirmBooking } from './confirm-booking';
import { DayRowQueries } from './day-row.queries';
import { DayStore } from './day.store';
import type { HeldRow } from './holds.store';
import { JudgeMove } from './judge-move';
import { KeepHold } from './keep-hold';

type Booked = ResponseOf<typeof bookForCaller>;
type Book = Parsed<typeof bookForCaller, StaffCaller>;
type Move = Parsed<typeof moveForCaller, StaffCaller>;
type OnBooking = Move | Parsed<typeof cancelForCaller, StaffCaller>;

/** Books, moves and cancels for somebody on the phone, as the resident would, and says in the audit who did it. */
@Injectable()
export class BookForCaller {
  constructor(
    private readonly database: Database,
    private readonly confirm: ConfirmBooking,
    private readonly store: BookingsStore,
    private readonly day: DayStore,
    private readonly rows: DayRowQueries,
    private readonly holds: KeepHold,
    private readonly tokens: BookingTokens,
    private readonly audit: AuditStore,
    private readonly clock: Clock,
    private readonly dispatch: Dispatch,
    private readonly usedKeys: UsedKeys,
    private readonly judge: JudgeMove,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  book(request: Book): Promise<Booked> {
    return this.usedKeys.within('confirm', request, () => this.bookHeld(request));
  }

  private async bookHeld(request: Book): Promise<Booked> {
    const { body, caller, requestId } = request;
    const held = await this.holds.rows(body.holdId, body.token);
    const scope = [...new Set(held.map(({ siteId }) => siteInScope(caller, 'bookings:make', siteId)))];
    const answer = await this.confirm.run(request, 'phone');
    await this.database.staffTx(scope, async (tx) => {
      for (const { reference } of answer.bookings) {
        const read = parseReference(reference);
        const seen = read.ok ? await this.day.find(tx, read.reference, scope) : null;
        if (!seen) continue;
        await this.audit.note(tx, {
          actor: staffActor(caller.userId),
          action: 'booking.made_by_phone',
          siteId: seen.siteId,
          bookingId: seen.id,
          requestId,
          details: { withoutCaller: body.withoutCaller },
        });
      }
    });
    return answer;
  }

  async move(request: Move): Promise<DayRow> {
    const booking = await this.own(request);
    return this.usedKeys.within(`move:${booking.id}`, request, () => this.moveTo(request, booking));
  }

  private async moveTo(request: Move, booking: BookingRow): Promise<DayRow> {
    const { body, caller } = request;
    const held = await this.holds.rows(body.holdId, body.token);
    const [target] = held as [HeldRow];
    siteInScope(caller, 'bookings:write', target.siteId);
    if (target.serviceId !== booking.serviceId) throw new AppError('not_found');
    this.judge.demand(booking, target, 'known facts');
    const actor = staffActor(caller.userId);
    const messages = this.messages('moved', booking, target.startsAt, booking.occurrence + 1);
    const outcome = await this.store.move({
      bookingId: booking.id,
      partyId: target.partyId,
      tokenHash: this.tokens.hash(body.token),
      key: request.idempotencyKey,
      requestHash: request.requestHash,
      cause: { actor, requestId: request.requestId },
      argument: { messages, actor, requestId: request.requestId },
    });
    if (outcome === 'expired') throw await this.holds.expired(held);
    return this.done(request, outcome, booking.id);
  }

  async cancel(request: Parsed<typeof cancelForCaller, StaffCaller>): Promise<DayRow> {
    const booking = await this.own(request);
    const actor = staffActor(request.caller.userId);
    const { startsAt, occurrence } = booking;
    const outcome = await this.store.cancel({
      bookingId: booking.id,
      key: request.idempotencyKey,
      requestHash: request.requestHash,
      mayReturn: false,
      cause: { actor, requestId: request.requestId },
      argument: {
        messages: this.messages('cancelled_by_resident', booking, startsAt, occurrence),
        reason: request.body.reason ?? null,
        onlyAhead: false,
        actor,
        requestId: request.requestId,
      },
    });
    return this.done(request, outcome, booking.id);
  }

  /** The booking, where it is the caller's to change; a foreign one is not there. */
  private async own({ params, caller }: OnBooking): Promise<BookingRow> {
    const scope = scopeFor(caller, 'bookings:write');
    const seen = await this.database.staffTx(scope, (tx) => this.day.find(tx, params.reference, scope));
    const booking = seen && (await this.store.find(seen.id));
    if (!booking) throw new AppError('not_found');
    return booking;
  }

  private done(request: OnBooking, outcome: MoveOutcome | CancelOutcome, bookingId: number): Promise<DayRow> {
    if (outcome === 'reused') throw new AppError('idempotency_key_reused');
    if (outcome === 'in_progress') throw new AppError('in_progress', { retryAfter: 1 });
    if (outcome === 'wrong_state') throw new AppError('wrong_state');
    if (outcome === 'gone') throw new AppError('not_found');
    if (outcome === 'replay') void request.reply.header('idempotent-replayed', 'true');
    this.dispatch.nudge();
    const scope = scopeFor(request.caller, 'bookings:write');
    return this.database.staffTx(scope, (tx) => this.rows.one(tx, bookingId));
  }

  private messages(kind: 'moved' | 'cancelled_by_resident', booking: BookingRow, startsAt: Date, occurrence: number) {
    const contact = { hasMobile: booking.hasMobile, hasEmail: booking.hasEmail };
    return planBookingMessages({
      kind,
      contact,
      now: this.clock.now(),
      startsAt,
      occurrence,
      zone: this.config.TIME_ZONE,
    });
  }
}
