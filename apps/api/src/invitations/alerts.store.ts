import { Injectable } from '@nestjs/common';
import type { Tx } from '../platform/database/database';

export interface NewAlert {
  person: { rowKey: string; firstName: string; lastName: string; dateOfBirth: string; personKey: Buffer };
  invitation: {
    serviceId: number;
    rowKey: string;
    tokenHash: Buffer;
    codeIndex: Buffer;
    contact: Buffer;
    language: string;
    expiresAt: Date;
  };
  messages: readonly { kind: string; channel: string; sendAfter: Date; notAfter: Date }[];
}

/** Whoever asked by themselves; nobody's campaign. */
const AUDIENCE = 'Asked to be told';

/** Invitations that people asked for themselves. */
@Injectable()
export class AlertsStore {
  async add(tx: Tx, { person, invitation, messages }: NewAlert): Promise<void> {
    await tx.query(`SELECT pg_advisory_xact_lock(hashtext('${AUDIENCE}'))`);
    await tx.query(
      `INSERT INTO audience (kind, name, created_at) SELECT 'campaign', '${AUDIENCE}', app_now()
       WHERE NOT EXISTS (SELECT 1 FROM audience WHERE kind = 'campaign' AND name = '${AUDIENCE}')`,
    );
    await tx.query(
      `WITH who AS (
         INSERT INTO person (row_key, first_name, last_name, date_of_birth, person_key, created_at)
         VALUES ($1, $2, $3, $4, $5, app_now()) RETURNING id
       ), made AS (
         INSERT INTO invitation (audience_id, person_id, service_id, row_key, token_hash, code_bi, contact_ct, language, expires_at, created_at)
         SELECT (SELECT min(id) FROM audience WHERE kind = 'campaign' AND name = '${AUDIENCE}'), who.id, $6, $7, $8, $9, $10, $11, $12, app_now()
         FROM who RETURNING id
       )
       INSERT INTO message (invitation_id, kind, channel, occurrence, send_after, not_after, created_at)
       SELECT made.id, m.kind, m.channel, 1, m."sendAfter", m."notAfter", app_now()
       FROM made, jsonb_to_recordset($13) AS m (kind text, channel text, "sendAfter" timestamptz, "notAfter" timestamptz)`,
      [
        person.rowKey,
        person.firstName,
        person.lastName,
        person.dateOfBirth,
        person.personKey,
        invitation.serviceId,
        invitation.rowKey,
        invitation.tokenHash,
        invitation.codeIndex,
        invitation.contact,
        invitation.language,
        invitation.expiresAt,
        JSON.stringify(messages),
      ],
    );
  }
}
