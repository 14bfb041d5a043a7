import { Inject, Injectable } from '@nestjs/common';
import { confirmBooking, confirmRequestOf, type DraftLink, type shareDraft } from '@fairslot/contract';
import { instantText } from '@fairslot/domain';
import { BookingTokens } from '../bookings/booking-tokens';
import { type JourneyRow, JourneysStore } from '../journeys/journeys.store';
import { KeepJourney } from '../journeys/keep-journey';
import { CONFIG, type Config } from '../platform/config/config';
import { AppError } from '../platform/http/app-error';
import type { Parsed } from '../platform/http/serve';

/** Stands for the hold that the helper will make. */
const SOME_HOLD = { holdId: 'x'.repeat(20), token: 'x'.repeat(20) };

/** A link with which somebody else chooses the time of a draft and books it: 24 hours, one a draft, ended by its owner or the booking. */
@Injectable()
export class ShareDraft {
  constructor(
    private readonly store: JourneysStore,
    private readonly journeys: KeepJourney,
    private readonly tokens: BookingTokens,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  async read(journeyId: string): Promise<DraftLink> {
    return this.shown(await this.journeys.rowOf(journeyId));
  }

  async run({ params, body, requestId }: Parsed<typeof shareDraft>): Promise<DraftLink> {
    const row = await this.journeys.rowOf(params.journeyId);
    if (body.shared) await this.make(row, requestId);
    else await this.store.endLink(row.id, requestId);
    return this.read(params.journeyId);
  }

  private async make(row: JourneyRow, requestId: string): Promise<void> {
    this.demandComplete(row);
    const version = await this.store.nextLink(row.id);
    if (version === undefined) return;
    const tokenHash = this.tokens.hash(this.tokens.ofDraft(row.id, version));
    await this.store.makeLink(row.id, version, tokenHash, requestId);
  }

  /** Whoever helps is asked nothing about the person, and the person hears of the booking: so all of that must be there. */
  private demandComplete(row: JourneyRow): void {
    const draft = this.journeys.open(row);
    const { contact = {}, where, serviceId } = draft;
    const isReached = Boolean(contact.mobile ?? contact.email ?? contact.asInvited);
    const request = confirmBooking.body.safeParse(confirmRequestOf(draft, SOME_HOLD, draft.language ?? 'en'));
    if (draft.booked || !serviceId || !where || !isReached || !request.success) throw new AppError('wrong_state');
  }

  private shown({ id, linkVersion, linkUntil, linkWorks }: JourneyRow): DraftLink {
    if (!linkWorks || linkVersion === null || linkUntil === null) return {};
    return {
      url: `${this.config.PUBLIC_URL}/assist/${this.tokens.ofDraft(id, linkVersion)}`,
      until: instantText(linkUntil, this.config.TIME_ZONE),
    };
  }
}
