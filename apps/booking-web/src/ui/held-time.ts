import { attendeesOf, getSite, type JourneyDraft } from '@fairslot/contract';
import type { HeldTime } from './hold-strip';
import { stateOfHold } from './hold-state';
import type { Visit } from './visit';

/** The held time with its place, for the strip on top of the pages that follow it. */
export async function readHeldTime(visit: Visit, draft: JourneyDraft): Promise<HeldTime | undefined> {
  const { hold } = draft;
  if (!hold) return undefined;
  return {
    hold,
    people: attendeesOf(draft).length,
    state: stateOfHold(hold, visit.now()),
    site: await visit.call(getSite, { params: { siteId: hold.siteId }, query: { on: visit.when.dateOf(hold.start) } }),
  };
}
