import { Injectable } from '@nestjs/common';
import type { Campaign, CohortRules } from '@fairslot/contract';
import type { CampaignState, CampaignWords, SendingHours, WaveMode } from '@fairslot/domain';
import { Database, type Tx } from '../platform/database/database';

export interface CampaignTerms {
  name: string;
  serviceId: number;
  cohortId: number;
  cohortVersion: number;
  startsOn: string;
  endsOn: string;
  mode: WaveMode;
  perDay: number;
  hours: SendingHours;
  expectedPercent: number;
  withinKm: number;
  secondAfterDays: number;
  words: CampaignWords[];
}

export interface CampaignRow extends CampaignTerms {
  id: number;
  audienceId: number;
  placeIds: number[];
  state: CampaignState;
  author: string;
  /** The author, and who else changed it or asked for its approval. */
  writerIds: number[];
  approverId: number | null;
  approver: string | null;
  releaserId: number | null;
  releaser: string | null;
  approvedHash: Buffer | null;
  approvedPerDay: number | null;
  lastApproved: Campaign['lastApproved'];
  shortOf: string[];
  budget: number | null;
  cohort: string;
  rules: CohortRules;
  invited: number;
}

export type RunningCampaign = CampaignRow;

/** Bookings b of the service since the person of an invitation i was invited: an earlier one, such as last season's, says nothing of this invitation. */
const SINCE = `b.service_id = i.service_id AND b.continues IS NULL AND b.starts_at >= i.created_at`;
/** What a booking has come to: still good, the person was there, or was given it. */
const REACHED = {
  booked: `b.status IN ('booked', 'checked_in', 'completed')`,
  came: `b.status IN ('checked_in', 'completed')`,
  had: `b.status = 'completed' AND b.outcome = 'given'`,
};
type Reached = keyof typeof REACHED;
/** Bookings b that stand, one for each visit. */
export const LIVE_BOOKING = `b.continues IS NULL AND ${REACHED.booked}`;
const byKey = (key: string, reached: Reached, season?: Season): string =>
  `EXISTS (SELECT 1 FROM booking b WHERE ${key} AND ${SINCE}${season ? ` AND b.starts_at < ${season.until}` : ''} AND ${REACHED[reached]})`;
const LINKED = 'b.person_id = i.person_id';
const BOOKED_AT = 'COALESCE(b.booked_at, b.created_at) AS at';
const eachKey = (profile: string): string[] => [
  LINKED,
  `b.person_key = ${profile}.person_key`,
  `b.person_key = ${profile}.name_key`,
];

/** Has the person of one invitation i booked since: by it, by number, or under their name? `profile` names their row of person_profile, which may be missing. */
export const bookedSince = (profile: string): string =>
  `(${eachKey(profile)
    .map((key) => byKey(key, 'booked'))
    .join(' OR ')})`;
/** The opposite, written so that whole tables are compared at once. */
export const notBookedSince = (profile: string): string =>
  eachKey(profile)
    .map((key) => `NOT ${byKey(key, 'booked')}`)
    .join(' AND ');
/**
 * The same of many invitations of one service, none of which was made before the season of their campaign: whoever booked without the link is in a set
 * of keys that is read once, because looking each of them up takes seconds for hundreds of thousands.
 */
export const reachedSince = (reached: Reached, profile: string, season: Season): string => {
  const keys = `(SELECT b.person_key FROM booking b WHERE ${unlinked(reached, season)})`;
  return `(${byKey(LINKED, reached, season)} OR COALESCE(${profile}.person_key IN ${keys} OR ${profile}.name_key IN ${keys}, false))`;
};

/** Placeholders: of a service, from the instant a campaign began, and until the instant from which a booking is of the next one. */
type Season = Record<'service' | 'from' | 'until', string>;

/** Bookings b that are linked to nobody of a list. */
const unlinked = (reached: Reached, { service, from, until }: Season): string =>
  `b.service_id = ${service} AND b.continues IS NULL AND b.starts_at >= ${from} AND b.starts_at < ${until} AND ${REACHED[reached]}
    AND b.person_key IS NOT NULL AND NOT EXISTS (SELECT 1 FROM person_profile q WHERE q.person_id = b.person_id)`;

