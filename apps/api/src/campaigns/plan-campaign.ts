import { Injectable } from '@nestjs/common';
import type { CampaignPlan } from '@fairslot/contract';
import { exclusions, smsParts } from '@fairslot/domain';
import { PlaceScope } from '../sites/place-scope.queries';
import type { CampaignRow } from './campaigns.store';
import { RoomQueries } from './room.queries';
import { type Selected, SelectionQueries } from './selection.queries';
import { needsApproval } from './show-campaign';
import { WriteInvitation } from './write-invitation';

/** From so much of what is free, people may have to look on. */
const TIGHT_FROM = 0.7;
const LONG_NAME = 'Maximilian';

/** What a campaign would do now: whom it would invite, whom not and why, and whether they would find a time. */
@Injectable()
export class PlanCampaign {
  constructor(
    private readonly selection: SelectionQueries,
    private readonly room: RoomQueries,
    private readonly places: PlaceScope,
    private readonly writing: WriteInvitation,
  ) {}

  async run(campaign: CampaignRow): Promise<CampaignPlan> {
    const selected = await this.selection.count(campaign, await this.places.all());
    const invited = selected.filter(({ excluded }) => excluded === null);
    const toInvite = people(invited);
    const way = (name: Selected['way']): number => people(invited.filter((one) => one.way === name));
    const text = this.writing.sample(campaign.serviceId, LONG_NAME);
    const { parts } = smsParts(text);
    return {
      selected: people(selected),
      excluded: exclusions.map((reason) => ({
        reason,
        people: people(selected.filter(({ excluded }) => excluded === reason)),
      })),
      toInvite,
      ways: { sms: way('sms'), email: way('email'), letter: way('letter'), call: way('call') },
      places: await this.verdicts(campaign, invited),
      sample: { text, characters: text.length, parts },
      needsApproval: needsApproval(toInvite),
    };
  }

  async toInvite(campaign: CampaignRow): Promise<number> {
    return people(
      (await this.selection.count(campaign, await this.places.all())).filter(({ excluded }) => excluded === null),
    );
  }

  private async verdicts(campaign: CampaignRow, invited: readonly Selected[]): Promise<CampaignPlan['places']> {
    const [free, areas, names] = [await this.room.free(campaign), this.room.areas(campaign), await this.places.all()];
    return names
      .filter(({ id }) => campaign.placeIds.includes(id))
      .map(({ id, slug, name }) => {
        const here = invited.filter(({ placeId }) => placeId === id);
        const sites = new Set(here.flatMap(({ outcode }) => areas.get(outcode ?? '')?.siteIds ?? []));
        const room = [...sites].reduce((sum, siteId) => sum + (free.get(siteId) ?? 0), 0);
        const expected = Math.round((people(here) * campaign.expectedPercent) / 100);
        const verdict = expected > room ? 'short' : expected > room * TIGHT_FROM ? 'tight' : 'enough';
        return { placeId: slug, name, toInvite: people(here), expected, free: room, verdict } as const;
      })
      .filter(({ toInvite }) => toInvite > 0);
  }
}

const people = (rows: readonly Selected[]): number => rows.reduce((sum, row) => sum + row.people, 0);
