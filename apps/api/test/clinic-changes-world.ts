import type { ChangeFigures, ChangePreview, Clinic, Closure, LeftDate, Series } from '@fairslot/contract';
import { Cipher } from '../src/platform/crypto/cipher';
import { Ids } from '../src/platform/ids/ids';
import { ServiceCatalogue } from '../src/services/service-catalogue';
import { checkCounters } from './harness/counters';
import { StaffWorld } from './staff-world';

/** What the endpoints of clinics answer, taken together; a test reads what its endpoint has. */
export interface Changed extends Clinic, ChangePreview {
  code: string;
  errors: { path: string; code: string }[];
  effect: ChangeFigures;
  notChanged: LeftDate[];
  items: Clinic[];
}
export interface Answered<B = Changed> {
  status: number;
  body: B;
}
export type SeriesBody = Omit<Changed, keyof Series> &
  Series & {
    dates: { clinicId: string; date: string; status: string; pausedUntil: string | null; ownChanges: string[] }[];
  };
export type ClosureBody = Omit<Changed, keyof Closure> & Closure;

export interface NewBookingOf {
  clinic: string;
  at: string;
  service?: string;
  status?: 'booked' | 'checked_in' | 'held';
  contact?: 'mobile' | 'email' | 'none';
  lastName?: string;
}

export interface BookingNow {
  id: number;
  reference: string;
  status: string;
  clinic: string | null;
  stranded: boolean;
  cancelReason: string | null;
  version: number;
}

/** The outcomes of a change that add up to the bookings it touched. */
export const outcomes = ({ bookings, kept, moved, cancelledAndTold, toCall }: ChangeFigures) => ({
  bookings,
  kept,
  moved,
  cancelledAndTold,
  toCall,
});

/** A clinic lead at harbour, and what they do. Besides blood tests and flu there is covid. */
export class ClinicDesk {
  private made = 0;

  private constructor(
    readonly world: StaffWorld,
    readonly token: string,
    readonly userId: number,
  ) {}

  static async open(now: string): Promise<ClinicDesk> {
    const world = await StaffWorld.open(now);
    const [covid] = await world.rows<{ id: number }>(
      `INSERT INTO service (slug, kind, name, short_name, who_for, outcome_word, minutes, rule)
       VALUES ('covid', 'vaccine', 'covid', 'covid', 'everyone', 'vaccinated', 10, '{}') RETURNING id`,
    );
    world.service.set('covid', (covid as { id: number }).id);
    await world.get(ServiceCatalogue).load();
    const userId = await world.addStaff('lead@example.org', [['clinic_lead', 'site', 'harbour']]);
    return new ClinicDesk(world, await world.tokenOf('lead@example.org'), userId);
  }

  async call<B = Changed>(method: string, path: string, body?: unknown, token = this.token): Promise<Answered<B>> {
    const { status, body: answered } = await this.world.call(method, `/staff/sites/harbour${path}`, token, body);
    return { status, body: answered as unknown as B };
  }

  /** Asks, and fails the test when the answer is not the one hoped for. */
  async ask<B = Changed>(method: string, path: string, body?: unknown, wanted = 200): Promise<B> {
    const { status, body: answered } = await this.call<B>(method, path, body);
    if (status !== wanted) throw new Error(`${method} ${path}: ${status} ${JSON.stringify(answered)}`);
    return answered;
  }

  clinic(more: object = {}): Promise<Changed> {
    const usual = {
      date: '2026-03-20',
      from: '09:00',
      until: '10:00',
      slotMinutes: 30,
      capacity: 2,
      serviceIds: ['flu'],
    };
    return this.ask('POST', '/clinics', { ...usual, ...more }, 201);
  }

  preview(id: string, changes: object): Promise<Changed> {
    return this.ask('POST', `/clinics/${id}/preview`, changes);
  }

  /** Previews a change and applies what was previewed. */
  async edit(id: string, changes: object): Promise<Changed> {
    const { version, preview } = await this.preview(id, changes);
    return this.ask('PATCH', `/clinics/${id}`, { ...changes, version, preview });
  }

  async cancel(id: string, bookings: 'call' | 'cancel' = 'call'): Promise<Changed> {
    const { version, preview } = await this.preview(id, { cancel: true, bookings });
    return this.ask('POST', `/clinics/${id}/cancel`, { version, preview, bookings });
  }

