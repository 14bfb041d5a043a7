import { Inject, Injectable, type OnModuleInit } from '@nestjs/common';
import { formatInvitationCode, makeInvitationCode, type MessageChannel, plainSigns } from '@fairslot/domain';
import { type InvitationValues, textsFor } from '@fairslot/texts';
import { type AboutMessage, type KindOwner, type MessageContent, MessageKinds } from '../messages/message-kinds';
import { emailHtml, emailPlain } from '../messages/templates/email-html';
import { EndInvitations } from '../messages/webhooks/end-invitations';
import type { PersonContact } from '../people/seal-person';
import { CONFIG, type Config } from '../platform/config/config';
import { Cipher } from '../platform/crypto/cipher';
import { Keys } from '../platform/crypto/keys';
import { ServiceCatalogue } from '../services/service-catalogue';
import { type InvitationFacts, InvitationFactsStore } from './invitation-facts.store';

const LONGEST_FIRST_NAME = 30;

/** Writes invitations, from how things stand when they are sent: who has booked or said no in the meantime hears nothing. */
@Injectable()
export class WriteInvitation implements KindOwner, OnModuleInit {
  constructor(
    private readonly store: InvitationFactsStore,
    private readonly kinds: MessageKinds,
    private readonly cipher: Cipher,
    private readonly keys: Keys,
    private readonly services: ServiceCatalogue,
    private readonly ending: EndInvitations,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  onModuleInit(): void {
    this.kinds.register('invitation', this);
    this.kinds.register('invitation_again', this);
  }

  async compose(message: AboutMessage): Promise<MessageContent | 'wait' | null> {
    const facts = await this.facts(message);
    if (!facts || facts.isOver || facts.campaignState === 'stopped') return null;
    if (facts.campaignState === 'paused') return 'wait';
    if (message.channel === 'call') return { to: '', text: '' };
    const to = this.reached(facts, message.channel);
    if (to === null) return null;
    if (message.channel !== 'email') return { to, ...this.written(message, facts) };
    const unsubscribeUrl = this.ending.urlFor(to);
    return { to, ...this.written(message, facts, unsubscribeUrl), unsubscribeUrl };
  }

  async ways(message: AboutMessage): Promise<MessageChannel[]> {
    const facts = await this.facts(message);
    return facts ? (['sms', 'email', 'letter'] as const).filter((way) => this.reached(facts, way) !== null) : [];
  }

  async address(message: AboutMessage): Promise<string | null> {
    const facts = await this.facts(message);
    return facts ? this.reached(facts, message.channel) : null;
  }

  /** As it would read to somebody of this name; for whoever plans a campaign. */
  sample(serviceId: number, firstName: string): string {
    const link = `${this.config.PUBLIC_URL}/i/${'0'.repeat(16)}`;
    return plainSigns(textsFor('en').invitations.invitation.sms(this.values(serviceId, firstName, link, '')));
  }

  private async facts({ invitationId }: AboutMessage): Promise<InvitationFacts | undefined> {
    return invitationId === null ? undefined : this.store.facts(invitationId);
  }

  private reached(facts: InvitationFacts, channel: MessageChannel): string | null {
    if (!facts.contact) return null;
    const { mobile, email, address } = JSON.parse(
      this.cipher.open('invitation.contact', facts.rowKey, facts.contact),
    ) as PersonContact;
    if (channel === 'sms') return mobile ?? null;
    if (channel === 'email') return email ?? null;
    if (channel !== 'letter' || !address || !facts.postcode) return null;
    const postcode = this.cipher.open('person.postcode', facts.personKey, facts.postcode);
    const lines = address.split(/[,\n]/).map((line) => line.trim());
    return [`${facts.firstName} ${facts.lastName}`, ...lines.filter((line) => line !== ''), postcode].join('\n');
  }

  private written(message: AboutMessage, facts: InvitationFacts, leaveLink?: string): Omit<MessageContent, 'to'> {
    const kind = message.kind as 'invitation' | 'invitation_again';
    const link = `${this.config.PUBLIC_URL}/i/${this.keys.token('invitation', facts.rowKey, facts.tokenVersion, 16)}`;
    const code = formatInvitationCode(makeInvitationCode(this.keys.blindIndex('invitation_code_of', facts.rowKey)));
    const texts = textsFor(facts.language);
    const words = texts.invitations[kind];
    const values = this.values(facts.serviceId, facts.firstName, link, code);
    if (message.channel === 'sms') return { text: plainSigns(words.sms(values)) };
    const email = words.email(values);
    const leave = leaveLink === undefined ? undefined : { words: texts.noMoreInvitations, link: leaveLink };
    const said = { subject: email.subject, text: emailPlain(email, leave) };
    if (message.channel === 'letter') return { ...said, link, language: facts.language };
    return { ...said, html: emailHtml(email, facts.language, leave) };
  }

  private values(serviceId: number, firstName: string, link: string, code: string): InvitationValues {
    const service = this.services.get(serviceId);
    return {
      firstName:
        firstName
          .replace(/[\p{Cc}\p{Cf}./:@\\]+/gu, ' ')
          .trim()
          .slice(0, LONGEST_FIRST_NAME)
          .trim() || 'Hello',
      service: service.sensitive ? 'appointment' : service.shortName,
      organisation: this.config.REGION_NAME,
      link,
      code,
      helpPhone: this.config.HELP_PHONE,
    };
  }
}
