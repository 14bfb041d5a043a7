import type { BookingStatus } from '@fairslot/domain';
import type { Report } from './allocation';
import type { Reason } from './requests';

/** The core in memory answers at once, the one on a database when it has. */
export type Soon<T> = T | Promise<T>;

export type Outcome<Granted extends object> =
  ({ ok: true; replayed: boolean } & Granted) | { ok: false; reason: Reason };

export interface ClinicWanted {
  /** 'speke' or 'garston'. */
  site: string;
  /** Local date. */
  date: string;
  /** Local times, 'HH:mm'. */
  from: string;
  until: string;
  slotMinutes: number;
  capacity: number;
  /** Of 'flu', 'covid', 'rsv'. */
  services: readonly string[];
  /** The group it is only for. */
  group?: string;
}

export interface HoldWanted {
  /** Idempotency key; one of its own where left out. */
  key?: string;
  site: string;
  /** Milliseconds. */
  start: number;
  attendees: readonly { service: string; moreTime?: boolean }[];
  together?: 'parallel' | 'consecutive';
  journey?: string;
  /** Somebody whom an invitation proves. */
  invited?: string;
  group?: string;
}

export interface HoldRef {
  id: string;
  token: string;
}

export interface HeldAnswer {
  hold: HoldRef;
  /** Milliseconds. */
  expiresAt: number;
}

export interface BookingState {
  status: BookingStatus;
  isStranded: boolean;
  start: number;
}

/**
 * The booking core as its rules see it, whatever it is made of: the contract tests hold each kind to the same answers.
 * Names of sites, services, groups and persons are plain words; bookings are known by their references.
 */
export interface Core {
  now(): Soon<number>;
  pass(minutes: number): Soon<void>;

  addClinic(clinic: ClinicWanted): Soon<{ clinic: string; report: Report }>;
  editClinic(clinic: string, changes: { capacity?: number; services?: readonly string[] }): Soon<Report>;
  /** Every slot of the site that overlaps [from, until); opening gives them back. */
  setClosed(site: string, from: number, until: number, isClosed: boolean): Soon<Report>;
  setPaused(clinic: string, isPaused: boolean): Soon<void>;
  /** Places of each slot kept from the public, until the instant. */
  reserve(clinic: string, places: number, until: number): Soon<void>;
  releaseReserved(): Soon<number>;

  hold(wanted: HoldWanted): Soon<Outcome<HeldAnswer>>;
  renew(hold: HoldRef): Soon<Outcome<{ expiresAt: number }>>;
  release(hold: HoldRef): Soon<Outcome<object>>;
  /** Gives the places of every lapsed hold back. */
  expire(): Soon<void>;

  /** `who` is part of what the key stands for: another name is another request. */
  confirm(wanted: { key?: string; hold: HoldRef; people: number; who?: string }): Soon<Outcome<{ bookings: string[] }>>;
  cancel(booking: string, key?: string): Soon<Outcome<object>>;
  restore(booking: string, key?: string): Soon<Outcome<object>>;
  move(booking: string, hold: HoldRef, key?: string): Soon<Outcome<object>>;
  checkIn(booking: string): Soon<void>;

  booking(reference: string): Soon<BookingState>;
  /** Rows of a hold that are still held. */
  heldRows(hold: HoldRef): Soon<number>;
  /** Places taken at a start, as the slots count them and as the bookings show. */
  taken(site: string, start: number): Soon<{ counted: number; occupied: number }>;
  /** How many more of the service the public could book there. */
  free(site: string, start: number, service: string): Soon<number>;
}
