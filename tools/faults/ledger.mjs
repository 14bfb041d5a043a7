// Rows of the ledger made for a test, and what became of them beside what really arrived.

/**
 * Plans messages about the cancelled bookings of the stage, as a site that closes would: every booking gets as many as it takes.
 * @param {{ count: number, channel?: 'sms' | 'email', inSeconds?: number, lastsSeconds?: number }} wanted
 * @returns {Promise<number[]>} their numbers
 */
export async function plan(stage, { count, channel = 'sms', inSeconds = 0, lastsSeconds = 6 * 3600 }) {
  const { bookings, client } = stage;
  const each = Math.ceil(count / bookings.length);
  const { rows } = await client.query(
    `INSERT INTO message (booking_id, site_id, kind, channel, occurrence, send_after, not_after, created_at)
     SELECT b.id, b.site_id, 'cancelled_by_site', $2, $3 + n, app_now() + make_interval(secs => $4), app_now() + make_interval(secs => $4 + $5), app_now()
     FROM booking b, generate_series(1, $6::integer) AS n WHERE b.id = ANY ($1) ORDER BY n, b.id LIMIT $7 RETURNING id`,
    [bookings, channel, stage.nextOccurrence(each), inSeconds, lastsSeconds, each, count],
  );
  return rows.map(({ id }) => Number(id));
}

export async function rowsOf({ client }, ids) {
  const { rows } = await client.query(
    `SELECT id, channel, state, attempt, send_after, sent_at, not_after,
       (SELECT count(*)::integer FROM message_attempt a WHERE a.message_id = m.id AND a.outcome = 'unknown') AS unknowns
     FROM message m WHERE id = ANY ($1)`,
    [ids],
  );
  return rows.map((row) => ({ ...row, id: Number(row.id) }));
}

const ENDED = new Set([
  'accepted',
  'delivered',
  'undelivered',
  'failed',
  'gave_up',
  'superseded',
  'suppressed',
  'expired',
  'no_receipt',
]);
const SENT = new Set(['accepted', 'delivered', 'undelivered', 'no_receipt']);

/**
 * Waits until every row has come to an end. Virtual time passes by `step` seconds every half second, so that leases lapse, tries
 * come round and providers are asked as on a slow day.
 * @returns {Promise<{ virtualSeconds: number, realSeconds: number, ended: boolean }>}
 */
export async function untilEnded(stage, ids, { step = 0, realSeconds = 120, states = ENDED } = {}) {
  const begun = performance.now();
  let virtual = 0;
  for (;;) {
    const { rows } = await stage.client
      .query('SELECT count(*)::integer AS open FROM message WHERE id = ANY ($1) AND NOT (state = ANY ($2))', [
        ids,
        [...states],
      ])
      .catch(() => ({ rows: [{ open: 1 }] }));
    const passed = (performance.now() - begun) / 1000;
    const figures = { virtualSeconds: Math.round(virtual + passed), realSeconds: Math.round(passed) };
    if (rows[0].open === 0) return { ...figures, ended: true };
    if (passed > realSeconds) return { ...figures, ended: false };
    await stage.pause(500);
    if (step > 0) {
      await stage.advance(step);
      virtual += step;
    }
  }
}

/**
 * Every row beside what arrived under its id: at the phones that Twilio's stand-in has, and at the mail server.
 * `counted` are second sendings that the ledger itself says it could not rule out.
 */
export async function compare(stage, ids) {
  const arrived = new Map();
  const note = (opaque) => {
    const id = stage.numberOf(opaque ?? '');
    if (id !== null) arrived.set(id, (arrived.get(id) ?? 0) + 1);
  };
  for (const { statusCallback } of stage.twilio.store.messages) note(statusCallback?.split('/').at(-1));
  for (const opaque of stage.mail.arrived) note(opaque);
  const figures = { rows: ids.length, arrived: 0, lost: 0, duplicates: 0, counted: 0, disagree: 0 };
  for (const { id, state, unknowns } of await rowsOf(stage, ids)) {
    const times = arrived.get(id) ?? 0;
    figures.arrived += Math.min(times, 1);
    const isSent = SENT.has(state);
    if (isSent && times === 0) figures.lost += 1;
    if (!isSent && state !== 'failed' && times > 0 && unknowns === 0) figures.disagree += 1;
    if (times > 1) figures[unknowns >= times - 1 ? 'counted' : 'duplicates'] += times - 1;
  }
  return figures;
}
