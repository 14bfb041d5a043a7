import { Injectable } from '@nestjs/common';
import type { InvitedContactRow } from '../people/invited-contact.store';
import { SealPerson } from '../people/seal-person';
import { InvitationsStore } from './invitations.store';

interface Contact {
  mobile?: string;
  email?: string;
}

/** The address that an invitation is sent to. Whole it never leaves the program; its owner is shown enough to know it by. */
@Injectable()
export class InvitedContact {
  constructor(
    private readonly store: InvitationsStore,
    private readonly sealing: SealPerson,
  ) {}

  /** Undefined where the invitation went by letter. */
  async of(invitationId: number): Promise<Contact | undefined> {
    const row = await this.store.contact(invitationId);
    const { mobile, email }: Contact = row ? this.sealing.openInvited(row) : {};
    return mobile || email ? { ...(mobile && { mobile }), ...(email && { email }) } : undefined;
  }

  /** '+447700900482' → '482'; 'amina@example.com' → 'a…@example.com'. */
  hint(row: InvitedContactRow) {
    const { mobile, email } = this.sealing.openInvited(row);
    if (!mobile && !email) return undefined;
    return {
      ...(mobile && { mobileEnding: mobile.slice(-3) }),
      ...(email && { emailHint: `${email.slice(0, 1)}…${email.slice(email.indexOf('@'))}` }),
    };
  }
}
