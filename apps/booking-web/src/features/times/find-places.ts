import { searchAvailability, type JourneyDraft, type ResponseOf } from '@fairslot/contract';
import { KILOMETRES_PER_MILE } from '../../ui/distance-words';
import { partyQuery } from '../../ui/party';
import type { Visit } from '../../ui/visit';
import type { Search } from './search';

export const PLACES_A_PAGE = 10;

type Answer = ResponseOf<typeof searchAvailability>;
export type FoundPlace = Answer['items'][number];

export interface Found {
  places: FoundPlace[];
  /** How many places there are in all, and their free appointments where all of them are known. */
  total: number;
  free?: number;
  from: string;
  to: string;
}

/** One page of places with times near the point of the draft. The API answers in larger pages than we show. */
export async function findPlaces(visit: Visit, draft: JourneyDraft, search: Search): Promise<Found> {
  const { where } = draft;
  const wanted = search.page * PLACES_A_PAGE;
  const items: FoundPlace[] = [];
  let answer: Answer;
  let cursor: string | undefined;
  do {
    answer = await visit.call(searchAvailability, {
      query: {
        ...partyQuery(draft),
        latitude: where?.latitude,
        longitude: where?.longitude,
        radius: search.miles * KILOMETRES_PER_MILE,
        from: search.from,
        sort: search.sort,
        cursor,
      },
    });
    items.push(...answer.items);
    cursor = answer.nextCursor;
  } while (cursor && items.length < wanted);
  return {
    places: items.slice(wanted - PLACES_A_PAGE, wanted),
    total: answer.total ?? items.length,
    ...(!cursor && { free: items.reduce((sum, { free }) => sum + free, 0) }),
    from: answer.from,
    to: answer.to,
  };
}
