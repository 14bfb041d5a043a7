import { Injectable } from '@nestjs/common';
import { PlaceScope } from '../sites/place-scope.queries';
import type { CampaignRow } from './campaigns.store';
import { RoomQueries } from './room.queries';

/** From so much of what is free, people may have to look on. */
const TIGHT_FROM = 0.7;

export interface PeopleOf {
  placeId: number;
  outcode: string | null;
  people: number;
}

export interface RoomOfPlace {
  placeId: string;
  name: string;
  people: number;
  /** Of them, how many are expected to book. */
  expected: number;
  free: number;
  verdict: 'enough' | 'tight' | 'short';
}

/** Whether people would find a time: expected bookings against free times within their reach, by Place. */
@Injectable()
export class JudgeRoom {
  constructor(
    private readonly room: RoomQueries,
    private readonly places: PlaceScope,
  ) {}

  async run(campaign: CampaignRow, people: readonly PeopleOf[]): Promise<RoomOfPlace[]> {
    // Who may come to a clinic for women only is not told here, so none is counted.
    const { free } = await this.room.free(campaign);
    const [areas, names] = [this.room.areas(campaign), await this.places.all()];
    return names
      .filter(({ id }) => campaign.placeIds.includes(id))
      .map(({ id, slug, name }) => {
        const here = people.filter(({ placeId }) => placeId === id);
        const sites = new Set(here.flatMap(({ outcode }) => areas.get(outcode ?? '')?.siteIds ?? []));
        const room = [...sites].reduce((sum, siteId) => sum + (free.get(siteId) ?? 0), 0);
        const all = here.reduce((sum, one) => sum + one.people, 0);
        const expected = Math.round((all * campaign.expectedPercent) / 100);
        const verdict = expected > room ? 'short' : expected > room * TIGHT_FROM ? 'tight' : 'enough';
        return { placeId: slug, name, people: all, expected, free: room, verdict } as const;
      })
      .filter((place) => place.people > 0);
  }
}
