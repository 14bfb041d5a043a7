import { Inject, Injectable } from '@nestjs/common';
import type { Campaign, CampaignProgress } from '@fairslot/contract';
import {
  type CampaignAct,
  campaignActs,
  decideCampaignAct,
  FOUR_EYES_ABOVE,
  instantText,
  opensAt,
  startOfLocalDay,
  told,
} from '@fairslot/domain';
import { COHORT_ID } from '../cohorts/save-cohort';
import { Clock } from '../platform/clock/clock';
import { CONFIG, type Config, holidaysOf } from '../platform/config/config';
import { AppError } from '../platform/http/app-error';
import type { StaffCaller } from '../platform/http/caller';
import { Ids } from '../platform/ids/ids';
import { ServiceCatalogue } from '../services/service-catalogue';
import { PlaceScope } from '../sites/place-scope.queries';
import { maySeePeople } from '../staff/staff.policy';
import { BookedQueries } from './booked.queries';
import { CampaignsStore, type CampaignRow } from './campaigns.store';
import { SeasonQueries } from './season.queries';

const CAMPAIGN_ID = 'campaign';
const NEEDS: Record<CampaignAct, 'campaigns:write' | 'campaigns:approve' | 'campaigns:release'> = {
  change: 'campaigns:write',
  requestApproval: 'campaigns:write',
  approve: 'campaigns:approve',
  refuse: 'campaigns:approve',
  release: 'campaigns:release',
  pause: 'campaigns:write',
  resume: 'campaigns:release',
  slow: 'campaigns:write',
  stop: 'campaigns:write',
};

export const needsApproval = (people: number): boolean => people > FOUR_EYES_ABOVE;

/** Campaigns as staff see them; those of Places that are not the caller's are not there. */
@Injectable()
export class ShowCampaign {
  constructor(
    private readonly store: CampaignsStore,
    private readonly booked: BookedQueries,
    private readonly services: ServiceCatalogue,
    private readonly places: PlaceScope,
    private readonly seasons: SeasonQueries,
    private readonly ids: Ids,
    private readonly clock: Clock,
    @Inject(CONFIG) readonly config: Config,
  ) {}

  async list(caller: StaffCaller): Promise<Campaign[]> {
    const own = await this.own(caller);
    const rows = (await this.store.all()).filter((row) => isWithin(row, own));
    return Promise.all(rows.map((row) => this.shown(row, caller)));
  }

  /** Throws `not_found` for one that is not there, or that reaches beyond the caller's Places. */
  async find(opaque: string, caller: StaffCaller): Promise<CampaignRow> {
    const id = this.ids.plain(CAMPAIGN_ID, opaque);
    const row = id === null ? undefined : await this.store.find(id);
    if (!row || !isWithin(row, await this.own(caller))) throw new AppError('not_found');
    return row;
  }

  /** What it says and does, as it is approved. */
  terms(row: CampaignRow): Omit<NonNullable<Campaign['lastApproved']>, 'at' | 'by'> {
    const { name, mode, perDay, hours, startsOn, endsOn, expectedPercent, withinKm, secondAfterDays, words } = row;
    const service = this.services.get(row.serviceId);
    return {
      name,
      service: { id: service.slug, name: service.name },
      cohort: { id: this.ids.opaque(COHORT_ID, row.cohortId), name: row.cohort, version: row.cohortVersion },
      startsOn,
      endsOn,
      mode,
      perDay,
      hours,
      expectedPercent,
      withinKm,
      secondAfterDays,
      words,
    };
  }

  async shown(row: CampaignRow, caller: StaffCaller): Promise<Campaign> {
    const booked = (await this.booked.byAudience()).get(row.audienceId) ?? 0;
    return {
      ...this.terms(row),
      id: this.ids.opaque(CAMPAIGN_ID, row.id),
      state: row.state,
      author: row.author,
      approvedBy: row.approver,
      releasedBy: row.releaser,
      lastApproved: row.lastApproved,
      may: campaignActs.filter(
        (act) =>
          (caller.sites.has(NEEDS[act]) || caller.region.has(NEEDS[act])) &&
          decideCampaignAct(act, row, caller.userId).ok,
      ),
      invited: maySeePeople(caller) ? row.invited : told(row.invited),
      booked: maySeePeople(caller) ? booked : told(booked),
      hasInvited: row.invited > 0,
      leavesFrom: this.leavesFrom(row),
      shortOf: row.shortOf.map((outcode) => outcode || '?'),
      budget: row.budget,
    };
  }

  private leavesFrom({ startsOn, hours }: CampaignRow): string | null {
    const { TIME_ZONE: zone } = this.config;
    const now = this.clock.now();
    const begins = startOfLocalDay(startsOn, zone);
    const from = opensAt(begins > now ? begins : now, hours, { zone, holidays: holidaysOf(this.config) });
    return from > now ? instantText(from, zone) : null;
  }

  /** The campaign to compare it with, of those the caller may see. */
  async before(row: CampaignRow, caller: StaffCaller): Promise<CampaignProgress['before']> {
    const before = await this.seasons.before(row, [...(await this.own(caller))]);
    if (!before) return null;
    return { campaignId: this.ids.opaque(CAMPAIGN_ID, before.id), name: before.name, startsOn: before.startsOn };
  }

  private async own(caller: StaffCaller): Promise<Set<number>> {
    return new Set((await this.places.of(caller, 'campaigns:read')).map(({ id }) => id));
  }
}

const isWithin = ({ placeIds }: CampaignRow, own: ReadonlySet<number>): boolean => placeIds.every((id) => own.has(id));
