import { Inject, Injectable } from '@nestjs/common';
import { planFreed, planHadElsewhere, type PlannedMessage } from '@fairslot/domain';
import { Dispatch } from '../messages/dispatch';
import { Clock } from '../platform/clock/clock';
import { CONFIG, type Config } from '../platform/config/config';
import { Database } from '../platform/database/database';
import { Ids } from '../platform/ids/ids';
import { Log } from '../platform/log/log';
import { type BookingRow, BookingsStore } from './bookings.store';
import { DoseQuestionsStore, type UselessBooking } from './dose-questions.store';

const MOST_AT_ONCE = 500;
/** A booking made after the list came is found at the next full look. */
const LOOK_ANEW_MS = 60 * 60_000;

/**
 * Frees bookings that lists have made useless. A dose given elsewhere asks the person first; without an answer in time the booking
 * ends, and that is told. Who has died is asked and told nothing: the place is given back, and staff see why.
 */
@Injectable()
export class FreeUseless {
  private seen = '';
  private lookedAt = 0;

  constructor(
    private readonly database: Database,
    private readonly store: DoseQuestionsStore,
    private readonly bookings: BookingsStore,
    private readonly dispatch: Dispatch,
    private readonly ids: Ids,
    private readonly clock: Clock,
    private readonly log: Log,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  async run(): Promise<void> {
    for (const id of await this.store.ofDeceased()) await this.end(id, 'deceased');
    await this.store.settle();
    await this.ask();
    for (const id of await this.store.unanswered()) await this.end(id, 'had_elsewhere');
  }

  private async ask(): Promise<void> {
    const [latest, now] = [await this.store.latestDose(), this.clock.now().getTime()];
    if (latest === this.seen && Math.abs(now - this.lookedAt) < LOOK_ANEW_MS) return;
    const found = await this.store.useless(MOST_AT_ONCE);
    for (const one of found) await this.askOne(one);
    if (found.length > 0) this.dispatch.nudge();
    if (found.length === MOST_AT_ONCE) return;
    [this.seen, this.lookedAt] = [latest, now];
  }

  private async askOne(one: UselessBooking): Promise<void> {
    const { messages, freesAt } = planHadElsewhere({ ...this.after(one), startsAt: one.startsAt });
    await this.database.tx((tx) => this.store.ask(tx, one, one.sure ? freesAt : null, messages));
  }

  private async end(bookingId: number, reason: 'deceased' | 'had_elsewhere'): Promise<void> {
    const booking = await this.bookings.find(bookingId);
    if (!booking) return;
    const messages: PlannedMessage[] = reason === 'deceased' ? [] : planFreed(this.after(booking));
    // Said first: an answer that comes at this moment finds the question closed, and the booking as it is.
    if (reason === 'had_elsewhere' && !(await this.store.answer(bookingId, 'no_answer'))) return;
    const key = `${reason}:${booking.occurrence}`;
    const cause = { actor: 'system', requestId: 'lists' };
    const outcome = await this.bookings.cancel({
      bookingId,
      key,
      requestHash: this.ids.hash(key),
      mayReturn: false,
      cause,
      argument: { messages, reason, onlyAhead: true, ...cause },
    });
    if (outcome !== 'cancelled') return;
    if (reason === 'deceased') await this.store.endCalls(bookingId);
    this.log.info({ event: `booking.freed_${reason}` });
    this.dispatch.nudge();
  }

  private after({ hasMobile, hasEmail, occurrence }: Pick<BookingRow, 'hasMobile' | 'hasEmail' | 'occurrence'>) {
    const contact = { hasMobile, hasEmail };
    return { contact, occurrence, now: this.clock.now(), zone: this.config.TIME_ZONE };
  }
}
