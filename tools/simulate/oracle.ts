import type { BookingRow, SlotRow } from '@fairslot/testing';

/** May the slot serve the booking? Written a second time, so that the check does not lean on what it checks. */
export const maySit = (slot: SlotRow, row: BookingRow): boolean => {
  if (slot.status === 'closed') return false;
  if (row.pinned && slot.id !== (row.slotId ?? row.strandedFrom)) return false;
  if (slot.serviceIds.indexOf(row.serviceId) < 0) return false;
  return slot.audienceIds === null || (row.audienceId !== null && slot.audienceIds.indexOf(row.audienceId) >= 0);
};

/** Is there any way to give the newcomer a place while everybody else keeps one? Flood fill over slots, from the newcomer's. */
export const couldSit = (slots: readonly SlotRow[], people: readonly BookingRow[], newcomer: BookingRow): boolean => {
  const reached = slots.filter((slot) => maySit(slot, newcomer));
  const seen = new Set(reached.map(({ id }) => id));
  for (const slot of reached) {
    const here = people.filter(({ slotId }) => slotId === slot.id);
    if (here.length < slot.capacity) return true;
    for (const person of here) {
      for (const other of slots) {
        if (seen.has(other.id) || !maySit(other, person)) continue;
        seen.add(other.id);
        reached.push(other);
      }
    }
  }
  return false;
};
