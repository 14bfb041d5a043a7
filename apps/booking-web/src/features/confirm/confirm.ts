import { isProblem } from '@fairslot/client';
import { confirmBooking, type JourneyDraft } from '@fairslot/contract';
import { holdAgain } from '../../ui/hold';
import { fingerprint } from '../../ui/ids';
import { saveDraft, type Journey } from '../../ui/journey';
import { attendeesOf } from '../../ui/party';
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
  const { bookings } = await visit.call(confirmBooking, {
    body: bodyOf(draft, hold, draft.language ?? visit.messageLanguage),
    // One hold with these answers is booked once, however often and from however many tabs the button is pressed.
    idempotencyKey: fingerprint(hold.holdId, seenOf(draft)),
  });
  const attendees = attendeesOf(draft);
  const isGroup = new Set(bookings.map(({ attendee }) => attendee)).size > 1;
  const isDoses = !isGroup && bookings.length > 1;
  const all = bookings.map(({ reference, start, lengthMinutes, site, service, manageUrl, attendee, dose }) => {
    // Of one person the last page says no name: a shared computer should not keep it.
    const firstName = isGroup ? attendees[attendee - 1]?.firstName : undefined;
    return {
      ...(firstName && { firstName }),
      ...(isDoses && { dose }),
      reference,
      start,
      lengthMinutes,
      siteId: site.id,
      serviceId: service.id,
      manageUrl,
    };
  });
  const [booked] = all;
  if (!booked) throw new Error('the API confirmed no booking');
  await saveDraft(visit, id, {
    booked,
    ...((isGroup || isDoses) && { bookedAll: all }),
    nextDoseLater: null,
    others: null,
    verdict: null,
    invited: null,
    postcode: null,
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
  const { postcode, contact = {}, help = [] } = draft;
  const people = attendeesOf(draft).map(
    ({ place, firstName = '', lastName = '', dateOfBirth = '', nhsNumber, answers }) => ({
      firstName,
      lastName,
      dateOfBirth,
      ...(nhsNumber && { nhsNumber }),
      ...(place === 0 && postcode && { postcode }),
      ...(answers && { answers }),
    }),
  );
  return {
    holdId: hold.holdId,
    token: hold.token,
    people,
    contact,
    language,
    help,
    source: 'online' as const,
  };
}
