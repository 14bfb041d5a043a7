import { Inject, Injectable, type OnModuleInit } from '@nestjs/common';
import { addDays, localDateOf, type MessageChannel, plainSigns } from '@fairslot/domain';
import { type BookingMessageKind, textsFor } from '@fairslot/texts';
import { type AboutMessage, type KindOwner, type MessageContent, MessageKinds } from '../messages/message-kinds';
import { emailHtml, emailPlain } from '../messages/templates/email-html';
import { Clock } from '../platform/clock/clock';
import { CONFIG, type Config } from '../platform/config/config';
import { Cipher } from '../platform/crypto/cipher';
import type { Tx } from '../platform/database/database';
import { ServiceCatalogue } from '../services/service-catalogue';
import { SiteDirectory } from '../sites/site-directory';
import { BookingCalendar } from './booking-calendar';
import { BookingMessageStore, type MessageFacts } from './booking-message.store';
import { BookingMessageValues } from './booking-message-values';

const LIVE = ['booked', 'checked_in', 'completed'];
type Check = (facts: MessageFacts, message: AboutMessage) => boolean;

const isSameTime: Check = (facts, message) => facts.occurrence === message.occurrence;
const stands: Check = (facts, message) => LIVE.includes(facts.status) && isSameTime(facts, message);
const isAhead: Check = (facts, message) => facts.status === 'booked' && isSameTime(facts, message);

/** The states in which each kind is still true. */
const stillTrue: Record<BookingMessageKind, Check> = {
  booked: stands,
  moved: stands,
  clinic_moved: stands,
  cancelled_by_resident: (facts) => facts.status === 'cancelled',
  cancelled_by_site: (facts) => facts.status === 'cancelled',
  // Once somebody has arrived there is nothing left to ask, or to be reminded of.
  possible_duplicate: isAhead,
  reminder_3_days: isAhead,
  reminder_1_day: isAhead,
  missed: (facts) => facts.status === 'did_not_attend' && !facts.hasAnother,
  // Asked while nobody has answered; who takes another time has answered by that.
  had_elsewhere: (facts, message) => isAhead(facts, message) && facts.isAsked,
  freed_had_elsewhere: (facts) => facts.status === 'cancelled',
  next_dose: (facts) => facts.status === 'completed' && facts.outcome === 'given' && !facts.hasNextDose,
};
/** What speaks of a time that somebody without a place may not have. */
const SPEAKS_OF_ITS_TIME = new Set<BookingMessageKind>([
  'booked',
  'moved',
  'clinic_moved',
  'possible_duplicate',
  'reminder_3_days',
  'reminder_1_day',
]);
const CANCELS = new Set<BookingMessageKind>(['cancelled_by_resident', 'cancelled_by_site', 'freed_had_elsewhere']);
const IN_CALENDAR = new Set<BookingMessageKind>(['booked', 'moved', 'clinic_moved', ...CANCELS]);

/** Writes the messages about a booking, from the booking as it stands when they are sent. */
@Injectable()
export class WriteBookingMessage implements KindOwner, OnModuleInit {
  constructor(
    private readonly store: BookingMessageStore,
    private readonly kinds: MessageKinds,
    private readonly cipher: Cipher,
    private readonly values: BookingMessageValues,
    private readonly calendar: BookingCalendar,
    private readonly services: ServiceCatalogue,
    private readonly directory: SiteDirectory,
    private readonly clock: Clock,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  onModuleInit(): void {
    for (const kind of Object.keys(stillTrue) as BookingMessageKind[]) this.kinds.register(kind, this);
  }

  async compose(message: AboutMessage): Promise<MessageContent | 'wait' | null> {
    const kind = message.kind as BookingMessageKind;
    const facts = await this.facts(message);
    // Nothing is written to somebody who has died, nor is anybody to call them.
    if (!facts || facts.deceased || !stillTrue[kind](facts, message)) return null;
    // The place may be newer than what this process keeps in memory.
    if (kind === 'clinic_moved') await this.directory.load();
    const isCall = message.channel === 'call';
    // Without a place somebody calls them about that; what this message says is not so until they have one.
    if (facts.stranded && SPEAKS_OF_ITS_TIME.has(kind)) return isCall ? null : 'wait';
    const startsAt = facts.startsAt > this.clock.now() ? { startsAt: facts.startsAt } : {};
    if (isCall) return { to: '', text: '', ...startsAt };
    const to = this.reached(facts, message.channel);
    return to === null ? null : { to, ...startsAt, ...this.written(kind, message.channel, facts) };
  }

  /** What would be sent about a booking as it stands in this transaction, with the link that opens it left out; null where nothing is. */
  async sample(tx: Tx, bookingId: number, kind: BookingMessageKind, channel: 'sms' | 'email'): Promise<string | null> {
    const facts = await this.store.facts(bookingId, tx);
    if (!facts) return null;
    const { link } = this.values.of(facts, null);
    const { subject, text } = this.written(kind, channel, facts);
    const whole = subject === undefined ? text : `${subject}\n\n${text}`;
    // As long as the real one, so that the parts are right, and of no use to anybody.
    return whole.replaceAll(
      link,
      link.replace(/[^/]*$/, (token) => '*'.repeat(token.length)),
    );
  }

  async ways(message: AboutMessage): Promise<MessageChannel[]> {
    const facts = await this.facts(message);
    return (['sms', 'email'] as const).filter((channel) => facts?.[channel === 'sms' ? 'mobile' : 'email']);
  }

  async address(message: AboutMessage): Promise<string | null> {
    const facts = await this.facts(message);
    return facts ? this.reached(facts, message.channel) : null;
  }

  private async facts({ bookingId }: AboutMessage): Promise<MessageFacts | undefined> {
    return bookingId === null ? undefined : this.store.facts(bookingId);
  }

  private reached(facts: MessageFacts, channel: MessageChannel): string | null {
    const column = channel === 'sms' ? 'mobile' : 'email';
    const sealed = channel === 'sms' || channel === 'email' ? facts[column] : null;
    return sealed && this.cipher.open(`contact.${column}`, facts.rowKey, sealed);
  }

  private written(
    kind: BookingMessageKind,
    channel: MessageChannel,
    facts: MessageFacts,
  ): Omit<MessageContent, 'to' | 'startsAt'> {
    const texts = textsFor(facts.language);
    const values = this.values.of(facts, this.dayOf(facts));
    if (channel === 'sms') return { text: plainSigns(texts.messages[kind].sms(values)) };
    const email = texts.messages[kind].email(values);
    const method = CANCELS.has(kind) ? 'CANCEL' : 'PUBLISH';
    return {
      subject: email.subject,
      text: emailPlain(email),
      html: emailHtml(email, facts.language),
      ...(IN_CALENDAR.has(kind) ? { calendar: { method, text: this.calendar.of(facts, values, method) } } : {}),
    };
  }

  private dayOf({ startsAt }: MessageFacts): 'today' | 'tomorrow' | null {
    const zone = this.config.TIME_ZONE;
    const today = localDateOf(this.clock.now(), zone);
    const day = localDateOf(startsAt, zone);
    if (day === today) return 'today';
    return day === addDays(today, 1) ? 'tomorrow' : null;
  }
}
