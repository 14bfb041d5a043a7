// Everything the check looks at, read in one snapshot. Instants are milliseconds, big keys are numbers.

const ms = (column) => `(extract(epoch FROM ${column}) * 1000)::float8`;

const QUERIES = {
  bookings: `SELECT b.id::float8, b.reference, b.party_id::float8 AS party, b.attendee, b.slot_id AS slot, site.slug AS site, v.slug AS service,
      ${ms('b.starts_at')} AS start, b.status, b.occurrence, ${ms('b.hold_expires_at')} AS "holdExpiresAt", b.restores::float8,
      p.last_name AS "lastName", p.date_of_birth::text AS "dateOfBirth"
    FROM booking b JOIN site ON site.id = b.site_id JOIN service v ON v.id = b.service_id LEFT JOIN person p ON p.id = b.person_id ORDER BY b.id`,
  slots: `SELECT s.id, s.taken, s.capacity, site.slug AS site, ${ms('s.starts_at')} AS start,
      ARRAY(SELECT v.slug FROM service v WHERE v.id = ANY (s.service_ids)) AS services
    FROM slot s JOIN site ON site.id = s.site_id`,
  parties: `SELECT p.id::float8, c.party_id IS NOT NULL AS "hasContact" FROM party p LEFT JOIN contact c ON c.party_id = p.id`,
  messages: `SELECT booking_id::float8 AS booking, kind, channel, occurrence, state = 'pending' AS waits,
      state IN ('undelivered', 'failed', 'gave_up', 'suppressed', 'expired') AS failed FROM message`,
  audits: `SELECT booking_id::float8 AS booking, action FROM audit
    WHERE action IN ('booking.confirmed', 'booking.moved', 'booking.cancelled', 'booking.restored')`,
  keys: `SELECT split_part(scope, ':', 1) AS scope, key, (response->>'partyId')::float8 AS party, response->'references' AS "references"
    FROM idempotency`,
};

/**
 * @param {import('pg').Client} client inside a transaction of its own
 * @returns {Promise<{ now: number, bookings: object[], slots: object[], parties: object[], messages: object[], audits: object[], keys: object[] }>}
 */
export async function readDatabase(client) {
  const { rows } = await client.query(`SELECT ${ms('app_now()')} AS now`);
  const read = { now: rows[0].now };
  for (const [name, text] of Object.entries(QUERIES)) read[name] = (await client.query(text)).rows;
  return read;
}
