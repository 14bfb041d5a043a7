import { Injectable } from '@nestjs/common';
import type { PlannedMessage } from '@fairslot/domain';
import { Database, type Tx } from '../platform/database/database';

/** A booking that a dose given elsewhere makes useless. */
export interface UselessBooking {
  bookingId: number;
  siteId: number;
  startsAt: Date;
  occurrence: number;
  hasMobile: boolean;
  hasEmail: boolean;
  doseId: string;
  givenOn: string;
  /** Known to be the same person by number; by name alone silence is no answer. */
  sure: boolean;
}

/** Doses of this season that somebody else gave, each with the bookings to come that `same` says are the same person's. */
const elsewhere = (same: string, sure: string): string => `SELECT b.id AS booking_id, d.id, d.given_on, ${sure} AS sure
  FROM dose_elsewhere d JOIN service s ON s.id = d.service_id JOIN booking b ON ${same} AND b.service_id = d.service_id JOIN person n ON n.id = b.person_id
  WHERE d.given_on >= COALESCE(s.opens_on, '-infinity') AND b.status = 'booked' AND b.continues IS NULL AND b.starts_at > (SELECT now FROM clock)`;
// As many doses as the booking would be the number of, given here and elsewhere: then it is of no use. It begins with the doses, of which there
// are none in many regions: bookings are found by them, and not each booking looked through.
const USELESS = {
  name: 'dose_questions.useless',
  text: `WITH clock AS MATERIALIZED (SELECT app_now() AS now), found AS (
      ${elsewhere('b.person_id = d.person_id', 'true')}
      UNION ALL ${elsewhere('b.person_key = d.person_key', 'n.nhs_number_bi IS NOT NULL')}
      UNION ALL ${elsewhere('b.person_key = d.name_key', 'false')}
    ), had AS (
      SELECT booking_id, (array_agg(id ORDER BY sure DESC, given_on DESC))[1]::text AS id, max(given_on) AS given_on, bool_or(sure) AS sure, count(DISTINCT given_on) AS doses
      FROM found GROUP BY booking_id
    )
    SELECT b.id AS "bookingId", b.site_id AS "siteId", b.starts_at AS "startsAt", b.occurrence,
      COALESCE(c.mobile_ct IS NOT NULL, false) AS "hasMobile", COALESCE(c.email_ct IS NOT NULL, false) AS "hasEmail",
      had.id AS "doseId", had.given_on::text AS "givenOn", had.sure
    FROM had JOIN booking b ON b.id = had.booking_id JOIN service s ON s.id = b.service_id LEFT JOIN contact c ON c.party_id = b.party_id
    WHERE NOT EXISTS (SELECT 1 FROM dose_question q WHERE q.booking_id = b.id)
      AND had.doses + (SELECT count(*) FROM booking o WHERE o.person_key = b.person_key AND o.service_id = b.service_id AND o.continues IS NULL
        AND o.status = 'completed' AND o.outcome = 'given' AND o.starts_at >= COALESCE(s.opens_on, '-infinity')) >= b.dose
    ORDER BY b.starts_at, b.id LIMIT $1`,
};
const LATEST = {
  name: 'dose_questions.latest',
  text: `SELECT COALESCE(max(id), 0)::text AS id FROM dose_elsewhere`,
};
/** Closed by what became of the booking meanwhile: ended by the person, given another time, or over. */
const SETTLE = {
  name: 'dose_questions.settle',
  text: `UPDATE dose_question q SET answered_at = app_now(), answer = CASE WHEN b.status = 'cancelled' THEN 'free' WHEN b.status = 'booked' AND b.occurrence <> q.occurrence THEN 'keep' ELSE 'over' END
    FROM booking b WHERE b.id = q.booking_id AND q.answer IS NULL AND (b.status <> 'booked' OR b.occurrence <> q.occurrence OR b.starts_at <= app_now())`,
};
/** As far as it got where a worker died in between. Asked by a message that arrived, and not answered. What a provider took and said nothing of since may not have been read. */
const UNANSWERED = {
  name: 'dose_questions.unanswered',
  text: `SELECT q.booking_id AS id FROM dose_question q JOIN booking b ON b.id = q.booking_id
    WHERE (q.answer IS NULL OR q.answer = 'no_answer') AND q.frees_at <= app_now() AND b.status = 'booked' AND b.occurrence = q.occurrence AND b.starts_at > app_now()
      AND EXISTS (SELECT 1 FROM message m WHERE m.booking_id = b.id AND m.kind = 'had_elsewhere'
        AND (m.state = 'delivered' OR m.state = 'accepted' AND m.channel = 'email'))
    ORDER BY q.frees_at LIMIT 200`,
};
const ANSWER = {
  name: 'dose_questions.answer',
  text: 'UPDATE dose_question SET answer = $2, answered_at = app_now() WHERE booking_id = $1 AND (answer IS NULL OR answer = $2) RETURNING booking_id',
};

