import { isProblem } from '@fairslot/client';
import { bookedDraftOf, confirmBooking, confirmRequestOf, type JourneyDraft } from '@fairslot/contract';
import { holdAgain } from '../../ui/hold';
import { fingerprint } from '../../ui/ids';
import { saveDraft, type Journey } from '../../ui/journey';
import type { Visit } from '../../ui/visit';

/** What the person saw on the check page. A tab that shows something else must not confirm. */
export function seenOf({ hold, ...draft }: JourneyDraft): string {
  const answers = Object.entries(draft).filter(([key]) => key !== 'booked');
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
    await book(visit, id, await holdAgain(visit, { ...(id && { id }), draft }, draft.hold));
  }
}

async function book(visit: Visit, id: string | undefined, draft: JourneyDraft): Promise<void> {
  const { hold } = draft;
  if (!hold) throw new Error('confirm was called without a held time');
  const answer = await visit.call(confirmBooking, {
    body: confirmRequestOf(draft, hold, draft.language ?? visit.messageLanguage),
    // One hold with these answers is booked once, however often and from however many tabs the button is pressed.
    idempotencyKey: fingerprint(hold.holdId, seenOf(draft)),
  });
  await saveDraft(visit, id, bookedDraftOf(draft, answer));
}
