export interface CandidateSlot {
  id: number | bigint;
  serviceIds: readonly (number | string)[];
}

/**
 * The order in which a claim tries slots that start at the same time: fewest services first, which leaves the versatile
 * clinics to those who need them, then lowest id. Answers a new array.
 */
export const candidateOrder = <Slot extends CandidateSlot>(slots: readonly Slot[]): Slot[] =>
  [...slots].sort((a, b) => a.serviceIds.length - b.serviceIds.length || (a.id < b.id ? -1 : a.id > b.id ? 1 : 0));
