// Breaks one thing at a time, above row security and past every trigger, to show that the check sees it. Each is taken back.
import { check } from './check.mjs';
import { readDatabase } from './read-database.mjs';

const ONE_BOOKED = `SELECT id FROM booking WHERE status = 'booked' AND reference IS NOT NULL ORDER BY id LIMIT 1`;

/** Title → a statement that changes exactly one row. */
const SABOTAGES = {
  'an acknowledged booking deleted': `DELETE FROM booking WHERE id = (${ONE_BOOKED})`,
  'a counter one too high': `UPDATE slot SET taken = taken + 1 WHERE id = (SELECT id FROM slot WHERE taken < capacity LIMIT 1)`,
  'a counter one too low': `UPDATE slot SET taken = taken - 1 WHERE id = (SELECT id FROM slot WHERE taken > 0 LIMIT 1)`,
  'a person booked twice': `INSERT INTO booking (reference, party_id, position, slot_id, site_id, starts_at, minutes, service_id, person_id, person_key,
      status, rule_version, source, created_at)
    SELECT 'TWICETWICE', party_id, 24, slot_id, site_id, starts_at, minutes, service_id, person_id, person_key, status, rule_version, source, created_at
    FROM booking WHERE id = (${ONE_BOOKED})`,
  'a cancellation undone': `UPDATE booking SET status = 'booked' WHERE id = (SELECT id FROM booking WHERE status = 'cancelled' LIMIT 1)`,
  'a move undone': `UPDATE booking SET starts_at = starts_at - interval '10 minutes'
    WHERE id = (SELECT booking_id FROM audit WHERE action = 'booking.moved' LIMIT 1)`,
  'a party torn': `UPDATE booking SET status = 'expired' WHERE id = (SELECT max(id) FROM booking WHERE status = 'booked' AND attendee = 2)`,
  'a confirmation missing from the ledger': `DELETE FROM message WHERE id = (SELECT id FROM message WHERE kind = 'booked' LIMIT 1)`,
  'a confirmation in the ledger twice': `INSERT INTO message (booking_id, site_id, kind, channel, occurrence, send_after, not_after, created_at)
    SELECT booking_id, site_id, kind, channel, occurrence + 7, send_after, not_after, created_at FROM message WHERE kind = 'booked' LIMIT 1`,
  'a key forgotten': `DELETE FROM idempotency WHERE ctid = (SELECT ctid FROM idempotency WHERE scope = 'confirm' LIMIT 1)`,
  'a refused hold kept': `INSERT INTO party (seed, token_hash, held_since) VALUES (gen_random_uuid(), '\\x00', now())`,
};

/**
 * @param {import('pg').Client} client
 * @param {(title: string, caught: { rule: string, says: string } | undefined) => void} report
 * @returns {Promise<number>} how many the check did not see
 */
export async function proveChecker(client, acknowledged, report) {
  let missed = 0;
  for (const [title, statement] of Object.entries(SABOTAGES)) {
    await client.query('BEGIN');
    await client.query('SET LOCAL session_replication_role = replica');
    const { rowCount } = await client.query(statement);
    if (rowCount !== 1) throw new Error(`there was nothing to break: ${title}`);
    const [caught] = check(acknowledged, await readDatabase(client));
    await client.query('ROLLBACK');
    if (!caught) missed += 1;
    report(title, caught);
  }
  return missed;
}

/**
 * From here on the server confirms what is not on disk yet, which production refuses at its start: sessions that begin now
 * are so, whatever the program asks for.
 */
export async function confirmTooEarly(client) {
  await client.query('ALTER ROLE fairslot_public SET synchronous_commit = off');
  await client.query(`SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE usename = 'fairslot_public'`);
}
