import { setTimeout as pause } from 'node:timers/promises';
import { Inject, Injectable } from '@nestjs/common';
import {
  addDays,
  CANARY,
  FOUR_EYES_ABOVE,
  localDateOf,
  makeInvitationCode,
  type MessageChannel,
  opensAt,
  planInvitation,
  startOfLocalDay,
  throttle,
} from '@fairslot/domain';
import { Dispatch } from '../messages/dispatch';
import { Clock } from '../platform/clock/clock';
import { CONFIG, type Config, holidaysOf } from '../platform/config/config';
import { Keys } from '../platform/crypto/keys';
import { Database, sqlState } from '../platform/database/database';
import { Ids } from '../platform/ids/ids';
import { Log } from '../platform/log/log';
import { PlaceScope } from '../sites/place-scope.queries';
import { AuditStore } from '../staff/audit.store';
import { BatchSize } from './batch-size';
import { CampaignsStore, type RunningCampaign } from './campaigns.store';
import { InviteStore, type NewInvitation, type NewMessage } from './invite.store';
import { RoomQueries } from './room.queries';
import { type Candidate, SelectionQueries } from './selection.queries';

/** People in one look, which reads everybody once; a pause is heard between two batches. The next look follows within seconds. */
const MOST_AT_ONCE = 250_000;
/** People looked at beyond those who may be invited, because an area that is short must not hide those behind it. */
const BEYOND = 100_000;
/** How long the first wave may fail before the next, from when its messages may leave. */
const CANARY_MS = 600_000;
/** One of so many failed messages of the first wave stops a campaign. */
const CANARY_FAILS_AT = 5;
/** A transaction of the waves, and so many people in one. */
const WRITING = { wantedMs: 60, fewest: 50, first: 300, most: 1000 };
/** Whoever still looks says so, or is taken for dead after half a minute. */
const STILL_LOOKING_MS = 5000;
const UNIQUE = '23505';
/** Until what was asked of PostgreSQL has left. */
const underWay = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));
const WAYS: MessageChannel[] = ['sms', 'email', 'letter', 'call'];

/**
 * Lets invitations of running campaigns flow, no faster than people can find a time. Everything is decided anew at each look, and
 * an invitation is there once for each person and campaign: dying anywhere and looking again invites nobody twice and forgets nobody.
 */
