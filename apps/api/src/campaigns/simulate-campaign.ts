import { Inject, Injectable } from '@nestjs/common';
import type { CampaignSimulation } from '@fairslot/contract';
import { addDays, isSendingDay, localDateOf, opensAt, simulateWaves, startOfLocalDay } from '@fairslot/domain';
import { Clock } from '../platform/clock/clock';
import { CONFIG, type Config, holidaysOf } from '../platform/config/config';
import { PlaceScope } from '../sites/place-scope.queries';
import type { CampaignRow } from './campaigns.store';
import { AHEAD_DAYS, RoomQueries } from './room.queries';
import { SelectionQueries } from './selection.queries';

/** Of a larger cohort the first, in the order in which they would be invited. */
const MOST = 250_000;

/** How a campaign would go from now on, by the same throttle that its waves have. */
@Injectable()
export class SimulateCampaign {
  constructor(
    private readonly selection: SelectionQueries,
    private readonly room: RoomQueries,
    private readonly places: PlaceScope,
    private readonly clock: Clock,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  async run(campaign: CampaignRow): Promise<CampaignSimulation> {
    const { TIME_ZONE: zone } = this.config;
    const calendar = { zone, holidays: holidaysOf(this.config) };
    const today = localDateOf(opensAt(this.clock.now(), campaign.hours, calendar), zone);
    const from = campaign.startsOn > today ? campaign.startsOn : today;
    const share = campaign.expectedPercent / 100;
    const { days, left, short } = simulateWaves(await this.selection.next(campaign, await this.places.all(), MOST), {
      from,
      to: campaign.endsOn,
      isSendingDay: (date) => isSendingDay(date, campaign.hours, calendar),
      perDay: campaign.perDay,
      pace: campaign.mode === 'dates' ? 'asPlanned' : 'asThereIsRoom',
      free: await this.room.freeByDay(campaign, startOfLocalDay(addDays(campaign.endsOn, AHEAD_DAYS), zone)),
      areas: this.room.areas(campaign),
      ...(await this.room.waiting(campaign)),
      expected: share,
      aheadDays: AHEAD_DAYS,
    });
    const invited = days.reduce((sum, day) => sum + day.invited, 0);
    return {
      days: days.map((day) => ({ ...day, expected: Math.round(day.invited * share) })),
      invited,
      expected: Math.round(invited * share),
      left,
      shortOf: short.filter((outcode) => outcode !== '').sort(),
    };
  }
}
