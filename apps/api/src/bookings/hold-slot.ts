import { Injectable } from '@nestjs/common';
import type { BodyOf, Hold, holdSlot } from '@fairslot/contract';
import { candidateOrder, HOLD_RULES } from '@fairslot/domain';
import { FindAlternatives } from '../clinics/find-alternatives';
import { SlotBoard } from '../clinics/slot-board';
import { refusedBy, sqlState } from '../platform/database/database';
import { AppError } from '../platform/http/app-error';
import type { Parsed } from '../platform/http/serve';
import { Ids } from '../platform/ids/ids';
import { BookingTokens } from './booking-tokens';
import { BoundHolds } from './bound-holds';
import { FreeHolds } from './free-holds';
import { type Claimed, type HoldTerms, HoldsStore, type NetworkBound } from './holds.store';
import { PlanHold, type PlannedHold, type PlannedRow } from './plan-hold';
import { ReplayHold } from './replay-hold';
import { SeatHold } from './seat-hold';
import { ShowHold, type ShownRow, wishOf } from './show-hold';

/** `journey`: its hash, for whoever may not know its id. */
type Request = Parsed<typeof holdSlot> & { journey?: Buffer };

const UNIQUE_VIOLATION = '23505';

/**
 * Takes places for ten minutes. One person: candidate by candidate, each by one guarded statement; only when every one
 * of them answered zero, and for parties always, by the augmenting path.
 */
@Injectable()
export class HoldSlot {
  constructor(
    private readonly plan: PlanHold,
    private readonly bounds: BoundHolds,
    private readonly store: HoldsStore,
    private readonly seatHold: SeatHold,
    private readonly freeHolds: FreeHolds,
    private readonly board: SlotBoard,
    private readonly tokens: BookingTokens,
    private readonly ids: Ids,
    private readonly show: ShowHold,
    private readonly replay: ReplayHold,
    private readonly alternatives: FindAlternatives,
  ) {}

  async run(request: Request): Promise<Hold> {
    const plan = await this.replay.insteadOfRefusal(request, () => this.plan.run(request.body));
    if ('holdId' in plan) return plan;
    const ip = plan.invitationId === null ? request.http.ip : null;
    return this.bounds.within(ip, async (network) => {
      const held = await this.hold(request, plan, network);
      if (held) return this.show.run(held);
      const replayed = await this.replay.find(request);
      if (replayed) return replayed;
      await this.bounds.demand(network);
      throw new AppError('time_gone', {
        alternatives: await this.alternatives.run(plan.site, wishOf(plan), plan.startsAt),
      });
    });
  }

  /** The rows of the hold, or undefined when there is no place. */
  private async hold(
    request: Request,
    plan: PlannedHold,
    network: NetworkBound | null,
  ): Promise<ShownRow[] | undefined> {
    const terms = this.terms(request, plan, network);
    const [only] = plan.rows as [PlannedRow];
    const isOnePlace = plan.rows.length === 1 && !only.wish.moreTime;
    const held = isOnePlace ? await this.claimOneOf(request.body, only, terms) : undefined;
    if (held) return [{ ...shownRow(plan, only), ...held, seed: terms.seed }];
    if (await this.store.remembered(terms.key)) return undefined;
    const partyId = await this.seatHold.run(plan, terms, request.requestId);
    return partyId === undefined ? undefined : this.store.party(partyId, null);
  }

  private terms(request: Request, plan: PlannedHold, network: NetworkBound | null): HoldTerms {
    const { journeyId } = request.body;
    const journeyHash = request.journey ?? (journeyId ? this.ids.hash(journeyId) : null);
    const seed = this.ids.rowKey();
    return {
      seed,
      tokenHash: this.tokens.hash(this.tokens.ofHold(seed)),
      journeyHash,
      minutes: HOLD_RULES.online.minutes,
      invitationId: plan.invitationId,
      network,
      key: request.idempotencyKey,
      requestHash: request.requestHash,
    };
  }

  private async claimOneOf(
    body: BodyOf<typeof holdSlot>,
    row: PlannedRow,
    terms: HoldTerms,
  ): Promise<Claimed | undefined> {
    const { siteId, audienceId = null, options } = row.wish;
    const startsAt = new Date(body.start).getTime();
    const candidates = this.board.candidates(siteId, row.service.id, startsAt, body.lengthMinutes, audienceId, options);
    for (const slot of candidateOrder(candidates)) {
      const held = await this.claim(slot.id, row, terms);
      if (held) return held;
    }
    return undefined;
  }

  /**
   * One journey keeps one hold: the one before is freed only once a place was there for the new one. In the instant between,
   * somebody else may still take that place.
   */
  private async claim(slotId: number, row: PlannedRow, terms: HoldTerms, again = false): Promise<Claimed | undefined> {
    const { service, dose, answers, wish } = row;
    try {
      return await this.store.claim({
        ...terms,
        slotId,
        serviceId: service.id,
        audienceId: wish.audienceId ?? null,
        options: wish.options ?? [],
        dose,
        ruleVersion: service.ruleVersion,
        answers,
      });
    } catch (error) {
      if (sqlState(error) !== UNIQUE_VIOLATION) throw error;
      if (refusedBy(error) === 'idempotency_pkey') return undefined;
      if (refusedBy(error) !== 'booking_one_hold_per_journey' || !terms.journeyHash) throw error;
      // Another tab of the same journey was faster, twice: let it finish.
      if (again) throw new AppError('in_progress', { retryAfter: 1 });
      await this.freeHolds.ofJourney(terms.journeyHash, terms.key);
      return this.claim(slotId, row, terms, true);
    }
  }
}

/** What is shown of a row that was claimed by itself. */
function shownRow({ startsAt }: PlannedHold, { attendee, dose, site, service, wish }: PlannedRow) {
  const { options = [] } = wish;
  return { bookingId: 0, attendee, dose, continues: null, siteId: site.id, serviceId: service.id, startsAt, options };
}
