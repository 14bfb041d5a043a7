import { Inject, Injectable } from '@nestjs/common';
import type { DeclineReason, OpenedInvitation } from '@fairslot/contract';
import { instantText, parsePostcode } from '@fairslot/domain';
import { CONFIG, type Config } from '../platform/config/config';
import { Cipher } from '../platform/crypto/cipher';
import { ServiceCatalogue } from '../services/service-catalogue';
import { Locate } from '../sites/locate';
import { FindAudience } from './find-audience';
import { InvitedContact } from './invited-contact';
import { type InvitationRow, InvitationsStore } from './invitations.store';
import { ProveInvitation } from './prove-invitation';

/** What an invited person needs to book with one press, and what to be told where there is nothing to book. */
@Injectable()
export class OpenInvitation {
  constructor(
    private readonly prove: ProveInvitation,
    private readonly store: InvitationsStore,
    private readonly audiences: FindAudience,
    private readonly contacts: InvitedContact,
    private readonly services: ServiceCatalogue,
    private readonly locate: Locate,
    private readonly cipher: Cipher,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  async run(token: string, dateOfBirth: string): Promise<OpenedInvitation> {
    const row = await this.prove.match(token, dateOfBirth);
    await this.store.opened(row.id);
    const standing = await this.store.standing(row.id);
    const near = this.home(row);
    const contact = this.contacts.hint(row);
    return {
      state: standing ?? (row.isOpen ? 'open' : 'expired'),
      firstName: row.firstName,
      lastName: row.lastName,
      ...(row.serviceId !== null && { serviceId: this.services.get(row.serviceId).slug }),
      ...(near && { near }),
      ...(contact && { contact }),
      language: row.language,
      access: this.audiences.pass(row.audienceId),
      ...(row.isMale && { without: ['women_only' as const] }),
      expiresAt: instantText(row.expiresAt, this.config.TIME_ZONE),
      ...(row.declineReason && { declined: row.declineReason }),
    };
  }

  async decline(token: string, dateOfBirth: string, reason: DeclineReason): Promise<{ reason: DeclineReason }> {
    const { id } = await this.prove.match(token, dateOfBirth);
    await this.store.decline(id, reason);
    return { reason };
  }

  /** Of a home no more than its outcode is told. */
  private home({ postcode, personKey }: InvitationRow): OpenedInvitation['near'] {
    const text = postcode && this.cipher.open('person.postcode', personKey, postcode);
    const outcode = text && parsePostcode(text)?.outcode;
    return outcode ? this.locate.run(outcode)[0] : undefined;
  }
}
