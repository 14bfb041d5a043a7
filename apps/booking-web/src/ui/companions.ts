import { attendeesOf, type JourneyDraft, type Service } from '@fairslot/contract';
import { askRules } from './journey';
import { isOnOffer } from './on-offer';
import type { Visit } from './visit';

const isOneDose = ({ doses }: Pick<Service, 'doses'>): boolean => doses.length < 2;

/** The second service of the visit, where one was chosen. */
export async function chosenCompanion(visit: Visit, { alsoServiceId }: JourneyDraft): Promise<Service | undefined> {
  return alsoServiceId ? (await visit.services()).find(({ id }) => id === alsoServiceId) : undefined;
}

/** Services that this person can have in the same visit, as far as the answers say already. An invitation is for one. */
export async function companionsOf(
  visit: Visit,
  draft: JourneyDraft,
  service: Service | undefined,
): Promise<Service[]> {
  if (!service || draft.invited || attendeesOf(draft).length > 1 || !isOneDose(service)) return [];
  const offered = (await visit.services()).filter(
    (one) => service.alsoWith.includes(one.id) && isOnOffer(one) && isOneDose(one),
  );
  const judged = await Promise.all(offered.map((one) => mayHave(visit, draft, one.id, draft.hold)));
  return offered.filter((_, n) => judged[n]);
}

/** Of two services in one visit, the rules of that day (today, while no time is chosen) allow the first and not the second. */
export async function mayHaveFirstOnly(visit: Visit, draft: JourneyDraft, time?: { start: string }): Promise<boolean> {
  const { serviceId, alsoServiceId } = draft;
  if (!serviceId || !alsoServiceId || (await mayHave(visit, draft, alsoServiceId, time))) return false;
  return mayHave(visit, draft, serviceId, time);
}

async function mayHave(
  visit: Visit,
  draft: JourneyDraft,
  serviceId: string,
  time: { start: string } | undefined,
): Promise<boolean> {
  const on = time && visit.when.dateOf(time.start);
  return (await askRules(visit, { ...draft, serviceId }, on))?.outcome === 'eligible';
}