/** When each person of the invitations of one audience booked first, of those of whom `reachedSince` says that they have: columns id, at. */
export const firstBooked = (audience: string, season: Season): string => {
  const byOwnKey = (key: 'person_key' | 'name_key'): string => `SELECT i.id, ${BOOKED_AT} FROM booking b
      JOIN person_profile p ON p.${key} = b.person_key JOIN invitation i ON i.person_id = p.person_id AND i.audience_id = ${audience}
    WHERE ${unlinked('booked', season)}`;
  return `SELECT id, min(at) AS at FROM (
    SELECT i.id, ${BOOKED_AT} FROM invitation i JOIN booking b ON ${LINKED} AND ${SINCE} AND b.starts_at < ${season.until} AND ${REACHED.booked}
    WHERE i.audience_id = ${audience} UNION ALL ${byOwnKey('person_key')} UNION ALL ${byOwnKey('name_key')}) AS every GROUP BY id`;
};

/** People of an invitation i to whom, as lists say, somebody else gave it in the season of its campaign, or before in the service's own that lasts. */
export const hadElsewhereSince = ({ from, until }: Pick<Season, 'from' | 'until'>): string =>
  `EXISTS (SELECT 1 FROM dose_elsewhere d JOIN service s ON s.id = d.service_id WHERE d.person_id = i.person_id AND d.service_id = i.service_id
    AND d.given_on >= LEAST(COALESCE(s.opens_on, '-infinity'), ${from}::timestamptz::date) AND d.given_on < ${until}::timestamptz::date)`;

/** People of an invitation i to whom, as lists say, somebody else gave it this season. */
export const HAD_ELSEWHERE = `EXISTS (SELECT 1 FROM dose_elsewhere d JOIN service s ON s.id = d.service_id
  WHERE d.person_id = i.person_id AND d.service_id = i.service_id AND d.given_on >= COALESCE(s.opens_on, '-infinity'))`;

const FROM = `FROM campaign c JOIN cohort h ON h.id = c.cohort_id
    JOIN cohort_version v ON (v.cohort_id, v.version) = (c.cohort_id, c.cohort_version)`;
const COLUMNS = `c.id, c.audience_id AS "audienceId", c.place_ids AS "placeIds", c.state, c.name, c.service_id AS "serviceId",
    c.cohort_id AS "cohortId", c.cohort_version AS "cohortVersion", c.starts_on AS "startsOn", c.ends_on AS "endsOn", c.mode,
    c.per_day AS "perDay", c.hours, c.expected_percent AS "expectedPercent", c.within_km AS "withinKm", c.second_after_days AS "secondAfterDays", c.words, c.budget::float8 AS budget,
    staff_name(c.author_id) AS author, c.author_id || c.writer_ids AS "writerIds", c.approver_id AS "approverId", staff_name(c.approver_id) AS approver, c.releaser_id AS "releaserId",
    staff_name(c.releaser_id) AS releaser, c.approved_hash AS "approvedHash", c.approved_per_day AS "approvedPerDay", c.approved_terms AS "lastApproved", c.short_of AS "shortOf",
    h.name AS cohort, v.rules,
    (SELECT count(*)::integer FROM invitation i WHERE i.audience_id = c.audience_id) AS invited`;
const CAMPAIGN = `SELECT ${COLUMNS} ${FROM}`;
const ALL = { name: 'campaigns.all', text: `${CAMPAIGN} ORDER BY c.id DESC LIMIT 200` };
const FIND = { name: 'campaigns.find', text: `${CAMPAIGN} WHERE c.id = $1` };
const RUNNING = {
  name: 'campaigns.running',
  text: `${CAMPAIGN} WHERE c.state = 'running' ORDER BY c.id`,
};

const terms = (t: CampaignTerms): unknown[] => [
  t.name,
  t.serviceId,
  t.cohortId,
  t.cohortVersion,
  t.startsOn,
  t.endsOn,
  t.mode,
  t.perDay,
  JSON.stringify(t.hours),
  t.expectedPercent,
  t.withinKm,
  t.secondAfterDays,
  JSON.stringify(t.words),
];

@Injectable()
export class CampaignsStore {
  constructor(private readonly database: Database) {}

