import {
  isClosedBy,
  localDateOf,
  localTimeOf,
  plannedSlots,
  servicesLeft,
  slotStartsIn,
  type ClosedSpan,
} from '@fairslot/domain';
import { planOf, type ClinicRow } from './clinic-columns';
import type { ClinicSlot, WantedSlot } from './clinic-slots.store';

export interface Wanted {
  clinics: readonly ClinicRow[];
  closures: readonly ClosedSpan[];
  /** Only slots inside it are looked at. */
  only: ClosedSpan | null;
  now: Date;
  zone: string;
}

/** What has to be written so that the slots are as their clinics and the closures say. */
export interface SlotChanges {
  changed: (WantedSlot & { id: number })[];
  added: WantedSlot[];
}

/**
 * The slots that these clinics are to have. A cancelled clinic has none; where a closure lies they are closed, or offer what it leaves
 * of their services.
 */
export function wantedSlots({ clinics, closures, only, now, zone }: Wanted): WantedSlot[] {
  const startsOf = slotStartsIn(zone);
  return clinics
    .filter(({ status }) => status !== 'cancelled')
    .map((clinic) => ({ clinic, plan: planOf(clinic) }))
    .flatMap(({ clinic, plan }) =>
      plannedSlots(plan, now, zone, startsOf(plan)).flatMap(({ localTime, ...planned }): WantedSlot[] => {
        const at = { date: clinic.date, localTime, minutes: planned.minutes };
        if (only && !isClosedBy(at, only)) return [];
        const { startsAt, minutes, capacity, reserved, reserveUntil } = planned;
        const left = servicesLeft(at, clinic.serviceIds, closures);
        const status = left.length === 0 ? 'closed' : (clinic.status as 'open' | 'paused');
        const serviceIds = left.length === 0 ? clinic.serviceIds : left;
        return [{ clinicId: clinic.id, startsAt, minutes, capacity, reserved, reserveUntil, status, serviceIds }];
      }),
    );
}

/** Is the slot among those looked at? */
export function isInside(
  slot: Pick<ClinicSlot, 'startsAt' | 'minutes'>,
  only: ClosedSpan | null,
  zone: string,
): boolean {
  const { startsAt, minutes } = slot;
  return (
    only === null ||
    isClosedBy({ date: localDateOf(startsAt, zone), localTime: localTimeOf(startsAt, zone), minutes }, only)
  );
}

/**
 * From the slots as they are to those wanted. A slot that keeps its start and length keeps its row; one that is not wanted
 * any more is closed; a frozen one stays frozen unless it closes.
 */
export function changesOf(
  coming: readonly ClinicSlot[],
  wanted: readonly WantedSlot[],
  clinics: readonly ClinicRow[],
): SlotChanges {
  const clinicOf = new Map(clinics.map((clinic) => [clinic.id, clinic]));
  const rowOf = new Map(coming.map((slot) => [keyOf(slot), slot]));
  const wantedOf = new Map(wanted.map((slot) => [keyOf(slot), slot]));
  const changed = coming.flatMap((slot) => {
    const found = wantedOf.get(keyOf(slot));
    const next: WantedSlot = found ?? { ...slot, reserved: 0, reserveUntil: null, status: 'closed' };
    const isFrozen = slot.status === 'frozen' && next.status !== 'closed';
    const { clinicId, startsAt, minutes, capacity, reserved, reserveUntil, serviceIds } = next;
    const status = isFrozen ? 'frozen' : next.status;
    const target = { id: slot.id, clinicId, startsAt, minutes, capacity, reserved, reserveUntil, status, serviceIds };
    return isSame(slot, target, clinicOf.get(clinicId)) ? [] : [target];
  });
  return { changed, added: wanted.filter((slot) => !rowOf.has(keyOf(slot))) };
}

const keyOf = ({ clinicId, startsAt, minutes }: WantedSlot): string => `${clinicId}/${startsAt.getTime()}/${minutes}`;

function isSame(slot: ClinicSlot, target: WantedSlot, clinic: ClinicRow | undefined): boolean {
  // Who may be served in a closed slot is brought up to date when it opens.
  if (slot.status === 'closed' && target.status === 'closed') return true;
  return (
    slot.status === target.status &&
    slot.capacity === target.capacity &&
    slot.reserved === target.reserved &&
    slot.reserveUntil?.getTime() === target.reserveUntil?.getTime() &&
    clinic !== undefined &&
    slot.serviceIds.join() === target.serviceIds.join() &&
    (slot.audienceIds ?? []).join() === (clinic.audienceIds ?? []).join() &&
    (slot.options ?? []).join() === (clinic.options ?? []).join()
  );
}
