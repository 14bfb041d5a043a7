import { Inject, Injectable, type OnModuleInit } from '@nestjs/common';
import { formatReference } from '@fairslot/domain';
import { type MessageKind, textsFor, type MessageValues } from '@fairslot/texts';
import { MessageKinds, type MessageContent } from '../messages/message-kinds';
import type { ClaimedMessage } from '../messages/messages.store';
import { emailHtml, emailPlain } from '../messages/templates/email-html';
import { CONFIG, type Config } from '../platform/config/config';
import { Cipher } from '../platform/crypto/cipher';
import { ServiceCatalogue } from '../services/service-catalogue';
import { SiteDirectory } from '../sites/site-directory';
import { BookingMessageStore, type MessageFacts } from './booking-message.store';
import { BookingTokens } from './booking-tokens';
import { longTime, shortTime } from './spoken-time';

const LONGEST_FIRST_NAME = 30;
const LIVE = ['booked', 'checked_in', 'completed'];

/** The states in which each kind is still true. */
const stillTrue: Record<MessageKind, (facts: MessageFacts, message: ClaimedMessage) => boolean> = {
  booked: (facts, message) => LIVE.includes(facts.status) && facts.occurrence === message.occurrence,
  moved: (facts, message) => LIVE.includes(facts.status) && facts.occurrence === message.occurrence,
  cancelled_by_resident: (facts) => facts.status === 'cancelled',
  cancelled_by_site: (facts) => facts.status === 'cancelled',
  // Once somebody has arrived there is nothing left to ask.
  possible_duplicate: (facts, message) => facts.status === 'booked' && facts.occurrence === message.occurrence,
};

/** Writes the messages about a booking, from the booking as it stands when they are sent. */
@Injectable()
export class WriteBookingMessage implements OnModuleInit {
  constructor(
    private readonly store: BookingMessageStore,
    private readonly kinds: MessageKinds,
    private readonly cipher: Cipher,
    private readonly tokens: BookingTokens,
    private readonly directory: SiteDirectory,
    private readonly services: ServiceCatalogue,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  onModuleInit(): void {
    for (const kind of Object.keys(stillTrue) as MessageKind[])
      this.kinds.register(kind, (message) => this.compose(kind, message));
  }

  private async compose(kind: MessageKind, message: ClaimedMessage): Promise<MessageContent | null> {
    const facts = await this.store.facts(message.bookingId);
    if (!facts || !stillTrue[kind](facts, message)) return null;
    const sealed = message.channel === 'sms' ? facts.mobile : facts.email;
    if (!sealed) return null;
    const to = this.cipher.open(message.channel === 'sms' ? 'contact.mobile' : 'contact.email', facts.rowKey, sealed);
    const texts = textsFor(facts.language).messages[kind];
    const values = this.values(facts);
    if (message.channel === 'sms') return { to, text: texts.sms(values) };
    const email = texts.email(values);
    return { to, subject: email.subject, text: emailPlain(email), html: emailHtml(email, facts.language) };
  }

  private values(facts: MessageFacts): MessageValues {
    const site = this.directory.get(facts.siteId);
    const service = this.services.get(facts.serviceId);
    const { TIME_ZONE: zone, PUBLIC_URL: publicUrl, HELP_PHONE: helpPhone } = this.config;
    return {
      firstName: plainName(facts.firstName),
      service: service.sensitive ? 'appointment' : service.shortName,
      shortTime: shortTime(facts.startsAt, zone, facts.language),
      longTime: longTime(facts.startsAt, zone, facts.language),
      site: site.name,
      siteShort: site.shortName,
      address: `${site.address}, ${site.postcode}`,
      reference: formatReference(facts.reference),
      link: `${publicUrl}/m/${this.tokens.ofBooking(facts.bookingId, facts.manageTokenVersion)}`,
      bookAgainLink: `${publicUrl}/`,
      preparation: service.sensitive ? '' : service.preparation,
      helpPhone,
    };
  }
}

/** A first name that can neither be a link nor break a line, cut where it would take the message over. */
function plainName(name: string): string {
  return (
    name
      .replace(/[\p{Cc}\p{Cf}]+/gu, ' ')
      .replace(/[./:@\\]+/g, ' ')
      .trim()
      .slice(0, LONGEST_FIRST_NAME)
      .trim() || 'Hello'
  );
}
