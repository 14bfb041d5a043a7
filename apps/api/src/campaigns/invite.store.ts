import { Injectable } from '@nestjs/common';
import type { MessageChannel } from '@fairslot/domain';
import { Database, type Tx } from '../platform/database/database';

/** How somebody can be reached is not copied: it is read where the list keeps it, when a message leaves. */
export interface NewInvitation {
  personId: number;
  rowKey: string;
  tokenHash: Buffer;
  codeIndex: Buffer;
  language: string;
  way: MessageChannel;
}

export interface NewMessage {
  way: MessageChannel;
  kind: string;
  sendAfter: Date;
  notAfter: Date;
}

export interface CanaryFigures {
  waves: number;
  invitedToday: number;
  /** Of the first wave: when it was chosen, and messages that failed. */
  firstAt: Date | null;
  firstPeople: number;
  firstFailed: number;
}

/** Values of bytea as one array in PostgreSQL's own writing. */
const bytes = (values: readonly Buffer[]): string =>
  values.length === 0 ? '{}' : `{"${values.map((value) => `\\\\x${value.toString('hex')}`).join('","')}"}`;

/** What all invitations of a wave have in common. */
export interface WaveTerms {
  audienceId: number;
  serviceId: number;
  waveId: number;
  expiresAt: Date;
}

/** $1 to $14 of `written`. */
const valuesOf = (
  { audienceId, serviceId, waveId, expiresAt }: WaveTerms,
  invitations: readonly NewInvitation[],
  messages: readonly NewMessage[],
): unknown[] => [
  audienceId,
  serviceId,
  waveId,
  expiresAt,
  // Written out here, because these hold nothing that must be escaped, and looking for that takes longer than all the rest.
  `{${invitations.map(({ personId }) => personId).join(',')}}`,
  `{${invitations.map(({ rowKey }) => rowKey).join(',')}}`,
  bytes(invitations.map(({ tokenHash }) => tokenHash)),
  bytes(invitations.map(({ codeIndex }) => codeIndex)),
  `{${invitations.map(({ language }) => language).join(',')}}`,
  `{${invitations.map(({ way }) => way).join(',')}}`,
  messages.map(({ way }) => way),
  messages.map(({ kind }) => kind),
  messages.map(({ sendAfter }) => sendAfter),
  messages.map(({ notAfter }) => notAfter),
];

/** Invitations and their messages, written where a condition holds. */
const written = (condition: string, passOver: boolean): string => `
  at AS (SELECT app_now() AS now), g AS (
    SELECT * FROM unnest($5::bigint[], $6::uuid[], $7::bytea[], $8::bytea[], $9::text[], $10::text[])
      AS t (person_id, row_key, token_hash, code_bi, language, way) WHERE ${condition}
  ), made AS (
    INSERT INTO invitation (audience_id, service_id, wave_id, expires_at, person_id, row_key, token_hash, code_bi, language, created_at)
    SELECT $1::integer, $2::integer, $3::integer, $4::timestamptz, person_id, row_key, token_hash, code_bi, language, (SELECT now FROM at) FROM g
    ${passOver ? 'ON CONFLICT DO NOTHING' : ''} RETURNING id, row_key
  ), told AS (
    INSERT INTO message (invitation_id, kind, channel, occurrence, send_after, not_after, created_at)
    SELECT made.id, m.kind, m.way, 1, m.send_after, m.not_after, (SELECT now FROM at)
    FROM made JOIN g USING (row_key) JOIN unnest($11::text[], $12::text[], $13::timestamptz[], $14::timestamptz[])
      AS m (way, kind, send_after, not_after) ON m.way = g.way
  )`;

const WITHOUT_WAITING = `set_config('synchronous_commit', 'off', true)`;
const WRITE_ON = {
  name: 'invite.write_on',
  text: `WITH running AS MATERIALIZED (SELECT ${WITHOUT_WAITING} FROM campaign WHERE id = $15 AND state = 'running' FOR SHARE),
    ${written('EXISTS (SELECT FROM running)', false)}, counted AS (UPDATE wave SET people = $16 WHERE id = $3 AND EXISTS (SELECT FROM running))
    SELECT EXISTS (SELECT FROM running) AS runs, (SELECT count(*)::integer FROM made) AS made`,
};

const FAILED = `('failed', 'undelivered', 'gave_up')`;

@Injectable()
export class InviteStore {
  constructor(private readonly database: Database) {}

  /** True where nobody else looks at this campaign at the moment. */
  async look(id: number): Promise<boolean> {
    const rows = await this.database.once(
      {
        name: 'invite.look',
        text: `UPDATE campaign SET looked_at = app_now() WHERE id = $1 AND state = 'running'
          AND (looked_at IS NULL OR looked_at < app_now() - interval '30 seconds' OR looked_at > app_now()) RETURNING id`,
      },
      [id],
    );
    return rows.length > 0;
  }

