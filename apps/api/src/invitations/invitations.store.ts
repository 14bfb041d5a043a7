import { Injectable } from '@nestjs/common';
import type { DeclineReason } from '@fairslot/contract';
import { INVITED_CONTACT, type InvitedContactRow, WITH_LIST_CONTACT } from '../people/invited-contact.store';
import { Database } from '../platform/database/database';

export interface InvitationRow extends InvitedContactRow {
  id: number;
  audienceId: number;
  serviceId: number | null;
  firstName: string;
  lastName: string;
  dateOfBirth: string;
  personKey: string;
  postcode: Buffer | null;
  language: string;
  expiresAt: Date;
  isOpen: boolean;
  /** As the list says it. */
  isMale: boolean;
  declineReason: DeclineReason | null;
}

const COLUMNS = `i.id, i.audience_id AS "audienceId", i.service_id AS "serviceId", p.first_name AS "firstName", p.last_name AS "lastName",
  p.date_of_birth AS "dateOfBirth", p.row_key AS "personKey", p.postcode_ct AS postcode, ${INVITED_CONTACT},
  i.language, i.expires_at AS "expiresAt", i.expires_at > app_now() AND NOT EXISTS
    (SELECT 1 FROM person_profile f WHERE f.person_id = i.person_id AND f.deceased_on IS NOT NULL) AS "isOpen",
  EXISTS (SELECT 1 FROM person_profile f WHERE f.person_id = i.person_id AND f.sex = 'm') AS "isMale", i.decline_reason AS "declineReason"`;
const FIND = {
  name: 'invitations.find',
  text: `SELECT ${COLUMNS} FROM invitation i JOIN person p ON p.id = i.person_id ${WITH_LIST_CONTACT}
    WHERE i.token_hash = $1 OR i.code_bi = $2`,
};
const CONTACT = {
  name: 'invitations.contact',
  text: `SELECT ${INVITED_CONTACT} FROM invitation i ${WITH_LIST_CONTACT} WHERE i.id = $1`,
};
/** What the person has of the service already, of this season where it has one: the best news first. Who came and was not given it may book again. */
const STANDING = {
  name: 'invitations.standing',
  text: `SELECT 'had' AS standing, 0 AS n, 0::bigint AS id FROM invitation i JOIN dose_elsewhere d ON d.person_id = i.person_id AND d.service_id = i.service_id
      JOIN service s ON s.id = d.service_id WHERE i.id = $1 AND d.given_on >= COALESCE(s.opens_on, '-infinity')
    UNION ALL SELECT CASE b.status WHEN 'booked' THEN 'booked' ELSE 'had' END, CASE b.status WHEN 'completed' THEN 0 ELSE 1 END, b.id
    FROM invitation i JOIN booking b ON b.person_id = i.person_id AND (i.service_id IS NULL OR b.service_id = i.service_id) JOIN service s ON s.id = b.service_id
    WHERE i.id = $1 AND b.continues IS NULL AND b.starts_at >= COALESCE(s.opens_on, '-infinity')
      AND (b.status = 'checked_in' OR (b.status = 'completed' AND b.outcome = 'given') OR (b.status = 'booked' AND b.starts_at > app_now()))
    ORDER BY n, id DESC LIMIT 1`,
};
const DECLINE = {
  name: 'invitations.decline',
  text: 'UPDATE invitation SET declined_at = app_now(), decline_reason = $2 WHERE id = $1',
};
/** The first time; later ones write nothing. */
const OPENED = {
  name: 'invitations.opened',
  text: 'UPDATE invitation SET opened_at = app_now() WHERE id = $1 AND opened_at IS NULL',
};
const AUDIENCE = { name: 'invitations.audience', text: 'SELECT kind FROM audience WHERE id = $1' };

@Injectable()
export class InvitationsStore {
  constructor(private readonly database: Database) {}

  /** By the token of its link or by its code. */
  async find(tokenHash: Buffer, codeIndex: Buffer): Promise<InvitationRow | undefined> {
    return (await this.database.once<InvitationRow>(FIND, [tokenHash, codeIndex]))[0];
  }

  async contact(id: number): Promise<InvitedContactRow | undefined> {
    return (await this.database.once<InvitedContactRow & Record<string, unknown>>(CONTACT, [id]))[0];
  }

  async standing(id: number): Promise<'had' | 'booked' | undefined> {
    return (await this.database.once<{ standing: 'had' | 'booked' }>(STANDING, [id]))[0]?.standing;
  }

  async decline(id: number, reason: DeclineReason): Promise<void> {
    await this.database.once(DECLINE, [id, reason]);
  }

  async opened(id: number): Promise<void> {
    await this.database.once(OPENED, [id]);
  }

  async audienceKind(id: number): Promise<'campaign' | 'group' | undefined> {
    return (await this.database.once<{ kind: 'campaign' | 'group' }>(AUDIENCE, [id]))[0]?.kind;
  }
}