  /** Answers the booking's id. Created one second after the one before. */
  async book({
    clinic,
    at,
    service = 'flu',
    status = 'booked',
    contact = 'mobile',
    lastName,
  }: NewBookingOf): Promise<number> {
    const { world } = this;
    const [slot] = await world.rows<{ id: number; minutes: number; starts_at: Date }>(
      `SELECT id, minutes, starts_at FROM slot WHERE clinic_id = $1 AND starts_at = $2 AND status <> 'closed'`,
      [this.idOf(clinic), at],
    );
    if (!slot) throw new Error(`no slot at ${at}`);
    await world.addBooking({
      site: 'harbour',
      startsAt: at,
      slotId: slot.id,
      service,
      status,
      ...(lastName ? { lastName } : {}),
    });
    this.made += 1;
    const [booking] = await world.rows<{ id: number; party_id: number }>(
      `UPDATE booking SET minutes = $1, created_at = app_now() + make_interval(secs => $2),
         hold_expires_at = CASE WHEN status = 'held' THEN app_now() + interval '10 minutes' END
       WHERE id = (SELECT max(id) FROM booking) RETURNING id, party_id`,
      [slot.minutes, this.made],
    );
    const { id, party_id } = booking as { id: number; party_id: number };
    await this.reachBy(Number(party_id), contact);
    return Number(id);
  }

  private async reachBy(partyId: number, contact: 'mobile' | 'email' | 'none'): Promise<void> {
    const [row] = await this.world.rows<{ row_key: string }>('SELECT row_key FROM contact WHERE party_id = $1', [
      partyId,
    ]);
    const seal = (column: string, text: string) =>
      this.world.get(Cipher).seal(column, (row as { row_key: string }).row_key, text);
    if (contact === 'mobile')
      await this.world.rows(`UPDATE contact SET mobile_ct = $2, mobile_bi = '\\x01' WHERE party_id = $1`, [
        partyId,
        seal('contact.mobile', '+447700900123'),
      ]);
    if (contact === 'email')
      await this.world.rows(`UPDATE contact SET email_ct = $2, email_bi = '\\x01' WHERE party_id = $1`, [
        partyId,
        seal('contact.email', 'ada@example.org'),
      ]);
  }

  idOf(opaque: string, kind = 'clinic'): number {
    return this.world.get(Ids).plain(kind, opaque) as number;
  }

  opaque(kind: string, id: number): string {
    return this.world.get(Ids).opaque(kind, id);
  }

  async booking(id: number): Promise<BookingNow> {
    const [row] = await this.world.rows<BookingNow & { clinicId: number | null }>(
      `SELECT b.id, b.reference, b.status, s.clinic_id AS "clinicId", b.slot_id IS NULL AND b.stranded_at IS NOT NULL AS stranded,
         b.cancel_reason AS "cancelReason", b.version
       FROM booking b LEFT JOIN slot s ON s.id = b.slot_id WHERE b.id = $1`,
      [id],
    );
    const { clinicId, ...booking } = row as BookingNow & { clinicId: number | null };
    return { ...booking, clinic: clinicId === null ? null : this.opaque('clinic', clinicId) };
  }

  /** The slots of a clinic, in order: [local start, status, capacity, taken, reserved]. */
  async slots(clinic: string): Promise<[string, string, number, number, number][]> {
    const rows = await this.world.rows<{
      at: string;
      status: string;
      capacity: number;
      taken: number;
      reserved: number;
    }>(
      `SELECT to_char(starts_at AT TIME ZONE 'Europe/London', 'HH24:MI') AS at, status, capacity, taken, reserved
       FROM slot WHERE clinic_id = $1 ORDER BY starts_at, minutes`,
      [this.idOf(clinic)],
    );
    return rows.map(({ at, status, capacity, taken, reserved }) => [at, status, capacity, taken, reserved]);
  }

  /** Frozen slots are those found to count wrong. */
  checkCounters(): Promise<void> {
    return checkCounters(this.world.database.owner, `s.status <> 'frozen'`);
  }

  /** Everything a change could have changed, to see that it did not. */
  async everything(): Promise<unknown> {
    const tables = ['clinic', 'clinic_series', 'slot', 'booking', 'message', 'audit', 'closure', 'site_location'];
    // Whether the queue has a message already is no part of what a change does.
    const selects = tables.map(
      (table) => `SELECT '${table}' AS "table", (to_jsonb(t) - 'queued_until')::text AS "row" FROM ${table} t`,
    );
    return this.world.rows(`${selects.join(' UNION ALL ')} ORDER BY 1, 2`);
  }
}
