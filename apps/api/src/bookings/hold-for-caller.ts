import { Inject, Injectable } from '@nestjs/common';
import type { Hold, holdForCaller, renewForCaller } from '@fairslot/contract';
import { HOLD_RULES, instantText } from '@fairslot/domain';
import { FindAlternatives } from '../clinics/find-alternatives';
import { CONFIG, type Config } from '../platform/config/config';
import { refusedBy, sqlState } from '../platform/database/database';
import { AppError } from '../platform/http/app-error';
import type { StaffCaller } from '../platform/http/caller';
import type { Parsed } from '../platform/http/serve';
import { Ids } from '../platform/ids/ids';
import { SiteDirectory } from '../sites/site-directory';
import { siteInScope } from '../staff/staff.policy';
import { BookingTokens } from './booking-tokens';
import { type HoldTerms, HoldsStore } from './holds.store';
import { KeepHold } from './keep-hold';
import { PlanHold, type PlannedHold, type PlannedRow } from './plan-hold';
import { ReplayHold } from './replay-hold';
import { SeatHold } from './seat-hold';
import { ShowHold, type ShownRow, wishOf } from './show-hold';
import { StaffHoldsStore } from './staff-holds.store';

type Request = Parsed<typeof holdForCaller, StaffCaller>;

/** Holds a time while somebody is on the phone: longer than a resident's hold, and from the share kept back for it. */
@Injectable()
export class HoldForCaller {
  constructor(
    private readonly plan: PlanHold,
    private readonly holds: HoldsStore,
    private readonly store: StaffHoldsStore,
    private readonly seatHold: SeatHold,
    private readonly keepHold: KeepHold,
    private readonly tokens: BookingTokens,
    private readonly ids: Ids,
    private readonly show: ShowHold,
    private readonly replay: ReplayHold,
    private readonly directory: SiteDirectory,
    private readonly alternatives: FindAlternatives,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  async run(request: Request): Promise<Hold> {
    const plan = await this.replay.insteadOfRefusal(request, () => this.planInScope(request));
    if ('holdId' in plan) return plan;
    const held = await this.hold(request, plan);
    if (held) return this.show.run(held);
    const replayed = await this.replay.find(request);
    if (replayed) return replayed;
    throw new AppError('time_gone', {
      alternatives: await this.alternatives.run(plan.site, wishOf(plan), plan.startsAt),
    });
  }

  private async planInScope({ body, caller }: Request): Promise<PlannedHold> {
    siteInScope(caller, 'bookings:make', this.directory.find(body.siteId)?.id);
    const plan = await this.plan.run(body);
    for (const { site } of plan.rows) siteInScope(caller, 'bookings:make', site.id);
    return plan;
  }

  async renew({ params, body }: Parsed<typeof renewForCaller, StaffCaller>): Promise<{ expiresAt: string }> {
    const { minutes, maxMinutes } = HOLD_RULES.phone;
    const partyId = this.tokens.partyId(params.holdId);
    const expiresAt = await this.holds.renew(partyId, this.tokens.hash(body.token), minutes, maxMinutes);
    if (expiresAt) return { expiresAt: instantText(expiresAt, this.config.TIME_ZONE) };
    throw await this.keepHold.expired(await this.keepHold.rows(params.holdId, body.token));
  }

  /** One person takes one place, candidate by candidate; a party, or somebody no clinic has room for, is seated. */
  private async hold(request: Request, plan: PlannedHold): Promise<ShownRow[] | undefined> {
    const terms = this.terms(request);
    const [only] = plan.rows as [PlannedRow];
    if (plan.rows.length === 1 && !only.wish.moreTime) {
      const held = await this.claimOneOf(request, plan, only, terms);
      if (held) return held;
    }
    if (await this.holds.remembered(terms.key)) return undefined;
    const partyId = await this.seatHold.run(plan, terms, request.requestId);
    return partyId === undefined ? undefined : this.holds.party(partyId, null);
  }

  private terms({ idempotencyKey, requestHash }: Request): HoldTerms {
    const seed = this.ids.rowKey();
    return {
      seed,
      tokenHash: this.tokens.hash(this.tokens.ofHold(seed)),
      journeyHash: null,
      minutes: HOLD_RULES.phone.minutes,
      invitationId: null,
      network: null,
      key: idempotencyKey,
      requestHash,
    };
  }

  private async claimOneOf(
    { body }: Request,
    { startsAt }: PlannedHold,
    { attendee, site, service, dose, answers, wish }: PlannedRow,
    terms: HoldTerms,
  ): Promise<ShownRow[] | undefined> {
    const { audienceId = null, options = [] } = wish;
    const slots = await this.store.candidates(site.id, startsAt, service.id, audienceId, body.lengthMinutes, options);
    for (const slotId of slots) {
      const claim = {
        ...terms,
        slotId,
        serviceId: service.id,
        audienceId,
        options,
        dose,
        ruleVersion: service.ruleVersion,
        answers,
      };
      const held = await this.store.claim(claim).catch((error: unknown) => {
        if (sqlState(error) === '23505' && refusedBy(error) === 'idempotency_pkey') return undefined;
        throw error;
      });
      if (held) {
        const of = { bookingId: 0, attendee, dose, continues: null, siteId: site.id, serviceId: service.id };
        return [{ ...of, startsAt, options, ...held, seed: terms.seed }];
      }
    }
    return undefined;
  }
}
