import { Inject, Injectable, type OnModuleInit } from '@nestjs/common';
import { planBookingMessages } from '@fairslot/domain';
import { textsFor, type ReplyValues } from '@fairslot/texts';
import { Dispatch } from '../messages/dispatch';
import { Replies, type ReplyAbout, type ReplyActs, type ReplyToAnswer } from '../messages/webhooks/reply-acts';
import { Clock } from '../platform/clock/clock';
import { CONFIG, type Config } from '../platform/config/config';
import { Ids } from '../platform/ids/ids';
import { SiteDirectory } from '../sites/site-directory';
import { AnswerReplyStore } from './answer-reply.store';
import { type BookingRow, BookingsStore } from './bookings.store';
import { DoseQuestionsStore } from './dose-questions.store';
import { BookingTokens } from './booking-tokens';
import { shortTime } from './spoken-time';

/** Nearer than this a text cancels nothing: it is answered with the link and the phone number. */
const CANCELS_UNTIL_MS = 24 * 60 * 60_000;

/** One digit is soon sent in error: longer than a press of a button, it can be taken back while the place is free. */
const UNDO_HOURS = 24;

/**
 * What "1" and "2" do that somebody texts us: note that they are coming, or cancel. Never blindly: with several people on one
 * phone, or several appointments one of which would be cancelled, the answer says how to use the links instead.
 */
@Injectable()
export class AnswerReply implements ReplyActs, OnModuleInit {
  constructor(
    private readonly store: AnswerReplyStore,
    private readonly bookings: BookingsStore,
    private readonly questions: DoseQuestionsStore,
    private readonly replies: Replies,
    private readonly tokens: BookingTokens,
    private readonly directory: SiteDirectory,
    private readonly clock: Clock,
    private readonly dispatch: Dispatch,
    private readonly ids: Ids,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  onModuleInit(): void {
    this.replies.by(this);
  }

  async about({ reply, mobileBi }: ReplyAbout): Promise<number | null> {
    const ahead = await this.store.ahead(mobileBi);
    const people = new Set(ahead.map(({ person }) => person)).size;
    if (people !== 1 || (reply === 'cannot_come' && ahead.length > 1)) return null;
    return ahead[0]?.bookingId ?? null;
  }

  async answer(reply: ReplyToAnswer): Promise<string> {
    const booking = reply.bookingId === null ? undefined : await this.bookings.find(reply.bookingId);
    if (booking) return reply.reply === 'coming' ? this.coming(booking, reply) : this.cannotCome(booking, reply);
    const words = textsFor(reply.language).replies;
    const several = (await this.store.ahead(reply.mobileBi)).length > 0;
    return (several ? words.several : words.notFound)({ helpPhone: this.config.HELP_PHONE });
  }

  private async coming(booking: BookingRow, { key, language, requestId }: ReplyToAnswer): Promise<string> {
    const words = textsFor(language).replies;
    const values = this.values(booking, language);
    if (booking.status !== 'booked' || !booking.ahead) return words.useLink(values);
    if (booking.stranded) return words.needsNewTime(values);
    await this.store.noteComing(booking.id, key, this.ids.hash(key), requestId);
    // Who is coming has answered what was asked about a dose given elsewhere, too.
    await this.questions.answer(booking.id, 'keep');
    return words.coming(values);
  }

  private async cannotCome(booking: BookingRow, reply: ReplyToAnswer): Promise<string> {
    const words = textsFor(reply.language).replies;
    const values = this.values(booking, reply.language);
    const isFarAhead = booking.startsAt.getTime() - this.clock.now().getTime() > CANCELS_UNTIL_MS;
    if (!isFarAhead || !(await this.cancel(booking, reply))) return words.useLink(values);
    const after = await this.bookings.find(booking.id);
    return after?.mayRestoreUntil ? words.cancelled(values) : words.cancelledAndGone(values);
  }

  /** False when the booking has moved on. The answer to the text is the text message about it; an e-mail goes as ever. */
  private async cancel(booking: BookingRow, { key, requestId }: ReplyToAnswer): Promise<boolean> {
    const { startsAt, occurrence, hasEmail } = booking;
    const outcome = await this.bookings.cancel({
      bookingId: booking.id,
      key,
      requestHash: this.ids.hash(key),
      mayReturn: true,
      cause: { actor: 'resident', requestId },
      argument: {
        messages: planBookingMessages({
          kind: 'cancelled_by_resident',
          contact: { hasMobile: false, hasEmail },
          now: this.clock.now(),
          startsAt,
          occurrence,
          zone: this.config.TIME_ZONE,
        }),
        reason: null,
        answer: { undoHours: UNDO_HOURS, options: booking.options },
        actor: 'resident',
        requestId,
      },
    });
    this.dispatch.nudge();
    // In progress: another delivery of the same reply cancels it at this moment.
    return outcome === 'cancelled' || outcome === 'replay' || outcome === 'in_progress';
  }

  private values(booking: BookingRow, language: string): ReplyValues {
    const { PUBLIC_URL: publicUrl, TIME_ZONE: zone, HELP_PHONE: helpPhone } = this.config;
    return {
      shortTime: shortTime(booking.startsAt, zone, language),
      siteShort: this.directory.get(booking.siteId).shortName,
      link: `${publicUrl}/m/${this.tokens.ofBooking(booking.id, booking.manageTokenVersion)}`,
      bookAgainLink: `${publicUrl}/`,
      helpPhone,
    };
  }
}
