import { isProblem } from '@fairslot/client';
import {
  type DraftHold,
  type JourneyDraft,
  listManagedBookings,
  type ManagedBooking,
  MORE_TIME,
  needsMoreTime,
  openManageSession,
} from '@fairslot/contract';
import { forgetDraft, readDraft, saveDraft } from '../../ui/journey';
import { lockedUntil } from '../../ui/locked-until';
import { seeOther, type Visit } from '../../ui/visit';

/** The API ends a session by itself; the cookie only has to live at least as long. */
const SESSION_SECONDS = 60 * 60;

export type Opened = { ok: true } | { ok: false; reason: 'no_match' } | { ok: false; reason: 'locked'; until: string };

/** Opens one booking with its link or reference and the date of birth. Every failed look-up gives the same answer. */
export async function openSession(
  visit: Visit,
  given: { reference: string } | { token: string },
  dateOfBirth: string,
): Promise<Opened> {
  try {
    const session = await visit.call(openManageSession, { body: { ...given, dateOfBirth } });
    visit.cookies.set('manage', session.token, SESSION_SECONDS);
  } catch (error) {
    if (isProblem(error, 'look_up_failed', 'invalid')) return { ok: false, reason: 'no_match' };
    if (isProblem(error, 'too_many')) return { ok: false, reason: 'locked', until: lockedUntil(visit, error) };
    throw error;
  }
  // Kept for a hold on another time, and so that booking again asks nothing twice.
  await forgetDraft(visit, 'change');
  await saveDraft(visit, undefined, { dateOfBirth }, 'change');
  return { ok: true };
}

export interface OpenAppointment {
  bearer: string;
  booking: ManagedBooking;
  /** Those made together with it, itself included. */
  all: ManagedBooking[];
}

/** Where somebody without a session proves again who they are. */
const doorOf = (visit: Visit): string => (visit.cookies.get('link') ? '/manage/link' : '/manage');

/** The appointment that this browser has opened; without a session, the way to open it. */
export async function openAppointment(visit: Visit): Promise<OpenAppointment> {
  const bearer = visit.cookies.get('manage');
  if (!bearer) throw seeOther(doorOf(visit));
  const { items } = await visit.call(listManagedBookings, { bearer }).catch((error: unknown) => {
    if (!isProblem(error, 'sign_in_required')) throw error;
    visit.cookies.clear('manage');
    throw seeOther(doorOf(visit));
  });
  const [first] = items;
  if (!first) throw seeOther(doorOf(visit));
  // Of several made together one is looked at: the session's own until another was chosen.
  const chosen = items.length > 1 ? (await readChange(visit)).draft.managing : undefined;
  const booking = items.find(({ reference }) => reference === chosen) ?? first;
  return { bearer, booking, all: items };
}

/** An appointment that can still be changed; any other is shown as it is. */
export async function openChangeable(visit: Visit): Promise<OpenAppointment> {
  const opened = await openAppointment(visit);
  if (!opened.booking.mayChange) throw seeOther('/appointment');
  return opened;
}

/** More time was asked for, and there is none beside the time that the appointment has. */
export const wantsMoreTime = ({ moreTime }: ManagedBooking, change: JourneyDraft): boolean =>
  !moreTime && needsMoreTime(change);

/** Quiet times are shown first. */
const QUIET = 'quiet';

/** What a booking is, as a new time for it is looked for and held: a visit of two slots, or one that is to have two, moves to two. */
export const draftOf = (booking: ManagedBooking, change: JourneyDraft) => ({
  serviceId: booking.service.id,
  help: [
    ...booking.help.filter((need) => need === QUIET),
    ...(booking.moreTime || needsMoreTime(change) ? [MORE_TIME] : []),
  ],
});

/** The draft that a change of time is prepared in. */
export const readChange = (visit: Visit) => readDraft(visit, 'change');

/** Is the appointment at the held time already? */
export const isThere = ({ booking }: OpenAppointment, hold: DraftHold): boolean =>
  Date.parse(booking.start) === Date.parse(hold.start) && booking.site.id === hold.siteId;
