import { isProblem } from '@fairslot/client';
import { confirmBooking, type JourneyDraft } from '@fairslot/contract';
import { holdAgain } from '../../ui/hold';
import { fingerprint, newKey } from '../../ui/ids';
import { saveDraft, type Journey } from '../../ui/journey';
import type { Visit } from '../../ui/visit';

/** What the person saw on the check page. A tab that shows something else must not confirm. */
export function seenOf({ hold, ...draft }: JourneyDraft): string {
  const answers = Object.entries(draft).filter(([key]) => key !== 'confirmKey' && key !== 'booked');
  return fingerprint(
    answers.sort(([a], [b]) => a.localeCompare(b)),
    hold?.siteId,
    hold?.start,
  );
}

/** Books the held time, taking it again first where the hold lapsed, and keeps what the last page shows. */
export async function confirm(visit: Visit, { id, draft }: Journey): Promise<void> {
  try {
    await book(visit, id, draft);
  } catch (error) {
    if (!isProblem(error, 'hold_expired') || !draft.hold) throw error;
    await holdAgain(visit, { ...(id && { id }), draft }, draft.hold);
    await book(visit, id, (await saveDraft(visit, id, { confirmKey: newKey() })).draft);
  }
}

async function book(visit: Visit, id: string | undefined, draft: JourneyDraft): Promise<void> {
  const { hold, confirmKey, serviceId = '' } = draft;
  if (!hold) throw new Error('confirm was called without a held time');
  const { bookings } = await visit.call(confirmBooking, {
    body: bodyOf(draft, hold, visit.language),
    // The key belongs to this hold: a hold taken again has a new one.
    idempotencyKey: confirmKey ?? fingerprint(hold.holdId),
  });
  const [booking] = bookings;
  if (!booking) throw new Error('the API confirmed no booking');
  await saveDraft(visit, id, {
    booked: {
      reference: booking.reference,
      start: booking.start,
      lengthMinutes: booking.lengthMinutes,
      siteId: booking.site.id,
      serviceId,
      manageUrl: booking.manageUrl,
    },
    // The last page needs none of these; a shared computer should not keep them.
    hold: null,
    firstName: null,
    lastName: null,
    dateOfBirth: null,
    nhsNumber: null,
    answers: null,
  });
}

function bodyOf(draft: JourneyDraft, hold: NonNullable<JourneyDraft['hold']>, language: string) {
  const { firstName = '', lastName = '', dateOfBirth = '', nhsNumber, answers, contact = {} } = draft;
  return {
    holdId: hold.holdId,
    token: hold.token,
    people: [{ firstName, lastName, dateOfBirth, ...(nhsNumber && { nhsNumber }), ...(answers && { answers }) }],
    contact,
    language,
    source: 'online' as const,
  };
}
