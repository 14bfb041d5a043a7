import { Inject, Injectable } from '@nestjs/common';
import { HOLD_RULES, instantText } from '@fairslot/domain';
import { FindAlternatives } from '../clinics/find-alternatives';
import { CONFIG, type Config } from '../platform/config/config';
import { AppError } from '../platform/http/app-error';
import { SiteDirectory } from '../sites/site-directory';
import { BookingTokens } from './booking-tokens';
import { FreeHolds } from './free-holds';
import { type HeldRow, HoldsStore } from './holds.store';
import { ShowHold } from './show-hold';

/** Renewing and giving back a hold. */
@Injectable()
export class KeepHold {
  constructor(
    private readonly store: HoldsStore,
    private readonly tokens: BookingTokens,
    private readonly freeHolds: FreeHolds,
    private readonly show: ShowHold,
    private readonly directory: SiteDirectory,
    private readonly alternatives: FindAlternatives,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  async renew(holdId: string, token: string): Promise<{ expiresAt: string }> {
    const partyId = this.tokens.partyId(holdId);
    const { minutes, maxMinutes } = HOLD_RULES.online;
    const expiresAt = await this.store.renew(partyId, this.tokens.hash(token), minutes, maxMinutes);
    if (expiresAt) return { expiresAt: instantText(expiresAt, this.config.TIME_ZONE) };
    throw await this.expired(await this.rows(holdId, token));
  }

  async release(holdId: string, token: string): Promise<void> {
    const [first] = (await this.rows(holdId, token)) as [HeldRow];
    if (first.status !== 'held' && first.status !== 'expired') throw new AppError('wrong_state');
    await this.freeHolds.release(first.partyId);
  }

  /** The bookings of a hold; not_found when id and token do not belong together. */
  async rows(holdId: string, token: string): Promise<HeldRow[]> {
    const rows = await this.store.party(this.tokens.partyId(holdId), this.tokens.hash(token));
    if (rows.length === 0) throw new AppError('not_found');
    return rows;
  }

  /** The answer to a hold that has lapsed, with what else there is. */
  async expired(rows: readonly HeldRow[]): Promise<AppError> {
    const [first] = rows as [HeldRow];
    const site = this.directory.get(first.siteId);
    const alternatives = await this.alternatives.run(site, this.show.wishOfRows(rows), first.startsAt);
    return new AppError('hold_expired', { alternatives });
  }
}
