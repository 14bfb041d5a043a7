import { Inject, Injectable, type OnModuleInit } from '@nestjs/common';
import { formatInvitationCode, isHeldBack, makeInvitationCode, type MessageChannel } from '@fairslot/domain';
import { textsFor } from '@fairslot/texts';
import { type AboutMessage, type KindOwner, type MessageContent, MessageKinds } from '../messages/message-kinds';
import { emailHtml, emailPlain } from '../messages/templates/email-html';
import { EndInvitations } from '../messages/webhooks/end-invitations';
import { SealPerson } from '../people/seal-person';
import { CONFIG, type Config } from '../platform/config/config';
import { Cipher } from '../platform/crypto/cipher';
import { Keys } from '../platform/crypto/keys';
import { type InvitationFacts, InvitationFactsStore } from './invitation-facts.store';
import { WriteWords } from './write-words';

/** Writes invitations, from how things stand when they are sent: who has booked or said no in the meantime hears nothing. */
@Injectable()
export class WriteInvitation implements KindOwner, OnModuleInit {
  constructor(
    private readonly store: InvitationFactsStore,
    private readonly kinds: MessageKinds,
    private readonly sealing: SealPerson,
    private readonly cipher: Cipher,
    private readonly keys: Keys,
    private readonly words: WriteWords,
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
    if (facts.campaignState && isHeldBack(facts.campaignState)) return 'wait';
    if (message.channel === 'call') return { to: '', text: '' };
    const to = this.reached(facts, message.channel);
    if (to === null) return null;
    const when = { to, ...(facts.hours && { hours: facts.hours }) };
    if (message.channel !== 'email') return { ...when, ...this.written(message, facts) };
    const unsubscribeUrl = this.ending.urlFor(to);
    return { ...when, ...this.written(message, facts, unsubscribeUrl), unsubscribeUrl };
  }

  async ways(message: AboutMessage): Promise<MessageChannel[]> {
    const facts = await this.facts(message);
    return facts ? (['sms', 'email', 'letter'] as const).filter((way) => this.reached(facts, way) !== null) : [];
  }

  async address(message: AboutMessage): Promise<string | null> {
    const facts = await this.facts(message);
    return facts ? this.reached(facts, message.channel) : null;
  }

  private async facts({ invitationId }: AboutMessage): Promise<InvitationFacts | undefined> {
    return invitationId === null ? undefined : this.store.facts(invitationId);
  }

  private reached(facts: InvitationFacts, channel: MessageChannel): string | null {
    const { mobile, email, address } = this.sealing.openInvited(facts);
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
    const values = this.words.valuesOf(facts.serviceId, facts.firstName, link, code);
    const { sms, email } = this.words.write(facts.words, kind, facts.language, values);
    if (message.channel === 'sms') return { text: sms };
    const words = textsFor(facts.language).noMoreInvitations;
    const leave = leaveLink === undefined ? undefined : { words, link: leaveLink };
    const said = { subject: email.subject, text: emailPlain(email, leave) };
    if (message.channel === 'letter') return { ...said, link, language: facts.language };
    return { ...said, html: emailHtml(email, facts.language, leave) };
  }
}
