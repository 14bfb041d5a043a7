import { randomBytes, randomUUID } from 'node:crypto';
import { argon2id } from 'hash-wasm';
import type { DayRow, Role, ScopeKind, StaffMe } from '@fairslot/contract';
import { makeReference } from '@fairslot/domain';
import { Clock } from '../src/platform/clock/clock';
import { Cipher } from '../src/platform/crypto/cipher';
import { Keys } from '../src/platform/crypto/keys';
import { ServiceCatalogue } from '../src/services/service-catalogue';
import { SiteDirectory } from '../src/sites/site-directory';
import { anApi } from './harness/api';
import { aDatabase, type TestDatabase } from './harness/database';

const PASSWORD = 'a long enough password';
/** Hundreds of sign-ins of tests need not cost what one of somebody who guesses costs. */
const CHEAP = { memorySize: 64, iterations: 1, parallelism: 1, hashLength: 32 };

/** What the staff endpoints answer, taken together; a test reads what its endpoint has. */
interface Body extends Omit<DayRow, 'site'>, Omit<StaffMe, 'name'> {
  code: string;
  requestId: string;
  errors: { path: string; code: string }[];
  token: string;
  me: StaffMe;
  date: string;
  site: { id: string; name: string };
  summary: Record<'booked' | 'arrived' | 'done' | 'didNotAttend' | 'free', number>;
  items: DayRow[];
  total: number;
  slots: number;
}
export interface Answer {
  status: number;
  headers: Headers;
  body: Body;
}

export interface NewBooking {
  site: string;
  startsAt: string;
  slotId?: number;
  service?: string;
  status?: string;
  firstName?: string;
  lastName?: string;
  dateOfBirth?: string;
  nhsNumber?: string;
  mobile?: string;
}

/**
 * Two places with two sites each: harbour and meadow in Northtown, run by a practice under the trust; station in
 * Southtown, run by the trust itself; island in Southtown, run by somebody else.
 */
export class StaffWorld {
  readonly site = new Map<string, number>();
  readonly service = new Map<string, number>();
  readonly organisation = new Map<string, number>();
  readonly place = new Map<string, number>();
  private passwordHash = '';

  private constructor(
    readonly database: TestDatabase,
    readonly api: Awaited<ReturnType<typeof anApi>>,
  ) {}

  /** `now` is the instant at which both clocks begin to run. */
  static async open(now: string, env: Record<string, string> = {}): Promise<StaffWorld> {
    const database = await aDatabase();
    const api = await anApi(database.url, env);
    const world = new StaffWorld(database, api);
    await world.rows('INSERT INTO app_clock (started_from, shift) VALUES ($1::text, $1::text::timestamptz - now())', [
      now,
    ]);
    await world.followClock();
    await world.fill();
    return world;
  }

  async close(): Promise<void> {
    await this.api.stop();
    await this.database.drop();
  }

  get<T>(part: (abstract new (...args: never[]) => T) | symbol): T {
    return this.api.app.get<T>(part as never);
  }

  async call(
    method: string,
    path: string,
    token?: string,
    body?: unknown,
    headers: Record<string, string> = {},
  ): Promise<Answer> {
    const answer = await fetch(`${this.api.url}/api/v1${path}`, {
      method,
      headers: {
        ...(token ? { authorization: `Bearer ${token}` } : {}),
        ...(body === undefined || body instanceof FormData ? {} : { 'content-type': 'application/json' }),
        ...headers,
      },
      ...(body === undefined ? {} : { body: body instanceof FormData ? body : JSON.stringify(body) }),
    });
    const text = await answer.text();
    return {
      status: answer.status,
      headers: answer.headers,
      body: (text === '' ? undefined : JSON.parse(text)) as Body,
    };
  }

  signIn(email: string, password = PASSWORD): Promise<Answer> {
    return this.call('POST', '/staff/sign-in', undefined, { email, password });
  }

  async tokenOf(email: string): Promise<string> {
    const { status, body } = await this.signIn(email);
    if (status !== 200) throw new Error(`${email} could not sign in: ${JSON.stringify(body)}`);
    return body.token;
  }

  /** Moves the database's clock and the program's by the same span. */
  async advance(seconds: number): Promise<void> {
    await this.rows('UPDATE app_clock SET shift = shift + make_interval(secs => $1)', [seconds]);
    await this.followClock();
  }

  private async followClock(): Promise<void> {
    const [row] = await this.rows<{ ms: number }>(
      'SELECT extract(epoch FROM shift)::float8 * 1000 AS ms FROM app_clock',
    );
    this.get(Clock).shiftTo(row?.ms ?? 0);
  }

  async rows<R>(sql: string, values: unknown[] = []): Promise<R[]> {
    return (await this.database.owner.query(sql, values)).rows as R[];
  }

  async addStaff(email: string, grants: [Role, ScopeKind, string?][], demo = false): Promise<number> {
    const [user] = await this.rows<{ id: number }>(
      `INSERT INTO staff_user (email, name, password_hash, demo, created_at) VALUES ($1, $1, $2, $3, app_now()) RETURNING id`,
      [email, this.passwordHash, demo],
    );
    const { id } = user as { id: number };
    const ids = {
      site: this.site,
      place: this.place,
      organisation: this.organisation,
      region: new Map<string, number>(),
    };
    for (const [role, kind, name] of grants) {
      const scopeId = name === undefined ? null : ids[kind].get(name);
      await this.rows(
        `INSERT INTO role_grant (staff_user_id, role, scope_kind, scope_id, created_at) VALUES ($1, $2, $3, $4, now())`,
        [id, role, kind, scopeId],
      );
    }
    return id;
  }

