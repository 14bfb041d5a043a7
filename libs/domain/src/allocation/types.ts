import { sameOptions, type ClinicOption } from '../clinic-options';

/**
 * One clinic's slot at one start. All slots given together start at the same instant and have the same length: only
 * between such may a booking be moved without its person noticing.
 */
export interface AllocationSlot {
  id: number;
  /** Places in all, 0–99. */
  capacity: number;
  serviceIds: readonly number[];
  /** Audiences the clinic is open to; null or left out: everybody. */
  audienceIds?: readonly number[] | null;
  /** What the clinic is besides; nothing where left out. */
  options?: readonly ClinicOption[];
}

/** Somebody who wants, or has, a place. */
export interface Claimant {
  serviceId: number;
  /** The audience the person belongs to; null or left out: the public. */
  audienceId?: number | null;
  /** What the clinic was that the person chose; nobody is moved to one that is something else. */
  options?: readonly ClinicOption[];
  /** The only slot that will do, for a booking that re-allocation must leave where it is. */
  pinnedTo?: number | null;
}

/** A booking as allocation sees it. */
export interface Occupant extends Claimant {
  id: number;
  /** The slot that serves it now; null when it is stranded. */
  slotId: number | null;
  /** 0 checked in or completed (or did not attend), 1 booked, 2 held. Lower is kept first. */
  rank: 0 | 1 | 2;
  /** Milliseconds; earlier is kept first. Moving keeps it. */
  createdAt: number;
}

/** A booking that goes on at its time in another clinic. `from` is null when it was stranded. */
export interface Move {
  id: number;
  from: number | null;
  to: number;
}

/** May this slot, as far as it is asked for, serve the claimant? Capacity is not looked at. */
export const canServe = (slot: AllocationSlot, claimant: Claimant): boolean => {
  if (claimant.pinnedTo != null && claimant.pinnedTo !== slot.id) return false;
  if (!slot.serviceIds.includes(claimant.serviceId)) return false;
  if (!sameOptions(slot.options, claimant.options)) return false;
  if (slot.audienceIds == null) return true;
  return claimant.audienceId != null && slot.audienceIds.includes(claimant.audienceId);
};
