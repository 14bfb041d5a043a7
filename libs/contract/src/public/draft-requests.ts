import type { ClinicOption } from '@fairslot/domain';
import type { z } from 'zod';
import type { confirmBooking } from './bookings';
import { attendeesOf, doseOf, needsMoreTime } from './draft-party';
import type { Hold, holdSlot } from './holds';
import type { JourneyDraft } from './journeys';

export interface ChosenTime {
  siteId: string;
  start: string;
  lengthMinutes: number;
  /** What the clinic is besides. */
  options?: ClinicOption[] | undefined;
  /** The dose after, to be held with it. */
  nextDose?: { start: string; lengthMinutes: number; options?: ClinicOption[] | undefined } | undefined;
}

export type DraftHold = NonNullable<JourneyDraft['hold']>;

/** Keys to change; null forgets one. */
export type DraftChange = { [K in keyof JourneyDraft]?: JourneyDraft[K] | null };

/** What holds a time for everybody of a draft. */
export function holdRequestOf(draft: JourneyDraft, time: ChosenTime): z.input<(typeof holdSlot)['body']> {
  const attendees = attendeesOf(draft);
  const moreTime = needsMoreTime(draft);
  const { nextDose } = time;
  return {
    siteId: time.siteId,
    start: time.start,
    lengthMinutes: time.lengthMinutes,
    // Said of an ordinary time too: it was chosen as one.
    options: time.options ?? [],
    attendees: attendees.map(({ serviceId, dateOfBirth, answers }) => ({
      serviceId,
      ...(dateOfBirth && { dateOfBirth }),
      ...(answers && { answers }),
      ...(moreTime && { moreTime }),
      ...(doseOf({ answers }) > 1 && { dose: doseOf({ answers }) }),
      ...(nextDose && { nextDose }),
      ...(attendees.length === 1 && draft.alsoServiceId && { alsoServiceId: draft.alsoServiceId }),
    })),
    ...(attendees.length > 1 && { together: draft.together ?? 'parallel' }),
    ...(draft.invited && { invitation: draft.invited.token }),
  };
}

/** A hold as the draft remembers it. */
export function draftHoldOf(hold: Hold, time: ChosenTime): DraftHold {
  const { nextDose } = time;
  const held = hold.times[0] ?? time;
  const starts = nextDose ? [] : hold.times.map(({ start }) => start);
  return {
    holdId: hold.holdId,
    token: hold.token,
    expiresAt: hold.expiresAt,
    siteId: time.siteId,
    start: held.start,
    // Of one slot, as it was asked for: it is asked for again so, where the hold lapses.
    lengthMinutes: time.lengthMinutes,
    ...(time.options && { options: time.options }),
    ...(new Set(starts).size > 1 && { starts }),
    ...(nextDose && { nextDose }),
  };
}

/** What turns the held time of a draft into bookings. */
export function confirmRequestOf(
  draft: JourneyDraft,
  hold: Pick<DraftHold, 'holdId' | 'token'>,
  language: string,
): z.input<(typeof confirmBooking)['body']> {
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
  return { holdId: hold.holdId, token: hold.token, people, contact, language, help, source: 'online' };
}

/** What a draft keeps once it is booked: what the last page shows, and nothing else of the people. */
export function bookedDraftOf(
  draft: JourneyDraft,
  { bookings }: z.output<(typeof confirmBooking)['response']>,
): DraftChange {
  const attendees = attendeesOf(draft);
  const isGroup = new Set(bookings.map(({ attendee }) => attendee)).size > 1;
  const isOneService = new Set(bookings.map(({ service }) => service.id)).size === 1;
  const isDoses = !isGroup && bookings.length > 1 && isOneService;
  const all = bookings.map(({ reference, start, lengthMinutes, options, site, service, manageUrl, attendee, dose }) => {
    // Of one person the last page says no name: a shared computer should not keep it.
    const firstName = isGroup ? attendees[attendee - 1]?.firstName : undefined;
    return {
      ...(firstName && { firstName }),
      ...(isDoses && { dose }),
      reference,
      start,
      lengthMinutes,
      ...(options && { options }),
      siteId: site.id,
      serviceId: service.id,
      manageUrl,
    };
  });
  const [booked] = all;
  if (!booked) throw new Error('no booking was confirmed');
  return {
    booked,
    ...(all.length > 1 && { bookedAll: all }),
    alsoServiceId: null,
    nextDoseLater: null,
    helperAsked: null,
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
  };
}
