import { clinicOptionsOf } from '@fairslot/domain';
import { isProblem } from '@fairslot/client';
import {
  draftHoldOf,
  holdRequestOf,
  holdSlot,
  releaseHold,
  renewHold,
  type ChosenTime,
  type DraftHold,
  type JourneyDraft,
} from '@fairslot/contract';
import { mayHaveFirstOnly } from './companions';
import { newKey } from './ids';
import { saveDraft, weigh, type JourneyCookie } from './journey';
import { afterStep, NEXT_STEPS, NOT_NOW, pathOf, type Step } from './journey-order';
import { seeOther, type Visit } from './visit';

interface Holder {
  id?: string;
  draft: JourneyDraft;
}

/** "2026-10-08T15:20:00+01:00 5 site-id quiet,longer": a time as the button that chooses it carries it. */
export const timeValue = ({ start, lengthMinutes, siteId, options = [] }: ChosenTime): string =>
  [start, lengthMinutes, siteId, ...(options.length > 0 ? [options.join(',')] : [])].join(' ');

export function readTimeValue(value: string): ChosenTime | null {
  const [start = '', minutes = '', siteId = '', said = ''] = value.split(' ');
  const lengthMinutes = Number(minutes);
  if (Number.isNaN(Date.parse(start)) || !(lengthMinutes > 0) || !siteId) return null;
  const options = [...clinicOptionsOf(said.split(','))];
  return { start, lengthMinutes, siteId, ...(options.length > 0 && { options }) };
}

/** Holds a time for the person of a draft. The same key and time is the same hold, however often it is sent. */
export async function holdTime(
  visit: Visit,
  { id, draft }: Holder,
  time: ChosenTime,
  key: string,
  bearer?: string,
): Promise<DraftHold> {
  const hold = await visit.call(holdSlot, {
    body: { ...holdRequestOf(draft, time), ...(id && { journeyId: id }) },
    idempotencyKey: key,
    ...(bearer && { bearer }),
  });
  return draftHoldOf(hold, time);
}

/** Where a browser goes whose time somebody else has; the address says which time it was, so that it can be read again. */
export function timeGonePath(base: '/book' | '/appointment', { siteId, start }: ChosenTime): string {
  return `${base}/time-gone?${new URLSearchParams({ site: siteId, start })}`;
}

const nextStepsOn = (visit: Visit, { start }: ChosenTime) => `${NEXT_STEPS}?on=${visit.when.dateOf(start)}`;

/** Where a booking goes on when its time cannot be had, each cause to its own page; undefined for any other fault. */
export async function wayOnFrom(
  error: unknown,
  visit: Visit,
  holder: Holder,
  time: ChosenTime,
): Promise<string | undefined> {
  if (isProblem(error, 'time_gone', 'hold_expired')) return timeGonePath('/book', time);
  // The invitation ended meanwhile.
  if (isProblem(error, 'look_up_failed')) return '/i/again';
  if (isProblem(error, 'not_eligible', 'needs_information'))
    return (await mayHaveFirstOnly(visit, holder.draft, time)) ? goOnAlone(visit, holder) : nextStepsOn(visit, time);
  return isProblem(error, 'service_closed') ? NOT_NOW : undefined;
}

/** Takes the same time again after its hold lapsed. Where it cannot be had, forgets the hold and throws why. */
export async function holdAgain(
  visit: Visit,
  holder: Holder,
  hold: DraftHold,
  cookie: JourneyCookie = 'journey',
  bearer?: string,
): Promise<JourneyDraft> {
  try {
    const again = await holdTime(visit, holder, hold, newKey(), bearer);
    return (await saveDraft(visit, holder.id, { hold: again }, cookie)).draft;
  } catch (error) {
    if (isProblem(error, 'time_gone', 'not_eligible', 'needs_information', 'service_closed'))
      await saveDraft(visit, holder.id, { hold: null }, cookie);
    throw error;
  }
}

/**
 * Called by every finished page: gives the held time another ten minutes, or takes it again when the hold lapsed.
 * Only when it cannot be had any more does the person hear of it, and why.
 */
export async function keepHold(visit: Visit, holder: Holder): Promise<JourneyDraft> {
  const { hold } = holder.draft;
  if (!hold) return holder.draft;
  try {
    const { expiresAt } = await visit.call(renewHold, {
      params: { holdId: hold.holdId },
      body: { token: hold.token },
    });
    return (await saveDraft(visit, holder.id, { hold: { ...hold, expiresAt } })).draft;
  } catch (error) {
    if (!isProblem(error, 'hold_expired', 'not_found', 'wrong_state')) throw error;
    return await holdAgain(visit, holder, hold).catch(async (fault: unknown) => {
      const wayOn = await wayOnFrom(fault, visit, holder, hold);
      throw wayOn ? seeOther(wayOn) : fault;
    });
  }
}

/**
 * The page after an answer that the rules depend on. A time already held stays held even where the rules now turn the
 * person away: a wrong year is put right on the next page, and a hold that nobody comes back for ends by itself.
 */
export async function afterAnswer(visit: Visit, step: Step, holder: Holder): Promise<string> {
  const { draft } = holder;
  const { progress } = await weigh(visit, draft, true);
  const { hold } = draft;
  const next = afterStep(step, progress);
  if (progress.draft.booked) return next;
  if (next === NEXT_STEPS || progress.outcome === 'not_yet') return hold ? nextStepsOn(visit, hold) : next;
  if (next === pathOf('about-you')) return next;
  if (await mayHaveFirstOnly(visit, draft, hold)) return goOnAlone(visit, holder);
  if (hold) await keepHold(visit, holder);
  return next;
}

/** Whoever may not have the second service in the visit goes on with the first alone, and chooses a time for it; the page says so. */
async function goOnAlone(visit: Visit, { id, draft }: Holder): Promise<string> {
  await letGo(visit, draft.hold);
  await saveDraft(visit, id, { alsoServiceId: null, hold: null });
  return `${pathOf('times')}?${new URLSearchParams({ without: draft.alsoServiceId ?? '' })}`;
}

/** Gives a held time back; one that is gone already is no fault. */
export async function letGo(visit: Visit, hold: DraftHold | undefined): Promise<void> {
  if (!hold) return;
  await visit
    .call(releaseHold, { params: { holdId: hold.holdId }, body: { token: hold.token } })
    .catch((error: unknown) => {
      if (!isProblem(error, 'not_found', 'hold_expired', 'wrong_state')) throw error;
    });
}
