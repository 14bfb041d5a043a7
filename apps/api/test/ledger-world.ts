import { randomUUID } from 'node:crypto';
import type { AddressInfo } from 'node:net';
import { simpleParser, type ParsedMail } from 'mailparser';
import { SMTPServer } from 'smtp-server';
import { confirmBooking, holdSlot, openManageSession } from '@fairslot/contract';
import { aPerson } from '@fairslot/testing';
import { anApi } from './harness/api';
import { aDatabase, type TestDatabase } from './harness/database';
import { aClinic, aWorld, type World } from './harness/world';
import { TwilioWorld, until } from './twilio-world';

export interface LedgerRow {
  id: number;
  kind: string;
  channel: string;
  state: string;
  attempt: number;
  sendAfter: Date;
  error: string | null;
  outcomes: (string | null)[];
}
interface Wanted {
  mobile?: string;
  email?: string;
  landline?: string;
  language?: string;
  people?: number;
  start?: string;
}
export interface Booked {
  id: number;
  reference: string;
  dateOfBirth: string;
}

let numbers = 0;

/** A clock that is moved, Twilio's stand-in, a mail server and the program between them. */
export class LedgerWorld {
  readonly inbox: ParsedMail[] = [];
  /** Answer of the mail server to the next recipients; 0 takes the message. */
  refuse = 0;
  private starts: string[] = [];
  private made = 0;

  private constructor(
    readonly database: TestDatabase,
    readonly twilio: TwilioWorld,
    readonly world: World,
    readonly api: Awaited<ReturnType<typeof anApi>>,
    private readonly server: SMTPServer,
  ) {}

  /** One clinic with many slots on `date`; the clock starts at `now`. */
  static async open(now: string, date: string, env: Record<string, string> = {}): Promise<LedgerWorld> {
    const [database, twilio] = await Promise.all([aDatabase(), TwilioWorld.start()]);
    const world = await aWorld(database.owner);
    const wanted = {
      siteId: world.sites.speke,
      serviceIds: [world.services.anyone],
      date,
      capacity: 6,
      slotMinutes: 5,
    };
    const { slots } = await aClinic(database.owner, wanted);
    let made: LedgerWorld | undefined = undefined as LedgerWorld | undefined;
    const server = new SMTPServer({
      authOptional: true,
      disabledCommands: ['STARTTLS'],
      onRcptTo(_address, _session, done) {
        if (made?.refuse) return done(Object.assign(new Error('no'), { responseCode: made.refuse }));
        done();
      },
      onData(stream, _session, done) {
        void simpleParser(stream).then((mail) => {
          made?.inbox.push(mail);
          done();
        });
      },
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.server.address() as AddressInfo;
    const api = await anApi(database.url, {
      ...twilio.settings,
      ROLES: 'api,worker',
      CLOCK: now,
      SMTP_URL: `smtp://127.0.0.1:${port}`,
      ...env,
    });
    await twilio.leadsTo(api);
    made = new LedgerWorld(database, twilio, world, api, server);
    made.starts = slots.map(({ start }) => start);
    return made;
  }

  async close(): Promise<void> {
    await this.api.stop();
    await new Promise<void>((resolve) => this.server.close(resolve));
    await Promise.all([this.twilio.stop(), this.database.drop()]);
  }

  get<T>(part: abstract new (...args: never[]) => T): T {
    return this.api.app.get<T>(part as never, { strict: false });
  }

  aMobile(): string {
    numbers += 1;
    return `+447700900${String(numbers).padStart(3, '0')}`;
  }

  async advance(seconds: number): Promise<void> {
    const body = JSON.stringify({ advanceSeconds: seconds });
    const headers = { 'content-type': 'application/json' };
    await fetch(`${this.api.url}/dev/clock`, { method: 'POST', headers, body });
  }

  /** To this instant. */
  async goTo(instant: string): Promise<void> {
    const [row] = await this.rows<{ now: Date }>('SELECT app_now() AS now');
    await this.advance((Date.parse(instant) - (row as { now: Date }).now.getTime()) / 1000);
  }

  /** One person, or a party; each booking with its own messages. */
  async book({ people = 1, start, language = 'en', ...contact }: Wanted): Promise<Booked[]> {
    const { client } = this.api;
    const key = (): { idempotencyKey: string } => ({ idempotencyKey: randomUUID() });
    const attendees = Array.from({ length: people }, () => ({ serviceId: 'anyone' }));
    const wanted = {
      siteId: 'speke',
      start: start ?? (this.starts.shift() as string),
      attendees,
      together: 'parallel' as const,
    };
    const { holdId, token } = await client.call(holdSlot, { ...key(), body: wanted });
    const names = Array.from({ length: people }, () => aPerson({ lastName: `Okafor ${this.another()}` }));
    const body = { holdId, token, people: names, contact, language };
    const { bookings } = await client.call(confirmBooking, { ...key(), body });
    const booked: Booked[] = [];
    for (const [n, { reference }] of bookings.entries()) {
      const found = 'SELECT id FROM booking WHERE reference = $1';
      const [row] = await this.rows<{ id: number }>(found, [reference.replace('-', '')]);
      const { dateOfBirth } = names[n] as { dateOfBirth: string };
      booked.push({ id: Number(row?.id), reference, dateOfBirth });
    }
    return booked;
  }

  async session({ reference, dateOfBirth }: Booked): Promise<string> {
    return (await this.api.client.call(openManageSession, { body: { reference, dateOfBirth } })).token;
  }

  async rows<R>(sql: string, values: unknown[] = []): Promise<R[]> {
    return (await this.database.owner.query(sql, values)).rows as R[];
  }

  /** The messages of a booking, in the order they were planned. */
  messages({ id }: Booked, kind?: string): Promise<LedgerRow[]> {
    return this.rows<LedgerRow>(
      `SELECT id, kind, channel, state, attempt, send_after AS "sendAfter", last_error AS error,
         ARRAY(SELECT outcome FROM message_attempt a WHERE a.message_id = m.id ORDER BY number) AS outcomes
       FROM message m WHERE booking_id = $1 AND ($2::text IS NULL OR kind = $2) ORDER BY id`,
      [id, kind],
    );
  }

  /** "sms delivered, email accepted" of one kind, once it is as wanted or ten seconds have passed. */
  async becomes(booked: Booked, kind: string, wanted: string): Promise<string> {
    const look = async (): Promise<string> =>
      (await this.messages(booked, kind)).map(({ channel, state }) => `${channel} ${state}`).join(', ');
    return until(look, (found) => found === wanted);
  }

  private another(): string {
    this.made += 1;
    return Array.from(String(this.made), (digit) => 'abcdefghij'[Number(digit)]).join('');
  }
}
