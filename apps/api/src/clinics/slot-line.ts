import { NO_OPTIONS, sameOptions, type ClinicOption } from '@fairslot/domain';
import type { SlotRow } from './slots.store';

/** What a slot is for: its services, the audiences it is only open to (null is everybody), and what its clinic is besides. */
export interface Purpose {
  serviceIds: readonly number[];
  audienceIds: readonly number[] | null;
  options?: readonly ClinicOption[];
}

/** Slots of one clinic that follow one another without a gap, with neighbouring ids and one purpose. */
export interface SlotLine extends Purpose {
  clinicId: number;
  siteId: number;
  /** Start of the first slot, in milliseconds. */
  startsAt: number;
  minutes: number;
  firstId: number;
  /** A byte a slot: the places the public may still take, or CLOSED. */
  free: Uint8Array;
}

export const MINUTE = 60_000;
/** Bytes of slots in memory that are no number of places: not on sale, and deleted. */
export const CLOSED = 255;
export const GONE = 254;

/** The byte kept of an open slot. Staff may book into the share kept back, so that less than nothing is left. */
export function openByte(placesLeft: number): number {
  return Math.max(0, placesLeft);
}

export function byteOf({ status, capacity, reserved, taken }: SlotRow): number {
  return status === 'open' ? openByte(capacity - reserved - taken) : CLOSED;
}

export function placesOf(byte: number): number {
  return byte < GONE ? byte : 0;
}

/** Rows as lines, in any order given; for clinics whose slots are not alike. */
export function linesOf(rows: readonly SlotRow[]): SlotLine[] {
  const lines: SlotLine[] = [];
  const inOrder = [...rows].sort((a, b) => a.clinicId - b.clinicId || a.id - b.id);
  for (let first = 0, n = 1; n <= inOrder.length; n += 1) {
    if (follows(inOrder[n - 1] as SlotRow, inOrder[n])) continue;
    lines.push(lineOf(inOrder.slice(first, n) as [SlotRow, ...SlotRow[]]));
    first = n;
  }
  return lines;
}

export function samePurpose(a: Purpose, b: Purpose): boolean {
  return (
    sameIds(a.serviceIds, b.serviceIds) && sameIds(a.audienceIds, b.audienceIds) && sameOptions(a.options, b.options)
  );
}

function follows(row: SlotRow, next: SlotRow | undefined): boolean {
  return (
    next?.clinicId === row.clinicId &&
    next.id === row.id + 1 &&
    next.minutes === row.minutes &&
    next.startsAt.getTime() === row.startsAt.getTime() + row.minutes * MINUTE &&
    samePurpose(next, row)
  );
}

function lineOf(rows: readonly [SlotRow, ...SlotRow[]]): SlotLine {
  const [{ clinicId, siteId, minutes, serviceIds, audienceIds, options = NO_OPTIONS, id, startsAt }] = rows;
  const free = Uint8Array.from(rows, byteOf);
  const purpose = { serviceIds, audienceIds, options };
  return { clinicId, siteId, minutes, ...purpose, firstId: id, startsAt: startsAt.getTime(), free };
}

function sameIds(a: readonly number[] | null, b: readonly number[] | null): boolean {
  if (a === b) return true;
  if (a === null || b === null || a.length !== b.length) return false;
  return a.every((id, n) => id === b[n]);
}
