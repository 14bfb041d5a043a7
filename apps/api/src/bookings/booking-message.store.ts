import { Injectable } from '@nestjs/common';
import type { ClinicOption } from '@fairslot/domain';
import { Database, type Tx } from '../platform/database/database';

export interface MessageFacts {
  bookingId: number;
  reference: string;
  status: string;
  occurrence: number;
  siteId: number;
  serviceId: number;
  startsAt: Date;
  /** With the slot that continues it. */
  minutes: number;
  /** Of its clinic. */
  options: ClinicOption[];
  outcome: 'given' | 'not_given' | null;
  dose: number;
  /** Has no place at its time any more. */
  stranded: boolean;
  /** The same person has another appointment ahead for this service, or has, or had, the dose after this one. */
  hasAnother: boolean;
  hasNextDose: boolean;
  firstName: string;
  manageTokenVersion: number;
  language: string;
  rowKey: string;
  mobile: Buffer | null;
  email: Buffer | null;
  /** The lists say that the person has died. */
  deceased: boolean;
  /** When somebody else gave a dose that makes the booking useless; asked about and not answered yet; when silence ends it. */
  hadElsewhereOn: string | null;
  isAsked: boolean;
  freesAt: Date | null;
  /** Where and when it was before the site moved it to this time. */
  fromSiteId: number | null;
  fromStartsAt: Date | null;
}

const OF_THE_PERSON = `FROM booking o WHERE o.person_key = b.person_key AND o.service_id = b.service_id AND o.id <> b.id AND o.continues IS NULL`;
export const MESSAGE_FACTS = {
  name: 'booking_message.facts',
  text: `SELECT b.id AS "bookingId", b.reference, b.status, b.occurrence, b.site_id AS "siteId", b.service_id AS "serviceId",
      b.starts_at AS "startsAt", b.outcome, b.dose, b.slot_id IS NULL AND b.source <> 'walk_in' AND b.status IN ('booked', 'checked_in') AS stranded,
      b.minutes + COALESCE((SELECT sum(more.minutes)::integer FROM booking more WHERE more.continues = b.id), 0) AS minutes,
      COALESCE((SELECT own.options FROM slot own WHERE own.id = COALESCE(b.slot_id, b.stranded_from)), '{}') AS options,
      b.status = 'did_not_attend' AND EXISTS (SELECT 1 ${OF_THE_PERSON} AND o.status IN ('booked', 'checked_in') AND o.starts_at > app_now()) AS "hasAnother",
      b.status = 'completed' AND EXISTS (SELECT 1 ${OF_THE_PERSON} AND o.dose > b.dose AND o.status IN ('booked', 'checked_in', 'completed')) AS "hasNextDose",
      p.first_name AS "firstName", b.manage_token_version AS "manageTokenVersion", c.language,
      c.row_key AS "rowKey", c.mobile_ct AS mobile, c.email_ct AS email,
      has_died(p.id) AS deceased,
      q.given_on::text AS "hadElsewhereOn", q.booking_id IS NOT NULL AND q.answer IS NULL AS "isAsked", q.frees_at AS "freesAt",
      d.site_id AS "fromSiteId", d.starts_at AS "fromStartsAt"
    FROM booking b JOIN person p ON p.id = b.person_id JOIN contact c ON c.party_id = b.party_id
      LEFT JOIN displaced_booking d ON d.booking_id = b.id AND d.occurrence = b.occurrence AND d.outcome = 'moved'
      LEFT JOIN dose_question q ON q.booking_id = b.id WHERE b.id = $1`,
};

@Injectable()
export class BookingMessageStore {
  constructor(private readonly database: Database) {}

  /** In a transaction, as it will be when that one commits. */
  async facts(bookingId: number, tx?: Tx): Promise<MessageFacts | undefined> {
    if (tx) return (await tx.query<MessageFacts[]>(MESSAGE_FACTS.text, [bookingId]))[0];
    return (await this.database.once<MessageFacts>(MESSAGE_FACTS, [bookingId]))[0];
  }
}
