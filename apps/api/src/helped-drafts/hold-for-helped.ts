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
import { HoldSlot } from '../bookings/hold-slot';
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
    private readonly journeys: KeepJourney,
  ) {}

  async run(request: Parsed<typeof holdForHelped>): Promise<HelpedDraft> {
    const opened = await this.drafts.run(request.params.token);
    const held = await this.held(request, opened.draft, opened.row.idHash);
    const hold = draftHoldOf(held, request.body);
    const row = await this.journeys.change(opened.row.idHash, { hold });
    return this.show.run({ ...opened, row, draft: this.journeys.open(row) });
  }

  private async held(request: Parsed<typeof holdForHelped>, draft: JourneyDraft, journey: Buffer): Promise<Hold> {
    try {
      const body = holdSlot.body.parse(holdRequestOf(draft, request.body));
      return await this.hold.run({ ...request, params: {}, query: {}, body, journey });
    } catch (error) {
      if (error instanceof AppError && ABOUT_THE_PERSON.some((code) => code === error.code))
        throw new AppError('wrong_state');
      throw error;
    }
  }
}
