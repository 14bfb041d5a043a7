import { slotStarts } from '@fairslot/domain';
import type { Report } from './allocation';
import type { BookingState, ClinicWanted, Core, HeldAnswer, HoldRef, HoldWanted, Outcome } from './core';
import { MemoryCore } from './memory-core';
import type { Booked, Held } from './requests';
import type { BookingRow } from './rows';
import { finished } from './steps';

const MINUTE = 60_000;

interface Settings {
  /** Milliseconds. */
  now: number;
  zone: string;
}

/** The core in memory, known by names. */
export class NamedCore implements Core {
  private readonly numbers = new Map<string, number>();
  private keys = 0;

  constructor(
    private readonly settings: Settings,
    private readonly core = new MemoryCore(),
  ) {
    this.core.store.now = settings.now;
  }

  now(): number {
    return this.core.store.now;
  }

  pass(minutes: number): void {
    this.core.store.now += minutes * MINUTE;
  }

  addClinic({ site, services, group, ...clinic }: ClinicWanted): { clinic: string; report: Report } {
    const added = this.core.clinics.add({
      siteId: this.number(site),
      starts: slotStarts(clinic, this.settings.zone).map(({ startsAt }) => startsAt.getTime()),
      minutes: clinic.slotMinutes,
      capacity: clinic.capacity,
      serviceIds: services.map((name) => this.number(name)),
      audienceIds: group === undefined ? null : [this.number(group)],
    });
    return { clinic: String(added.clinicId), report: added.report };
  }

  editClinic(clinic: string, { capacity, services }: { capacity?: number; services?: readonly string[] }): Report {
    return this.core.clinics.edit(Number(clinic), {
      ...(capacity === undefined ? {} : { capacity }),
      ...(services === undefined ? {} : { serviceIds: services.map((name) => this.number(name)) }),
    });
  }

  setClosed(site: string, from: number, until: number, isClosed: boolean): Report {
    return this.core.clinics.setClosed(this.number(site), from, until, isClosed);
  }

  setPaused(clinic: string, isPaused: boolean): void {
    this.core.clinics.setPaused(Number(clinic), isPaused);
  }

  reserve(clinic: string, places: number, until: number): void {
    this.core.clinics.reserve(Number(clinic), places, until);
  }

  releaseReserved(): number {
    return this.core.clinics.releaseReserved();
  }

  hold({ key, site, attendees, invited, group, ...wanted }: HoldWanted): Outcome<HeldAnswer> {
    const body = { site, attendees, invited, group, ...wanted };
    const held = finished(
      this.core.holds.hold({
        ...wanted,
        ...this.keyed(key, body),
        siteId: this.number(site),
        attendees: attendees.map(({ service, ...more }) => ({ serviceId: this.number(service), ...more })),
        ...(invited === undefined ? {} : { invited: this.number(invited) }),
        ...(group === undefined ? {} : { audienceId: this.number(group) }),
      }),
    );
    return held.ok ? shown(held) : held;
  }

  renew({ id, token }: HoldRef): Outcome<{ expiresAt: number }> {
    return this.core.holds.renew(Number(id), token);
  }

  release({ id, token }: HoldRef): Outcome<object> {
    return finished(this.core.holds.release(Number(id), token));
  }

  expire(): void {
    finished(this.core.holds.expire());
  }

  confirm({ key, hold, people, who }: { key?: string; hold: HoldRef; people: number; who?: string }) {
    const request = { ...this.keyed(key, { hold, people, who }), partyId: Number(hold.id), token: hold.token, people };
    const answer = finished(this.core.changes.confirm(request));
    return answer.ok ? { ...answer, bookings: references(answer) } : answer;
  }

  cancel(booking: string, key?: string): Outcome<object> {
    return finished(this.core.changes.cancel({ ...this.keyed(key, {}), bookingId: Number(booking) }));
  }

  restore(booking: string, key?: string): Outcome<object> {
    return finished(this.core.changes.restore({ ...this.keyed(key, {}), bookingId: Number(booking) }));
  }

  move(booking: string, { id, token }: HoldRef, key?: string): Outcome<object> {
    const request = { ...this.keyed(key, { id, token }), bookingId: Number(booking), partyId: Number(id), token };
    return finished(this.core.changes.move(request));
  }

  checkIn(booking: string): void {
    this.core.changes.attend(Number(booking), 'check_in');
  }

  booking(reference: string): BookingState {
    const { status, slotId, startsAt } = this.core.store.bookings.get(Number(reference)) as BookingRow;
    return { status, isStranded: slotId === null, start: startsAt };
  }

  heldRows({ id }: HoldRef): number {
    const rows = this.core.store.parties.get(Number(id))?.rows ?? [];
    return rows.filter(({ status }) => status === 'held').length;
  }

  taken(site: string, start: number): { counted: number; occupied: number } {
    const slots = this.core.store.slotsFrom(this.number(site), start, start + 1);
    const people = slots.flatMap(({ id }) => this.core.store.people(id));
    return { counted: slots.reduce((sum, { taken }) => sum + taken, 0), occupied: people.length };
  }

  free(site: string, start: number, service: string): number {
    return this.core.free(this.number(site), start, this.number(service));
  }

  private keyed(key: string | undefined, body: object): { key: string; requestHash: string } {
    this.keys += 1;
    return { key: key ?? `own ${this.keys}`, requestHash: JSON.stringify(body) };
  }

  private number(name: string): number {
    const known = this.numbers.get(name) ?? this.numbers.size + 1;
    this.numbers.set(name, known);
    return known;
  }
}

const shown = ({ partyId, token, expiresAt, replayed }: Held & { replayed: boolean }): Outcome<HeldAnswer> => ({
  ok: true,
  replayed,
  hold: { id: String(partyId), token },
  expiresAt,
});

const references = ({ bookingIds }: Booked): string[] => bookingIds.map(String);
