import { createHash } from 'node:crypto';
import { isDeepStrictEqual } from 'node:util';
import { Inject, Injectable } from '@nestjs/common';
import type {
  Campaign,
  changeCampaign,
  createCampaign,
  FieldErrorCode,
  slowCampaign,
  stopCampaign,
} from '@fairslot/contract';
import { type CampaignAct, canonicalJson, decideCampaignAct, instantText, WIDEST_HOURS } from '@fairslot/domain';
import { CohortsStore } from '../cohorts/cohorts.store';
import { COHORT_ID } from '../cohorts/save-cohort';
import { Clock } from '../platform/clock/clock';
import { CONFIG, type Config } from '../platform/config/config';
import { Database, type Tx } from '../platform/database/database';
import { AppError } from '../platform/http/app-error';
import type { StaffCaller } from '../platform/http/caller';
import type { Parsed } from '../platform/http/serve';
import { Ids } from '../platform/ids/ids';
import { ServiceCatalogue } from '../services/service-catalogue';
import { PlaceScope } from '../sites/place-scope.queries';
import { AuditStore, staffActor } from '../staff/audit.store';
import { type CampaignRow, CampaignsStore, type CampaignTerms } from './campaigns.store';
import { needsApproval, ShowCampaign } from './show-campaign';
import { PlanCampaign } from './plan-campaign';
import { SpokenQueries } from './spoken.queries';
import { WriteWords } from './write-words';

type On = { params: { campaignId: string }; caller: StaffCaller; requestId: string };

