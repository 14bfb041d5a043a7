import { Injectable } from '@nestjs/common';
import type { CampaignState, CampaignWords, SendingHours } from '@fairslot/domain';
import { INVITED_CONTACT, type InvitedContactRow, WITH_LIST_CONTACT } from '../people/invited-contact.store';
import { Database } from '../platform/database/database';
import { bookedSince, HAD_ELSEWHERE } from './campaigns.store';

export interface InvitationFacts extends InvitedContactRow {
  rowKey: string;
  tokenVersion: number;
  language: string;
  serviceId: number;
  firstName: string;
  lastName: string;
  personKey: string;
  postcode: Buffer | null;
  /** Booked, had, declined, ended, or the person has died: there is nothing left to invite to. */
  isOver: boolean;
  /** Null where it was made outside a campaign. */
  campaignState: CampaignState | null;
  /** When it may leave; null where it was made outside a campaign. */
  hours: SendingHours | null;
  /** In the campaign's own words; null or none means the standard ones. */
  words: CampaignWords[] | null;
}

const FACTS = {
  name: 'campaigns.invitation_facts',
  text: `SELECT ${INVITED_CONTACT}, i.token_version AS "tokenVersion", i.language, i.service_id AS "serviceId",
      p.first_name AS "firstName", p.last_name AS "lastName", p.row_key AS "personKey", p.postcode_ct AS postcode,
      i.declined_at IS NOT NULL OR i.expires_at <= app_now() OR COALESCE(f.deceased_on IS NOT NULL, false) OR ${bookedSince('f')} OR ${HAD_ELSEWHERE} AS "isOver",
      c.state AS "campaignState", c.hours, c.words
    FROM invitation i JOIN person p ON p.id = i.person_id LEFT JOIN person_profile f ON f.person_id = p.id
      ${WITH_LIST_CONTACT} LEFT JOIN campaign c ON c.audience_id = i.audience_id
    WHERE i.id = $1 AND i.row_key IS NOT NULL AND i.service_id IS NOT NULL`,
};

/** What a message about an invitation needs to know. */
@Injectable()
export class InvitationFactsStore {
  constructor(private readonly database: Database) {}

  async facts(invitationId: number): Promise<InvitationFacts | undefined> {
    return (await this.database.once<InvitationFacts & Record<string, unknown>>(FACTS, [invitationId]))[0];
  }
}