  /** A long look is not taken for one that died. */
  async stillLooking(id: number): Promise<void> {
    await this.database.once(
      {
        name: 'invite.still_looking',
        text: `UPDATE campaign SET looked_at = app_now() WHERE id = $1 AND state = 'running' AND looked_at < app_now() - interval '10 seconds'`,
      },
      [id],
    );
  }

  async looked(id: number, shortOf: readonly string[]): Promise<void> {
    await this.database.once(
      { name: 'invite.looked', text: 'UPDATE campaign SET looked_at = NULL, short_of = $2 WHERE id = $1' },
      [id, shortOf],
    );
  }

  async canary(campaignId: number, audienceId: number, since: Date): Promise<CanaryFigures> {
    const [row] = await this.database.once<CanaryFigures & Record<string, unknown>>(
      {
        name: 'invite.canary',
        text: `SELECT count(*)::integer AS waves,
            (SELECT count(*)::integer FROM invitation i WHERE i.audience_id = $2 AND i.created_at >= $3) AS "invitedToday",
            min(w.released_at) AS "firstAt",
            COALESCE(sum(w.people) FILTER (WHERE w.number = 1), 0)::integer AS "firstPeople",
            -- The first wave is one transaction: its people have the time of its release.
            (SELECT count(DISTINCT m.invitation_id)::integer FROM wave f JOIN invitation i ON i.audience_id = $2 AND i.created_at = f.released_at
              AND i.wave_id = f.id
              JOIN message m ON m.invitation_id = i.id WHERE f.campaign_id = $1 AND f.number = 1 AND m.state IN ${FAILED}) AS "firstFailed"
          FROM wave w WHERE w.campaign_id = $1`,
      },
      [campaignId, audienceId, since],
    );
    return row as CanaryFigures;
  }

  /**
   * The batch does not wait for the disk. What a crash of PostgreSQL could take back was told to nobody: a message is claimed in a transaction
   * that does wait before it is sent, and with that all that was written before it is safe.
   */
  async withoutWaiting(tx: Tx): Promise<void> {
    await tx.query(`SELECT ${WITHOUT_WAITING}`);
  }

  /** Holds the campaign as it is until the batch is written; false once it does not run any more. */
  async isRunning(tx: Tx, campaignId: number): Promise<boolean> {
    const rows = await tx.query<unknown[]>(`SELECT 1 FROM campaign WHERE id = $1 AND state = 'running' FOR SHARE`, [
      campaignId,
    ]);
    return rows.length > 0;
  }

  async beginWave(tx: Tx, campaignId: number): Promise<number> {
    const [row] = await tx.query<[{ id: number }]>(
      `INSERT INTO wave (campaign_id, number, people, released_at)
       SELECT $1, COALESCE(max(number), 0) + 1, 1, app_now() FROM wave WHERE campaign_id = $1 RETURNING id`,
      [campaignId],
    );
    return row.id;
  }

  /**
   * Invitations with their messages, in one statement. Who has one already, or would get the code of somebody else, is passed over where
   * that is asked; else nothing is written, and the unique index that is in the way says so. Answers how many were made.
   */
  async write(
    tx: Tx,
    of: WaveTerms,
    invitations: readonly NewInvitation[],
    messages: readonly NewMessage[],
    passOver: boolean,
  ): Promise<number> {
    const [row] = await tx.query<[{ made: number }]>(
      `WITH ${written('true', passOver)} SELECT count(*)::integer AS made FROM made`,
      valuesOf(of, invitations, messages),
    );
    return row.made;
  }

  /**
   * The same as a transaction of one statement, which ends when it is done and not when this process gets round to it: as long as the campaign
   * runs, whose row is held meanwhile. `before` have an invitation of the wave already. Null where it does not run any more.
   */
  async writeOn(
    campaignId: number,
    of: WaveTerms,
    invitations: readonly NewInvitation[],
    messages: readonly NewMessage[],
    before: number,
  ): Promise<number | null> {
    const [row] = await this.database.once<{ runs: boolean; made: number }>(WRITE_ON, [
      ...valuesOf(of, invitations, messages),
      campaignId,
      before + invitations.length,
    ]);
    return row?.runs ? row.made : null;
  }

  /** The people of a wave are those who have an invitation of it: those before and those of this batch. One that nobody got is none. */
  async countWave(tx: Tx, waveId: number, before: number, more: number): Promise<void> {
    if (more > 0) await tx.query('UPDATE wave SET people = $2 WHERE id = $1', [waveId, before + more]);
  }
}