/** Writes a campaign and carries it from hand to hand: author, approver, releaser. */
@Injectable()
export class WriteCampaign {
  constructor(
    private readonly database: Database,
    private readonly store: CampaignsStore,
    private readonly cohorts: CohortsStore,
    private readonly services: ServiceCatalogue,
    private readonly places: PlaceScope,
    private readonly show: ShowCampaign,
    private readonly plan: PlanCampaign,
    private readonly writing: WriteWords,
    private readonly spoken: SpokenQueries,
    private readonly audit: AuditStore,
    private readonly ids: Ids,
    private readonly clock: Clock,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  async create({ body, caller, requestId }: Parsed<typeof createCampaign, StaffCaller>): Promise<Campaign> {
    const terms = await this.terms(body);
    const placeIds = await this.placeIds(caller);
    const id = await this.database.tx(async (tx) => {
      const campaignId = await this.store.create(tx, terms, placeIds, caller.userId);
      await this.note(tx, caller, requestId, 'campaign.created', { campaignId });
      return campaignId;
    });
    return this.show.shown((await this.store.find(id)) as CampaignRow, caller);
  }

  async change({ params, body, caller, requestId }: Parsed<typeof changeCampaign, StaffCaller>): Promise<Campaign> {
    return this.on({ params, caller, requestId }, 'change', async (tx, row) => {
      const kept = {
        ...row,
        serviceId: this.services.get(row.serviceId).slug,
        cohortId: this.ids.opaque(COHORT_ID, row.cohortId),
      };
      const terms = await this.terms({ ...kept, ...body });
      if (row.invited > 0 && terms.serviceId !== row.serviceId) throw refused('serviceId', 'service_stays');
      await this.store.change(tx, row.id, terms, row.placeIds);
      await this.store.addWriter(tx, row.id, caller.userId);
    });
  }

  async requestApproval(on: On): Promise<Campaign> {
    const seen = await this.show.find(on.params.campaignId, on.caller);
    if ((await this.spoken.missingWords(seen)).length > 0) throw refused('words', 'words_missing');
    return this.on(on, 'requestApproval', async (tx, row) => {
      await this.store.setState(tx, row.id, 'awaiting_approval');
      await this.store.addWriter(tx, row.id, on.caller.userId);
    });
  }

  /** Approval is bound to what the approver saw: content, rules of the audience, and the most that may leave in a day. */
  approve(on: On): Promise<Campaign> {
    const at = instantText(this.clock.now(), this.config.TIME_ZONE);
    return this.on(on, 'approve', (tx, row) =>
      this.store.approve(tx, row.id, on.caller.userId, {
        hash: contentHash(row),
        terms: { ...this.show.terms(row), at, by: on.caller.name },
      }),
    );
  }

  refuse(on: On): Promise<Campaign> {
    return this.on(on, 'refuse', (tx, row) => this.store.setState(tx, row.id, 'draft'));
  }

  /** Few people need no second pair of eyes: then a draft is released as it is. */
  async release(on: On): Promise<Campaign> {
    const seen = await this.show.find(on.params.campaignId, on.caller);
    const isSmall = seen.state === 'draft' && !needsApproval(seen.invited + (await this.plan.toInvite(seen)));
    return this.on(
      on,
      'release',
      async (tx, row) => {
        if (row.approvedHash && !contentHash(row).equals(row.approvedHash)) throw new AppError('wrong_state');
        await this.store.release(tx, row.id, on.caller.userId);
      },
      isSmall ? { from: 'draft' } : {},
    );
  }

  pause(on: On): Promise<Campaign> {
    return this.on(on, 'pause', (tx, row) => this.store.setState(tx, row.id, 'paused'));
  }

  resume(on: On): Promise<Campaign> {
    return this.on(on, 'resume', (tx, row) => this.store.release(tx, row.id, on.caller.userId));
  }

  slow({ body, ...on }: Parsed<typeof slowCampaign, StaffCaller>): Promise<Campaign> {
    return this.on(on, 'slow', async (tx, row) => {
      if (body.perDay > (row.approvedPerDay ?? row.perDay)) throw refused('perDay', 'invalid');
      await this.store.slow(tx, row.id, body.perDay);
    });
  }

  stop({ body, ...on }: Parsed<typeof stopCampaign, StaffCaller>): Promise<Campaign> {
    return this.on(on, 'stop', async (tx, row) => {
      if (body.name.trim() !== row.name) throw refused('name', 'invalid');
      await this.store.setState(tx, row.id, 'stopped');
    });
  }

  private async on(
    { params, caller, requestId }: On,
    act: CampaignAct,
    write: (tx: Tx, row: CampaignRow) => Promise<void>,
    { from }: { from?: 'draft' } = {},
  ): Promise<Campaign> {
    const { id } = await this.show.find(params.campaignId, caller);
    await this.database.tx(async (tx) => {
      const row = (await this.store.lock(tx, id)) as CampaignRow;
      const decision = decideCampaignAct(act, from === row.state ? { ...row, state: 'approved' } : row, caller.userId);
      if (!decision.ok) throw new AppError(decision.reason);
      await write(tx, row);
      await this.note(tx, caller, requestId, `campaign.${PAST[act]}`, { campaignId: id });
    });
    return this.show.shown((await this.store.find(id)) as CampaignRow, caller);
  }

  private async terms(body: Parsed<typeof createCampaign>['body']): Promise<CampaignTerms> {
    const service = this.services.find(body.serviceId);
    if (!service) throw refused('serviceId', 'unknown_service');
    const cohortId = this.ids.plain(COHORT_ID, body.cohortId);
    const cohort = cohortId === null ? undefined : await this.cohorts.find(cohortId);
    const version = body.cohortVersion ?? cohort?.versions[0]?.version;
    if (!cohort || !cohort.versions.some((one) => one.version === version)) throw refused('cohortId', 'unknown_cohort');
    if (body.startsOn > body.endsOn) throw refused('endsOn', 'range_order');
    const { name, startsOn, endsOn, mode, perDay, hours, expectedPercent, withinKm, secondAfterDays, words } = body;
    this.writing.demandGood(words);
    const terms = { name, startsOn, endsOn, mode, perDay, hours, expectedPercent, withinKm, secondAfterDays, words };
    return { ...terms, serviceId: service.id, cohortId: cohort.id, cohortVersion: version as number };
  }

  private async placeIds(caller: StaffCaller): Promise<number[]> {
    const places = await this.places.of(caller, 'campaigns:write');
    if (places.length === 0) throw new AppError('not_found');
    return places.map(({ id }) => id);
  }

  private note(
    tx: Tx,
    caller: StaffCaller,
    requestId: string,
    action: string,
    details: Record<string, unknown>,
  ): Promise<void> {
    return this.audit.note(tx, { actor: staffActor(caller.userId), action, siteId: null, requestId, details });
  }
}

const PAST: Record<CampaignAct, string> = {
  change: 'changed',
  requestApproval: 'approval_requested',
  approve: 'approved',
  refuse: 'refused',
  release: 'released',
  pause: 'paused',
  resume: 'resumed',
  slow: 'slowed',
  stop: 'stopped',
};

function refused(path: string, code: FieldErrorCode): AppError {
  return new AppError('invalid', { errors: [{ path, code }] });
}

function contentHash(row: CampaignRow): Buffer {
  const { name, serviceId, rules, placeIds, startsOn, endsOn, mode, expectedPercent, withinKm } = row;
  const { hours, secondAfterDays, words } = row;
  const content = {
    name,
    serviceId,
    rules,
    placeIds,
    startsOn,
    endsOn,
    mode,
    expectedPercent,
    withinKm,
    secondAfterDays,
    words,
    // Approved before hours could be chosen was the widest.
    ...(isDeepStrictEqual(hours, WIDEST_HOURS) ? {} : { hours }),
  };
  return createHash('sha256').update(canonicalJson(content)).digest();
}
