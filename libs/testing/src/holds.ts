import type { BodyInput, holdSlot } from '@fairslot/contract';

type Hold = BodyInput<typeof holdSlot>;

/** One attendee of the service anybody may have, at the first site of the test world. */
export function aHoldRequest(start: string, changes: Partial<Hold> = {}): Hold {
  return { siteId: 'speke', start, attendees: [{ serviceId: 'anyone' }], ...changes };
}