  all(): Promise<CampaignRow[]> {
    return this.database.once<CampaignRow & Record<string, unknown>>(ALL, []);
  }

  async find(id: number): Promise<CampaignRow | undefined> {
    return (await this.database.once<CampaignRow & Record<string, unknown>>(FIND, [id]))[0];
  }

  running(): Promise<RunningCampaign[]> {
    return this.database.once<RunningCampaign & Record<string, unknown>>(RUNNING, []);
  }

  async create(tx: Tx, t: CampaignTerms, placeIds: readonly number[], authorId: number): Promise<number> {
    const [audience] = await tx.query<[{ id: number }]>(
      `INSERT INTO audience (kind, name, created_at) VALUES ('campaign', $1, app_now()) RETURNING id`,
      [t.name],
    );
    const [row] = await tx.query<[{ id: number }]>(
      `INSERT INTO campaign (audience_id, place_ids, author_id, state, created_at, name, service_id, cohort_id, cohort_version, starts_on, ends_on,
         mode, per_day, hours, expected_percent, within_km, second_after_days, words)
       VALUES ($1, $2, $3, 'draft', app_now(), $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16) RETURNING id`,
      [audience.id, placeIds, authorId, ...terms(t)],
    );
    return row.id;
  }

  /** The row locked, so that acts come one after the other. */
  async lock(tx: Tx, id: number): Promise<CampaignRow | undefined> {
    const [row] = await tx.query<CampaignRow[]>(`${FIND.text} FOR UPDATE OF c`, [id]);
    return row;
  }

  /** Who somebody of the staff is. */
  staff(userId: number): Promise<{ name: string; email: string }> {
    return this.database.staffTx([], async (tx) => {
      const rows = await tx.query<{ name: string; email: string }[]>(
        'SELECT name, email FROM staff_user WHERE id = $1',
        [userId],
      );
      return rows[0] as { name: string; email: string };
    });
  }

  /** Changed content is not what was approved. */
  async change(tx: Tx, id: number, t: CampaignTerms, placeIds: readonly number[]): Promise<void> {
    await tx.query(
      `UPDATE campaign SET state = 'draft', approver_id = NULL, approved_hash = NULL, approved_per_day = NULL, version = version + 1, place_ids = $2,
         name = $3, service_id = $4, cohort_id = $5, cohort_version = $6, starts_on = $7, ends_on = $8, mode = $9, per_day = $10,
         hours = $11, expected_percent = $12, within_km = $13, second_after_days = $14, words = $15 WHERE id = $1`,
      [id, placeIds, ...terms(t)],
    );
  }

  /** Whoever had a hand in what is to be approved. */
  async addWriter(tx: Tx, id: number, userId: number): Promise<void> {
    await tx.query(
      'UPDATE campaign SET writer_ids = writer_ids || $2::integer WHERE id = $1 AND author_id <> $2 AND $2 <> ALL (writer_ids)',
      [id, userId],
    );
  }

  async setState(tx: Tx, id: number, state: CampaignState): Promise<void> {
    await tx.query('UPDATE campaign SET state = $2, version = version + 1 WHERE id = $1', [id, state]);
  }

  async approve(
    tx: Tx,
    id: number,
    userId: number,
    { hash, terms: approved }: { hash: Buffer; terms: NonNullable<Campaign['lastApproved']> },
  ): Promise<void> {
    await tx.query(
      `UPDATE campaign SET state = 'approved', approver_id = $2, approved_hash = $3, approved_per_day = per_day, approved_terms = $4, version = version + 1
       WHERE id = $1`,
      [id, userId, hash, JSON.stringify(approved)],
    );
  }

  async release(tx: Tx, id: number, userId: number): Promise<void> {
    await tx.query(
      `UPDATE campaign SET state = 'running', releaser_id = $2, looked_at = NULL, version = version + 1 WHERE id = $1`,
      [id, userId],
    );
  }

  async setBudget(tx: Tx, id: number, amount: number | null): Promise<void> {
    await tx.query('UPDATE campaign SET budget = $2 WHERE id = $1', [id, amount]);
  }

  async slow(tx: Tx, id: number, perDay: number): Promise<void> {
    await tx.query('UPDATE campaign SET per_day = $2, version = version + 1 WHERE id = $1', [id, perDay]);
  }
}
