import { Injectable } from '@nestjs/common';
import { Database } from '../platform/database/database';

export interface InvitationRow {
  id: number;
  audienceId: number;
  firstName: string;
  dateOfBirth: string;
  expiresAt: Date;
  isOpen: boolean;
}

const BY_TOKEN = {
  name: 'invitations.by_token',
  text: `SELECT i.id, i.audience_id AS "audienceId", p.first_name AS "firstName", p.date_of_birth AS "dateOfBirth", i.expires_at AS "expiresAt",
      i.expires_at > app_now() AS "isOpen"
    FROM invitation i JOIN person p ON p.id = i.person_id WHERE i.token_hash = $1`,
};
const AUDIENCE = { name: 'invitations.audience', text: 'SELECT kind FROM audience WHERE id = $1' };

@Injectable()
export class InvitationsStore {
  constructor(private readonly database: Database) {}

  async byToken(tokenHash: Buffer): Promise<InvitationRow | undefined> {
    return (await this.database.once<InvitationRow>(BY_TOKEN, [tokenHash]))[0];
  }

  async audienceKind(id: number): Promise<'campaign' | 'group' | undefined> {
    return (await this.database.once<{ kind: 'campaign' | 'group' }>(AUDIENCE, [id]))[0]?.kind;
  }
}
