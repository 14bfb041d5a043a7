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
  const judged = await Promise.all(offered.map((one) => mayHave(visit, draft, one.id)));
  return offered.filter((_, n) => judged[n]);
}

export async function mayHave(visit: Visit, draft: JourneyDraft, serviceId: string): Promise<boolean> {
  const on = draft.hold && visit.when.dateOf(draft.hold.start);
  return (await askRules(visit, { ...draft, serviceId }, on))?.outcome === 'eligible';
}
