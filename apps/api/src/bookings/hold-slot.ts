import { Inject, Injectable } from '@nestjs/common';
import type { BodyOf, Hold, holdSlot } from '@fairslot/contract';
import { candidateOrder, HOLD_RULES, instantText } from '@fairslot/domain';
import { FindAlternatives } from '../clinics/find-alternatives';
import { SlotBoard } from '../clinics/slot-board';
import { SlotsStore } from '../clinics/slots.store';
import { CONFIG, type Config } from '../platform/config/config';
import { refusedBy, sqlState } from '../platform/database/database';
import { AppError } from '../platform/http/app-error';
import type { Parsed } from '../platform/http/serve';
import { Ids } from '../platform/ids/ids';
import { JudgeEligibility } from '../services/judge-eligibility';
import { ServiceCatalogue } from '../services/service-catalogue';
import type { ServiceRow } from '../services/service.entity';
import type { Site } from '../sites/site.entity';
import { SiteDirectory } from '../sites/site-directory';
import { BookingTokens } from './booking-tokens';
import { type Claimed, type HeldRow, HoldsStore } from './holds.store';

type Request = Parsed<typeof holdSlot>;
type Attendee = BodyOf<typeof holdSlot>['attendees'][number];

interface Wanted {
  site: Site;
  service: ServiceRow;
  startsAt: Date;
  attendee: Attendee;
}

type NewHold = Claimed & { seed: string };
type ShownHold = NewHold & Pick<HeldRow, 'siteId' | 'serviceId' | 'startsAt'>;

const UNIQUE_VIOLATION = '23505';

/** Takes a place for ten minutes: candidate by candidate, each by one guarded statement. */
@Injectable()
export class HoldSlot {
  constructor(
    private readonly store: HoldsStore,
    private readonly slots: SlotsStore,
    private readonly board: SlotBoard,
    private readonly tokens: BookingTokens,
    private readonly ids: Ids,
    private readonly directory: SiteDirectory,
    private readonly services: ServiceCatalogue,
    private readonly eligibility: JudgeEligibility,
    private readonly alternatives: FindAlternatives,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  async run(request: Request): Promise<Hold> {
    const wanted = this.facts(request.body);
    const { service, startsAt, attendee } = wanted;
    this.services.demandOpen(service);
    this.eligibility.demand(service, attendee.dateOfBirth, attendee.answers ?? {}, startsAt, true);
    const claimed = (await this.claimFromMemory(request, wanted)) ?? (await this.claimFromDatabase(request, wanted));
    if (claimed) return this.shown([{ ...claimed, siteId: wanted.site.id, serviceId: service.id, startsAt }]);
    const replayed = await this.replay(request);
    if (replayed) return replayed;
    throw new AppError('time_gone', { alternatives: await this.alternatives.run(wanted.site, service, startsAt) });
  }

  private facts(body: Request['body']): Wanted {
    const attendee = body.attendees[0] as Attendee;
    const site = this.directory.find(body.siteId);
    if (site?.status !== 'open') throw new AppError('not_found');
    const service = this.services.find(attendee.serviceId);
    if (!service)
      throw new AppError('invalid', { errors: [{ path: 'attendees.0.serviceId', code: 'unknown_service' }] });
    return { site, service, startsAt: new Date(body.start), attendee };
  }

  private claimFromMemory(
    request: Request,
    { site, service, startsAt, attendee }: Wanted,
  ): Promise<NewHold | undefined> {
    const known = this.board.candidates(site.id, service.id, startsAt.getTime(), request.body.lengthMinutes);
    return this.claimOneOf(request, known, service, attendee);
  }

  /** Asked only when memory had nothing: a clinic opened in the last instant, or places that only lapsed holds still take. */
  private async claimFromDatabase(
    request: Request,
    { site, service, startsAt, attendee }: Wanted,
  ): Promise<NewHold | undefined> {
    const minutes = request.body.lengthMinutes;
    const offered = await this.slots.candidates(site.id, startsAt, service.id);
    await this.store.expireIn(offered.map(({ id }) => id));
    const rows = await this.slots.candidates(site.id, startsAt, service.id);
    const free = rows.filter(
      (row) => row.taken + row.reserved < row.capacity && (minutes === undefined || row.minutes === minutes),
    );
    return this.claimOneOf(request, free, service, attendee);
  }

  private async claimOneOf(
    request: Request,
    candidates: readonly { id: number; serviceIds: readonly number[] }[],
    service: ServiceRow,
    attendee: Attendee,
  ): Promise<NewHold | undefined> {
    for (const slot of candidateOrder(candidates)) {
      const held = await this.claim(request, slot.id, service, attendee);
      if (held) return held;
    }
    return undefined;
  }

  /**
   * One journey keeps one hold: the one before is freed only once a place was there for the new one. In the instant between,
   * somebody else may still take that place.
   */
  private async claim(
    request: Request,
    slotId: number,
    service: ServiceRow,
    attendee: Attendee,
    again = false,
  ): Promise<NewHold | undefined> {
    const { journeyId } = request.body;
    const seed = this.ids.rowKey();
    const journeyHash = journeyId ? this.ids.hash(journeyId) : null;
    try {
      const held = await this.store.claim({
        slotId,
        serviceId: service.id,
        seed,
        tokenHash: this.tokens.hash(this.tokens.ofHold(seed)),
        journeyHash,
        minutes: HOLD_RULES.online.minutes,
        ruleVersion: service.ruleVersion,
        answers: attendee.answers ?? {},
        key: request.idempotencyKey,
        requestHash: request.requestHash,
      });
      return held && { ...held, seed };
    } catch (error) {
      if (sqlState(error) !== UNIQUE_VIOLATION) throw error;
      if (refusedBy(error) === 'idempotency_pkey') return undefined;
      if (refusedBy(error) !== 'booking_one_hold_per_journey' || !journeyHash) throw error;
      // Another tab of the same journey was faster, twice: let it finish.
      if (again) throw new AppError('in_progress', { retryAfter: 1 });
      await this.store.releaseJourney(journeyHash);
      return this.claim(request, slotId, service, attendee, true);
    }
  }

  private async replay({ idempotencyKey, requestHash, reply }: Request): Promise<Hold | null> {
    const remembered = await this.store.remembered(idempotencyKey);
    if (!remembered) return null;
    if (!remembered.requestHash.equals(requestHash)) throw new AppError('idempotency_key_reused');
    void reply.header('idempotent-replayed', 'true');
    return this.shown(await this.store.party(remembered.partyId, null));
  }

  private shown(rows: ShownHold[]): Hold {
    const [first] = rows as [ShownHold];
    return {
      holdId: this.tokens.holdId(first.partyId),
      token: this.tokens.ofHold(first.seed),
      expiresAt: instantText(first.holdExpiresAt, this.config.TIME_ZONE),
      times: rows.map((row) => ({
        serviceId: this.services.get(row.serviceId).slug,
        siteId: this.directory.get(row.siteId).slug,
        start: instantText(row.startsAt, this.config.TIME_ZONE),
        lengthMinutes: row.minutes,
      })),
    };
  }
}
