import { createHash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import {
  bookedDraftOf,
  type bookForHelped,
  confirmBooking,
  confirmRequestOf,
  type DraftHold,
  type JourneyDraft,
  type ResponseOf,
} from '@fairslot/contract';
import { ConfirmBooking } from '../bookings/confirm-booking';
import { KeepJourney } from '../journeys/keep-journey';
import { AppError } from '../platform/http/app-error';
import type { Parsed } from '../platform/http/serve';
import { OpenDraft } from './open-draft';
import { ShowDraft } from './show-draft';

type Request = Parsed<typeof bookForHelped>;
type Answer = ResponseOf<typeof bookForHelped>;

/** What only the person should hear: that they are booked already, that a fact is missing or wrong, that their phone has too many. */
const ABOUT_THE_PERSON = [
  'already_booked',
  'contact_full',
  'not_eligible',
  'needs_information',
  'invalid',
  'not_found',
];

/** Books the held time with what the person has told. The messages go to them; the helper's link ends with it. */
@Injectable()
export class BookForHelped {
  constructor(
    private readonly drafts: OpenDraft,
    private readonly show: ShowDraft,
    private readonly confirm: ConfirmBooking,
    private readonly journeys: KeepJourney,
  ) {}

  async run(request: Request): Promise<Answer> {
    const replayed = await this.replay(request);
    if (replayed) return replayed;
    const { row, draft } = await this.drafts.run(request.params.token);
    const { hold } = draft;
    const isSeen = hold?.siteId === request.body.siteId && isSameInstant(hold.start, request.body.start);
    const chosen = hold && this.show.chosen(hold);
    if (!isSeen || !hold || !chosen) throw new AppError('wrong_state');
    const booked = await this.book(request, draft, hold);
    await this.journeys.change(row.idHash, { ...bookedDraftOf(draft, booked), helperKey: request.idempotencyKey });
    return chosen;
  }

  /** The link has ended by the press that this one repeats. */
  private async replay({ params, idempotencyKey, reply }: Request): Promise<Answer | undefined> {
    const row = await this.drafts.find(params.token);
    const { booked, helperKey } = row ? this.journeys.open(row) : {};
    if (!booked || helperKey !== idempotencyKey) return undefined;
    void reply.header('idempotent-replayed', 'true');
    return this.show.chosen({ ...booked, holdId: '', token: '', expiresAt: '' });
  }

  private async book(request: Request, draft: JourneyDraft, hold: DraftHold) {
    const body = confirmBooking.body.safeParse(confirmRequestOf(draft, hold, draft.language ?? 'en'));
    if (!body.success) throw new AppError('wrong_state');
    // One hold is booked once, whatever key a press of the helper carries.
    const idempotencyKey = `helped ${hold.holdId}`;
    const requestHash = createHash('sha256').update(idempotencyKey).digest();
    try {
      return await this.confirm.run(
        { ...request, params: {}, query: {}, body: body.data, idempotencyKey, requestHash },
        'helper',
      );
    } catch (error) {
      if (!(error instanceof AppError)) throw error;
      // The person was quicker.
      await this.drafts.run(request.params.token);
      if (ABOUT_THE_PERSON.includes(error.code)) throw new AppError('wrong_state');
      throw error;
    }
  }
}

const isSameInstant = (a: string, b: string): boolean => Date.parse(a) === Date.parse(b);
