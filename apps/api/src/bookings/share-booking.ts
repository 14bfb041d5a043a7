import { Inject, Injectable } from '@nestjs/common';
import type { HelpedBooking, ManagedBooking, shareBooking } from '@fairslot/contract';
import { instantText, normaliseCrockford } from '@fairslot/domain';
import { CONFIG, type Config } from '../platform/config/config';
import { AppError } from '../platform/http/app-error';
import type { ResidentCaller } from '../platform/http/caller';
import type { Parsed } from '../platform/http/serve';
import { publicSite, SiteDirectory } from '../sites/site-directory';
import { BookingTokens } from './booking-tokens';
import { HelperLinksStore } from './helper-links.store';
import { ManagedBookings } from './managed-booking';

/** A link for somebody who helps: it shows when and where until the appointment ends, changes nothing, and can be ended. */
@Injectable()
export class ShareBooking {
  constructor(
    private readonly store: HelperLinksStore,
    private readonly managed: ManagedBookings,
    private readonly directory: SiteDirectory,
    private readonly tokens: BookingTokens,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  async run({ caller, params, body, requestId }: Parsed<typeof shareBooking, ResidentCaller>): Promise<ManagedBooking> {
    const { id, helperTokenVersion } = await this.managed.own(caller, params.reference);
    if (!body.shared) await this.store.end(id, requestId);
    else if (helperTokenVersion === null) await this.make(id, requestId);
    const shown = await this.managed.show(caller, params.reference);
    if (body.shared && shown.helperUrl === undefined) throw new AppError('wrong_state');
    return shown;
  }

  private async make(id: number, requestId: string): Promise<void> {
    const version = await this.store.next(id);
    if (version === undefined) return;
    await this.store.make(id, version, this.tokens.hash(this.tokens.ofHelper(id, version)), requestId);
  }

  async open(token: string): Promise<HelpedBooking> {
    const row = await this.store.open(this.tokens.hash(normaliseCrockford(token)));
    if (!row) throw new AppError('look_up_failed');
    return {
      status: row.status === 'cancelled' ? 'cancelled' : 'booked',
      start: instantText(row.startsAt, this.config.TIME_ZONE),
      lengthMinutes: row.minutes,
      site: publicSite(this.directory.get(row.siteId)),
    };
  }
}
