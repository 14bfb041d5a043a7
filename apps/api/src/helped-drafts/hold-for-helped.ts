import { Injectable } from '@nestjs/common';
import {
  draftHoldOf,
  holdRequestOf,
  holdSlot,
  type HelpedDraft,
  type holdForHelped,
  type Hold,
  type JourneyDraft,
} from '@fairslot/contract';
import { BookingTokens } from '../bookings/booking-tokens';
import { FreeHolds } from '../bookings/free-holds';
import { HoldSlot } from '../bookings/hold-slot';
import type { JourneyRow } from '../journeys/journeys.store';
import { KeepJourney } from '../journeys/keep-journey';
import { AppError } from '../platform/http/app-error';
import type { Parsed } from '../platform/http/serve';
import { OpenDraft } from './open-draft';
import { ShowDraft } from './show-draft';

/** Why a time cannot be had for these people can tell their age, answers or bookings; a helper hears only that it cannot. */
const ABOUT_THE_PERSON = ['not_eligible', 'needs_information', 'look_up_failed', 'invalid'] as const;

/** Holds a time for the people of a draft, as they would themselves, in place of the one they held. */
@Injectable()
export class HoldForHelped {
  constructor(
    private readonly drafts: OpenDraft,
    private readonly show: ShowDraft,
    private readonly hold: HoldSlot,
    private readonly freeHolds: FreeHolds,
    private readonly tokens: BookingTokens,
    private readonly journeys: KeepJourney,
  ) {}

  async run(request: Parsed<typeof holdForHelped>): Promise<HelpedDraft> {
    const opened = await this.drafts.run(request.params.token);
    const held = await this.held(request, opened.draft, opened.row.idHash);
    const row = await this.remember(request, opened.row.idHash, held);
    return this.show.run({ ...opened, row, draft: this.journeys.open(row) });
  }

  private async held(request: Parsed<typeof holdForHelped>, draft: JourneyDraft, journey: Buffer): Promise<Hold> {
    const body = holdSlot.body.safeParse(holdRequestOf(draft, request.body));
    if (!body.success) throw new AppError('wrong_state');
    try {
      return await this.hold.run({ ...request, params: {}, query: {}, body: body.data, journey });
    } catch (error) {
      if (error instanceof AppError && ABOUT_THE_PERSON.some((code) => code === error.code))
        throw new AppError('wrong_state');
      throw error;
    }
  }

  /** Whoever booked or ended the link while the time was taken does not use it: its place goes back at once. */
  private async remember(request: Parsed<typeof holdForHelped>, idHash: Buffer, held: Hold): Promise<JourneyRow> {
    try {
      return await this.journeys.change(idHash, { hold: draftHoldOf(held, request.body) }, mayHelp);
    } catch (error) {
      if (!(error instanceof AppError)) throw error;
      await this.freeHolds.release(this.tokens.partyId(held.holdId), request.requestId);
      throw new AppError('look_up_failed');
    }
  }
}

const mayHelp = ({ linkWorks }: JourneyRow, { booked }: JourneyDraft): boolean => linkWorks && !booked;
