import { createHash, randomUUID } from 'node:crypto';
import {
  cancelBooking,
  confirmBooking,
  holdSlot,
  listTimes,
  moveBooking,
  openManageSession,
  releaseHold,
  renewHold,
  restoreBooking,
  type ErrorCode,
} from '@fairslot/contract';
import { type Client, createClient, isProblem } from '@fairslot/client';
import { localDateOf, normaliseCrockford } from '@fairslot/domain';
import {
  aPerson,
  type BookingState,
  type ClinicWanted,
  type Core,
  type HeldAnswer,
  type HoldRef,
  type HoldWanted,
  type Outcome,
  type Reason,
} from '@fairslot/testing';
import { BookingTokens } from '../src/bookings/booking-tokens';
import { FreeHolds } from '../src/bookings/free-holds';
import { FollowSlots } from '../src/clinics/follow-slots';
import { FindAudience } from '../src/invitations/find-audience';
import { ServiceCatalogue } from '../src/services/service-catalogue';
import { anApi, anApiProcess, type ApiProcess } from './harness/api';
import { aDatabase, type TestDatabase } from './harness/database';
import { aWorld, type World } from './harness/world';
import { SqlDesk } from './sql-desk';

type Api = Awaited<ReturnType<typeof anApi>>;

const BORN = '1950-03-27';
const OCCUPYING = `('held', 'booked', 'checked_in', 'completed', 'did_not_attend')`;

/** The catalogue's words for the reasons of the rules. */
const REASONS: Partial<Record<ErrorCode, Reason>> = {
  time_gone: 'time_gone',
  hold_expired: 'hold_expired',
  wrong_state: 'wrong_state',
  not_found: 'gone',
  already_booked: 'already_booked',
  contact_full: 'contact_full',
  too_many: 'too_many',
  idempotency_key_reused: 'reused',
  in_progress: 'in_progress',
  invalid: 'invalid',
};

/** The product itself, asked through HTTP, on a database of its own with a clock that can be moved. */
export class SqlCore implements Core {
  private readonly desk: SqlDesk;
  private readonly numbers = new Map<string, number>();
  private readonly invitations = new Map<string, string>();
  private readonly journeys = new Map<string, Promise<string>>();
  private wasReplayed = false;

  /** Asked in turn, where there are two processes. */
  private readonly clients: Client[];
  private turn = 0;

  private constructor(
    private readonly api: Api,
    private readonly other: ApiProcess | null,
    private readonly database: TestDatabase,
    private readonly world: World,
    private readonly zone: string,
  ) {
    const urls = [api.url, ...(other ? [other.url] : [])];
    this.clients = urls.map((baseUrl) => createClient({ baseUrl, fetch: this.noting }));
    this.desk = new SqlDesk(api, database, zone);
  }

  private get client(): Client {
    this.turn += 1;
    return this.clients[this.turn % this.clients.length] as Client;
  }

  private readonly noting: typeof fetch = async (...request) => {
    const response = await fetch(...request);
    this.wasReplayed = response.headers.get('idempotent-replayed') === 'true';
    return response;
  };

  static async begin(clock: string, zone: string, processes: 1 | 2 = 1): Promise<SqlCore> {
    const database = await aDatabase();
    const world = await aWorld(database.owner);
    for (const slug of ['flu', 'covid', 'rsv']) await aService(database, slug);
    const api = await anApi(database.url, { CLOCK: clock, TIME_ZONE: zone });
    await api.app.get(ServiceCatalogue).load();
    const other = processes === 2 ? await anApiProcess(database.url, { CLOCK: clock, TIME_ZONE: zone }) : null;
    return new SqlCore(api, other, database, world, zone);
  }

  async stop(): Promise<void> {
    await this.other?.stop();
    await this.api.stop();
    await this.database.drop();
  }

  async now(): Promise<number> {
    const { now } = await this.one<{ now: Date }>('SELECT app_now() AS now');
    return now.getTime();
  }