  /** A slot of a clinic of its own. */
  async addSlot(site: string, startsAt: string, capacity = 3, status = 'open'): Promise<number> {
    const values = [this.site.get(site), startsAt, [...this.service.values()], capacity, status];
    const [slot] = await this.rows<{ id: number }>(
      `WITH c AS (
         INSERT INTO clinic (site_id, date, starts, ends, slot_minutes, capacity, service_ids)
         SELECT $1, $2::timestamptz::date, t, t + interval '10 minutes', 10, $4, $3
         FROM (SELECT make_time((random() * 22)::int, (random() * 49)::int, random() * 59) AS t) r RETURNING id)
       INSERT INTO slot (clinic_id, site_id, starts_at, minutes, service_ids, capacity, status)
       SELECT id, $1, $2, 10, $3, $4, $5 FROM c RETURNING id`,
      values,
    );
    return (slot as { id: number }).id;
  }

  /** Answers the reference. */
  async addBooking(b: NewBooking): Promise<string> {
    const reference = makeReference(randomBytes(16));
    const rowKey = randomUUID();
    const ct = b.nhsNumber ? this.get(Cipher).seal('person.nhs_number', rowKey, b.nhsNumber) : null;
    const bi = b.nhsNumber ? this.get(Keys).blindIndex('nhs_number', b.nhsNumber) : null;
    const held = b.status === 'held';
    const [party] = await this.rows<{ id: string }>(
      `INSERT INTO party (seed, token_hash, held_since) VALUES ($1, $2, now()) RETURNING id`,
      [randomUUID(), randomBytes(32)],
    );
    const [person] = await this.rows<{ id: string }>(
      `INSERT INTO person (row_key, first_name, last_name, date_of_birth, nhs_number_ct, nhs_number_bi, person_key, created_at)
       VALUES ($1, $2, $3, $4, $5, $6, $7, now()) RETURNING id`,
      [rowKey, b.firstName ?? 'Ada', b.lastName ?? 'Okafor', b.dateOfBirth ?? '1980-03-03', ct, bi, randomBytes(16)],
    );
    const contactKey = randomUUID();
    const mobile = b.mobile ? this.get(Keys).blindIndex('mobile', b.mobile) : null;
    const sealed = b.mobile ? this.get(Cipher).seal('contact.mobile', contactKey, b.mobile) : null;
    await this.rows(
      `INSERT INTO contact (party_id, row_key, mobile_ct, mobile_bi, language) VALUES ($1, $2, $3, $4, 'en')`,
      [party?.id, contactKey, sealed, mobile],
    );
    await this.rows(
      `INSERT INTO booking (reference, party_id, position, slot_id, site_id, starts_at, minutes, service_id, person_id, person_key, status,
         outcome, hold_expires_at, rule_version, source, created_at)
       VALUES ($1, $2, 1, $3, $4, $5, 10, $6, $7, '\\x00', $8, $9, CASE WHEN $8 = 'held' THEN now() END, 1, 'online', now())`,
      [
        held ? null : reference,
        party?.id,
        b.slotId ?? null,
        this.site.get(b.site),
        b.startsAt,
        this.service.get(b.service ?? 'blood-test'),
        person?.id,
        b.status ?? 'booked',
        b.status === 'completed' ? 'given' : null,
      ],
    );
    if (b.slotId !== undefined) await this.rows('UPDATE slot SET taken = taken + 1 WHERE id = $1', [b.slotId]);
    return reference;
  }

  private async fill(): Promise<void> {
    this.passwordHash = await argon2id({ password: PASSWORD, salt: randomBytes(16), ...CHEAP, outputType: 'encoded' });
    const add = async (into: Map<string, number>, name: string, sql: string, values: unknown[]): Promise<void> => {
      const [row] = await this.rows<{ id: number }>(`${sql} RETURNING id`, values);
      into.set(name, (row as { id: number }).id);
    };
    for (const name of ['northtown', 'southtown'])
      await add(this.place, name, 'INSERT INTO place (slug, name) VALUES ($1, $2)', [name, name]);
    for (const [name, parent] of [['trust'], ['practice', 'trust'], ['other']] as const)
      await add(
        this.organisation,
        name,
        `INSERT INTO organisation (ods_code, name, kind, parent_id) VALUES ($1, $1, 'trust', $2)`,
        [name, parent === undefined ? null : this.organisation.get(parent)],
      );
    for (const [name, place, organisation] of [
      ['harbour', 'northtown', 'practice'],
      ['meadow', 'northtown', 'practice'],
      ['station', 'southtown', 'trust'],
      ['island', 'southtown', 'other'],
    ] as const)
      await add(
        this.site,
        name,
        `INSERT INTO site (slug, name, short_name, kind, address, postcode, place_id, organisation_id, latitude, longitude)
         VALUES ($1, $1 || ' health centre', $1, 'gp', '1 Street', 'L1 1AA', $2, $3, 53, -3)`,
        [name, this.place.get(place), this.organisation.get(organisation)],
      );
    for (const [name, kind, word] of [
      ['blood-test', 'clinic', 'seen'],
      ['flu', 'vaccine', 'vaccinated'],
    ] as const)
      await add(
        this.service,
        name,
        `INSERT INTO service (slug, kind, name, short_name, who_for, outcome_word, minutes, rule)
         VALUES ($1, $2, $1, $1, 'everyone', $3, 10, '{}')`,
        [name, kind, word],
      );
    await this.get(SiteDirectory).load();
    await this.get(ServiceCatalogue).load();
  }
}
