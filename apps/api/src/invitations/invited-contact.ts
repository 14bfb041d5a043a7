import { Injectable } from '@nestjs/common';
import { Cipher } from '../platform/crypto/cipher';
import { type InvitationRow, InvitationsStore } from './invitations.store';

interface Contact {
  mobile?: string;
  email?: string;
}

const COLUMN = 'invitation.contact';

/** The address that an invitation was sent to. Whole it never leaves the program; its owner is shown enough to know it by. */
@Injectable()
export class InvitedContact {
  constructor(
    private readonly store: InvitationsStore,
    private readonly cipher: Cipher,
  ) {}

  /** Undefined where the invitation went by letter. */
  async of(invitationId: number): Promise<Contact | undefined> {
    const row = await this.store.contact(invitationId);
    const { mobile, email } = row ? this.open(row.rowKey, row.contact) : {};
    return mobile || email ? { ...(mobile && { mobile }), ...(email && { email }) } : undefined;
  }

  /** '+447700900482' → '482'; 'amina@example.com' → 'a…@example.com'. */
  hint({ rowKey, contact }: Pick<InvitationRow, 'rowKey' | 'contact'>) {
    if (!rowKey || !contact) return undefined;
    const { mobile, email } = this.open(rowKey, contact);
    if (!mobile && !email) return undefined;
    return {
      ...(mobile && { mobileEnding: mobile.slice(-3) }),
      ...(email && { emailHint: `${email.slice(0, 1)}…${email.slice(email.indexOf('@'))}` }),
    };
  }

  private open(rowKey: string, contact: Buffer): Contact {
    return JSON.parse(this.cipher.open(COLUMN, rowKey, contact)) as Contact;
  }
}