/** What is asked of people whose booking is of no use after a dose that somebody else gave. */
@Injectable()
export class DoseQuestionsStore {
  constructor(private readonly database: Database) {}

  /** Rises with every dose that comes in. */
  async latestDose(): Promise<string> {
    const [row] = await this.database.once<{ id: string }>(LATEST, []);
    return row?.id ?? '0';
  }

  useless(most: number): Promise<UselessBooking[]> {
    return this.database.tx(async (tx) => {
      await tx.query('SET LOCAL statement_timeout = 30000');
      return tx.query<UselessBooking[]>(USELESS.text, [most]);
    });
  }

  /** False where it was asked meanwhile. */
  async ask(tx: Tx, one: UselessBooking, freesAt: Date | null, messages: readonly PlannedMessage[]): Promise<boolean> {
    const rows = await tx.query<unknown[]>(
      `INSERT INTO dose_question (booking_id, dose_id, given_on, occurrence, asked_at, frees_at) VALUES ($1, $2, $3, $4, app_now(), $5)
       ON CONFLICT DO NOTHING RETURNING 1`,
      [one.bookingId, one.doseId, one.givenOn, one.occurrence, freesAt],
    );
    if (rows.length === 0) return false;
    await tx.query('SELECT plan_messages($1, $2, $3)', [one.bookingId, one.siteId, JSON.stringify(messages)]);
    return true;
  }

  async settle(): Promise<void> {
    await this.database.once(SETTLE, []);
  }

  async unanswered(): Promise<number[]> {
    return (await this.database.once<{ id: number }>(UNANSWERED, [])).map(({ id }) => Number(id));
  }

  /** False where nothing is asked any more. */
  async answer(bookingId: number, answer: 'keep' | 'no_answer'): Promise<boolean> {
    return (await this.database.once(ANSWER, [bookingId, answer])).length > 0;
  }

  /** Bookings to come of people who have died, by the person or their number; never by name, which two people may share. */
  async ofDeceased(): Promise<number[]> {
    const rows = await this.database.once<{ id: number }>(
      {
        name: 'dose_questions.deceased',
        text: `SELECT b.id FROM person_profile f JOIN booking b ON b.person_id = f.person_id
            WHERE f.deceased_on IS NOT NULL AND b.status = 'booked' AND b.continues IS NULL AND b.starts_at > app_now()
          UNION SELECT b.id FROM person_profile f JOIN person n ON n.nhs_number_bi = f.nhs_number_bi AND n.date_of_birth = f.date_of_birth
              JOIN booking b ON b.person_id = n.id
            WHERE f.deceased_on IS NOT NULL AND b.status = 'booked' AND b.continues IS NULL AND b.starts_at > app_now()
          ORDER BY 1 LIMIT 200`,
      },
      [],
    );
    return rows.map(({ id }) => Number(id));
  }

  /** Nobody calls them any more either. */
  async endCalls(bookingId: number): Promise<void> {
    await this.database.once(
      {
        name: 'dose_questions.end_calls',
        text: `UPDATE call_list_entry SET done_at = app_now(), outcome = 'not_needed' WHERE booking_id = $1 AND done_at IS NULL`,
      },
      [bookingId],
    );
  }
}