@Injectable()
export class ReleaseWaves {
  constructor(
    private readonly database: Database,
    private readonly campaigns: CampaignsStore,
    private readonly store: InviteStore,
    private readonly selection: SelectionQueries,
    private readonly room: RoomQueries,
    private readonly places: PlaceScope,
    private readonly dispatch: Dispatch,
    private readonly audit: AuditStore,
    private readonly keys: Keys,
    private readonly ids: Ids,
    private readonly clock: Clock,
    private readonly log: Log,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  async run(): Promise<void> {
    const today = localDateOf(this.clock.now(), this.config.TIME_ZONE);
    for (const campaign of await this.campaigns.running()) {
      if (today > campaign.endsOn) await this.end(campaign);
      else if (today >= campaign.startsOn && this.mayInvite(campaign) && (await this.store.look(campaign.id)))
        await this.look(campaign);
    }
  }

  /** Whoever is invited hears of it at once, while times are still free. The first few are chosen as soon as the campaign is released. */
  private mayInvite(campaign: RunningCampaign): boolean {
    const now = this.clock.now();
    return campaign.invited === 0 || this.opens(campaign, now) <= now;
  }

  private opens({ hours }: RunningCampaign, from: Date): Date {
    return opensAt(from, hours, { zone: this.config.TIME_ZONE, holidays: holidaysOf(this.config) });
  }

  private async look(campaign: RunningCampaign): Promise<void> {
    const most = await this.budget(campaign);
    if (most === 0) return this.store.looked(campaign.id, campaign.shortOf);
    const candidates = await this.selection.next(campaign, await this.places.all(), this.reach(campaign, most));
    const { invited, short } =
      campaign.mode === 'dates'
        ? { invited: candidates.slice(0, most), short: [] }
        : this.throttled(
            candidates,
            throttle(candidates, {
              ...(await this.room.free(campaign)),
              areas: this.room.areas(campaign),
              ...(await this.room.waiting(campaign)),
              expected: campaign.expectedPercent / 100,
              most,
            }),
          );
    const made = await this.invite(campaign, invited);
    await this.store.looked(campaign.id, short);
    if (made > 0) this.log.info({ event: 'campaign.wave', count: made });
  }

  /** How many may be invited at this look: what is left of the day, and 50 until those 50 went well. */
  private async budget(campaign: RunningCampaign): Promise<number> {
    const { TIME_ZONE: zone } = this.config;
    const midnight = startOfLocalDay(localDateOf(this.clock.now(), zone), zone);
    const { waves, invitedToday, firstAt, firstPeople, firstFailed } = await this.store.canary(
      campaign.id,
      campaign.audienceId,
      midnight,
    );
    // What nobody approved stays small, however many people the cohort has by now.
    const allowed = campaign.approverId === null ? FOUR_EYES_ABOVE - campaign.invited : Infinity;
    const left = Math.max(0, Math.min(campaign.perDay - invitedToday, allowed));
    if (waves === 0) return Math.min(left, CANARY);
    if (waves === 1 && firstPeople >= CANARY) {
      if (firstFailed * CANARY_FAILS_AT > firstPeople) {
        await this.pause(campaign, { failed: firstFailed, of: firstPeople });
        return 0;
      }
      if (firstAt && this.opens(campaign, firstAt).getTime() + CANARY_MS > this.clock.now().getTime()) return 0;
    }
    return Math.min(left, MOST_AT_ONCE);
  }

  private reach({ mode }: RunningCampaign, most: number): number {
    return mode === 'dates' ? most : most + BEYOND;
  }

  private throttled(candidates: readonly Candidate[], { invited, short }: ReturnType<typeof throttle>) {
    const by = new Map(candidates.map((candidate) => [candidate.personId, candidate]));
    return { invited: invited.map((personId) => by.get(personId) as Candidate), short };
  }

  private async invite(campaign: RunningCampaign, people: readonly Candidate[]): Promise<number> {
    const { audienceId, serviceId, endsOn, secondAfterDays, hours } = campaign;
    const { TIME_ZONE: zone } = this.config;
    const ends = startOfLocalDay(addDays(endsOn, 1), zone);
    const terms = { now: this.clock.now(), ends, secondAfterDays, hours, zone, holidays: holidaysOf(this.config) };
    const messages: NewMessage[] = WAYS.flatMap((way) =>
      planInvitation(way, terms).map((planned) => ({ way, ...planned })),
    );
    // Near the end there is no working day left for a letter: who would get one is not invited to hear nothing.
    const told = new Set(messages.map(({ way }) => way));
    const reached = people.filter(({ way }) => told.has(way));
    let [wave, made, seen]: [number | null, number, number] = [null, 0, this.clock.ticks()];
    const size = new BatchSize(WRITING);
    let to = size.people;
    let batch = reached.slice(0, to).map((person) => this.invitation(person));
    while (batch.length > 0) {
      const of = { audienceId, serviceId, expiresAt: ends };
      const begin = (passOver: boolean) =>
        this.database.tx(async (tx) => {
          await this.store.withoutWaiting(tx);
          if (!(await this.store.isRunning(tx, campaign.id))) return null;
          const waveId = wave ?? (await this.store.beginWave(tx, campaign.id));
          const written = await this.store.write(tx, { ...of, waveId }, batch, messages, passOver);
          await this.store.countWave(tx, waveId, made, written);
          return { waveId, written };
        });
      const goOn = async (waveId: number) => {
        const written = await this.store.writeOn(campaign.id, { ...of, waveId }, batch, messages, made);
        return written === null ? null : { waveId, written };
      };
      const writing = size.timed(batch.length, () => (wave === null ? begin(false) : goOn(wave)));
      writing.catch(() => undefined);
      // While PostgreSQL writes one batch, the next is made.
      await underWay();
      const next = reached.slice(to, to + size.people).map((person) => this.invitation(person));
      // Somebody of these was invited since they were selected: looking for that before each row takes longer than doing it over.
      const done = await writing.catch((error: unknown) => {
        if (sqlState(error) !== UNIQUE) throw error;
        return begin(true);
      });
      if (!done) break;
      wave = done.waveId;
      made += done.written;
      to += next.length;
      batch = next;
      // Bookings that wait for a processor go first.
      if (size.restMs > 0) await pause(size.restMs);
      if (this.clock.ticks() - seen > STILL_LOOKING_MS) {
        seen = this.clock.ticks();
        await this.store.stillLooking(campaign.id);
      }
    }
    if (made > 0) this.dispatch.nudge();
    return made;
  }

  private invitation({ personId, language, way }: Candidate): NewInvitation {
    const rowKey = this.ids.rowKeyInOrder();
    const code = makeInvitationCode(this.keys.blindIndex('invitation_code_of', rowKey));
    return {
      personId,
      rowKey,
      tokenHash: this.ids.hash(this.keys.token('invitation', rowKey, 1, 16)),
      codeIndex: this.keys.blindIndex('invitation_code', code),
      language,
      way,
    };
  }

  private end({ id }: RunningCampaign): Promise<void> {
    return this.database.tx(async (tx) => {
      if ((await this.campaigns.lock(tx, id))?.state !== 'running') return;
      await this.campaigns.setState(tx, id, 'done');
      await this.note(tx, 'campaign.done', { campaignId: id });
    });
  }

  private pause({ id }: RunningCampaign, figures: { failed: number; of: number }): Promise<void> {
    return this.database.tx(async (tx) => {
      if ((await this.campaigns.lock(tx, id))?.state !== 'running') return;
      await this.campaigns.setState(tx, id, 'paused');
      await this.note(tx, 'campaign.paused_by_canary', { campaignId: id, ...figures });
    });
  }

  private note(tx: Parameters<AuditStore['note']>[0], action: string, details: Record<string, unknown>): Promise<void> {
    return this.audit.note(tx, { actor: 'system', action, siteId: null, requestId: 'waves', details });
  }
}