  async pass(minutes: number): Promise<void> {
    const response = await fetch(`${this.api.url}/dev/clock`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ advanceSeconds: minutes * 60 }),
    });
    if (!response.ok) throw new Error(`the clock does not move: ${response.status}`);
  }

  async addClinic(wanted: ClinicWanted) {
    const serviceIds = await this.services(wanted.services);
    const audience = wanted.group === undefined ? null : await this.audience('group', wanted.group);
    const { clinicId, report } = await this.desk.add(await this.site(wanted.site), serviceIds, wanted, audience);
    return { clinic: String(clinicId), report };
  }

  async editClinic(clinic: string, { capacity, services }: { capacity?: number; services?: readonly string[] }) {
    return this.desk.edit(Number(clinic), capacity ?? null, services ? await this.services(services) : null);
  }

  async setClosed(site: string, from: number, until: number, isClosed: boolean) {
    const dates = [...new Set([from, until].map((instant) => localDateOf(new Date(instant), this.zone)))];
    return this.desk.setClosed(await this.site(site), new Date(from), new Date(until), dates, isClosed);
  }

  setPaused(clinic: string, isPaused: boolean): Promise<void> {
    return this.desk.setPaused(Number(clinic), isPaused);
  }

  reserve(clinic: string, places: number, until: number): Promise<void> {
    return this.desk.reserve(Number(clinic), places, new Date(until));
  }

  releaseReserved(): Promise<number> {
    return this.desk.releaseReserved();
  }

  async hold({
    key,
    site,
    start,
    attendees,
    journey,
    invited,
    group,
    together,
  }: HoldWanted): Promise<Outcome<HeldAnswer>> {
    await this.follow();
    const body = {
      siteId: site,
      start: new Date(start).toISOString(),
      attendees: attendees.map(({ service, ...more }) => ({ serviceId: service, dateOfBirth: BORN, ...more })),
      ...(together === undefined ? {} : { together }),
      ...(journey === undefined ? {} : { journeyId: await this.journey(journey) }),
      ...(invited === undefined ? {} : { invitation: await this.invitation(invited) }),
      ...(group === undefined ? {} : { access: await this.passOf(group) }),
    };
    return this.asked(async () => {
      const held = await this.client.call(holdSlot, { ...keyed(key), body });
      return { hold: { id: held.holdId, token: held.token }, expiresAt: Date.parse(held.expiresAt) };
    });
  }

  renew({ id, token }: HoldRef): Promise<Outcome<{ expiresAt: number }>> {
    return this.asked(async () => {
      const { expiresAt } = await this.client.call(renewHold, { params: { holdId: id }, body: { token } });
      return { expiresAt: Date.parse(expiresAt) };
    });
  }

  release({ id, token }: HoldRef): Promise<Outcome<object>> {
    return this.asked(async () => {
      await this.client.call(releaseHold, { params: { holdId: id }, body: { token } });
      return {};
    });
  }

  async expire(): Promise<void> {
    await this.api.app.get(FreeHolds).run();
  }

  confirm({ key, hold, people, who = 'Amina' }: { key?: string; hold: HoldRef; people: number; who?: string }) {
    const named = Array.from({ length: people }, (_, n) =>
      aPerson({ firstName: who, lastName: `Khan ${'abcdef'[n]}` }),
    );
    const body = { holdId: hold.id, token: hold.token, people: named, contact: { none: true } };
    return this.asked(async () => {
      const { bookings } = await this.client.call(confirmBooking, { ...keyed(key), body });
      return { bookings: bookings.map(({ reference }) => normaliseCrockford(reference)) };
    });
  }

  cancel(reference: string, key?: string): Promise<Outcome<object>> {
    return this.managed(reference, (bearer) =>
      this.client.call(cancelBooking, { ...keyed(key), bearer, params: { reference }, body: {} }),
    );
  }

  restore(reference: string, key?: string): Promise<Outcome<object>> {
    return this.managed(reference, (bearer) =>
      this.client.call(restoreBooking, { ...keyed(key), bearer, params: { reference } }),
    );
  }

  move(reference: string, { id, token }: HoldRef, key?: string): Promise<Outcome<object>> {
    const body = { holdId: id, token };
    return this.managed(reference, (bearer) =>
      this.client.call(moveBooking, { ...keyed(key), bearer, params: { reference }, body }),
    );
  }

  checkIn(reference: string): Promise<void> {
    return this.desk.checkIn(reference);
  }

  booking(reference: string): Promise<BookingState> {
    return this.one<BookingState>(
      `SELECT status, slot_id IS NULL AS "isStranded", (extract(epoch FROM starts_at) * 1000)::float8 AS start
       FROM booking WHERE reference = $1`,
      [reference],
    );
  }

  async heldRows({ id }: HoldRef): Promise<number> {
    const party = this.api.app.get(BookingTokens).partyId(id);
    const text = `SELECT count(*)::integer AS n FROM booking WHERE party_id = $1 AND status = 'held'`;
    return (await this.one<{ n: number }>(text, [party])).n;
  }

  async taken(site: string, start: number): Promise<{ counted: number; occupied: number }> {
    return this.one(
      `SELECT COALESCE(sum(taken), 0)::integer AS counted, COALESCE(sum((SELECT count(*) FROM booking b
         WHERE b.slot_id = s.id AND b.status IN ${OCCUPYING})), 0)::integer AS occupied
       FROM slot s WHERE s.site_id = $1 AND s.starts_at = $2`,
      [await this.site(site), new Date(start)],
    );
  }

  async free(site: string, start: number, service: string): Promise<number> {
    await this.follow();
    const date = localDateOf(new Date(start), this.zone);
    const { items } = await (this.clients[0] as Client).call(listTimes, {
      params: { siteId: site },
      query: { service, from: date, to: date },
    });
    const here = items.filter((time) => Date.parse(time.start) === start);
    return here.reduce((sum, { free }) => sum + free, 0);
  }

  /** Lets the memory of the process catch up with the database, as it does by itself four times a second. */
  private follow(): Promise<void> {
    return this.api.app.get(FollowSlots).poll();
  }

  private async asked<T extends object>(call: () => Promise<T>): Promise<Outcome<T>> {
    try {
      const answer = await call();
      return { ok: true, replayed: this.wasReplayed, ...answer };
    } catch (error) {
      const reason = isProblem(error) ? REASONS[error.problem.code] : undefined;
      if (!reason) throw error;
      return { ok: false, reason };
    }
  }

  private async managed(reference: string, act: (bearer: string) => Promise<unknown>): Promise<Outcome<object>> {
    const { token } = await this.client.call(openManageSession, { body: { reference, dateOfBirth: BORN } });
    return this.asked(async () => {
      await act(token);
      return {};
    });
  }

  private async services(slugs: readonly string[]): Promise<number[]> {
    const ids: number[] = [];
    for (const slug of slugs)
      ids.push((await this.one<{ id: number }>('SELECT id FROM service WHERE slug = $1', [slug])).id);
    return ids;
  }

  private async site(slug: string): Promise<number> {
    return this.world.sites[slug as keyof World['sites']];
  }

  private async passOf(group: string): Promise<string> {
    return this.api.app.get(FindAudience).pass(await this.audience('group', group));
  }

  private async audience(kind: 'group' | 'campaign', name: string): Promise<number> {
    const known = this.numbers.get(`${kind} ${name}`);
    if (known !== undefined) return known;
    const text = 'INSERT INTO audience (kind, name, created_at) VALUES ($1, $2, app_now()) RETURNING id';
    const { id } = await this.one<{ id: number }>(text, [kind, name]);
    this.numbers.set(`${kind} ${name}`, id);
    return id;
  }

  /** The token of a draft that exists: a hold of an unknown one belongs to no journey. */
  private journey(name: string): Promise<string> {
    const known = this.journeys.get(name) ?? this.newJourney(`journey-${name}`.padEnd(43, '-'));
    this.journeys.set(name, known);
    return known;
  }

  private async newJourney(id: string): Promise<string> {
    await this.database.owner.query(
      `INSERT INTO journey (id_hash, row_key, draft_ct, created_at, expires_at)
       VALUES ($1, gen_random_uuid(), '', app_now(), app_now() + interval '20 hours')`,
      [hashed(id)],
    );
    return id;
  }

  private async invitation(name: string): Promise<string> {
    const known = this.invitations.get(name);
    if (known) return known;
    const token = randomUUID()
      .replaceAll('-', '')
      .toUpperCase()
      .replaceAll(/[ILOU]/g, 'X');
    const person = await this.one<{ id: number }>(
      `INSERT INTO person (row_key, first_name, last_name, date_of_birth, person_key, created_at)
       VALUES (gen_random_uuid(), $1, 'Khan', $2, $3, app_now()) RETURNING id`,
      [name, BORN, hashed(name)],
    );
    await this.database.owner.query(
      `INSERT INTO invitation (audience_id, person_id, token_hash, expires_at, created_at)
       VALUES ($1, $2, $3, app_now() + interval '2 years', app_now())`,
      [await this.audience('campaign', 'everybody'), person.id, hashed(normaliseCrockford(token))],
    );
    this.invitations.set(name, token);
    return token;
  }

  private async one<R>(text: string, values: unknown[] = []): Promise<R> {
    return (await this.database.owner.query(text, values)).rows[0] as R;
  }
}

const keyed = (key: string | undefined): { idempotencyKey: string } => ({ idempotencyKey: key ?? randomUUID() });

const hashed = (text: string): Buffer => createHash('sha256').update(text).digest();

async function aService({ owner }: TestDatabase, slug: string): Promise<void> {
  const rule = {
    id: slug,
    vaccine: slug.toUpperCase(),
    programme_start: '2020-01-01',
    programme_end: '2039-12-31',
    cohorts: [{ id: 'all', priority: 1, when: true }],
  };
  await owner.query(
    `INSERT INTO service (slug, kind, name, short_name, who_for, outcome_word, minutes, questions, rule)
     VALUES ($1, 'vaccine', $1, $1, 'Everybody', 'vaccinated', 10, '[]', $2)
     ON CONFLICT (slug) DO UPDATE SET rule = excluded.rule, questions = excluded.questions`,
    [slug, JSON.stringify(rule)],
  );
}
