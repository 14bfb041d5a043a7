import { attendeesOf, doseOf, type EligibilityAnswer, type JourneyDraft, LAST_DOSE } from '@fairslot/contract';
import { spokenIn } from './help';

/** The pages of a booking in the order in which they are asked. */
const steps = [
  'what',
  'who',
  'first-name',
  'date-of-birth',
  'about-you',
  'last-dose',
  'people',
  'where',
  'help-needed',
  'help-needed/interpreter',
  'times',
  'next-dose',
  'name',
  'nhs-number',
  'home-postcode',
  'contact',
  'check',
] as const;
export type Step = (typeof steps)[number];

/** Asked in passing: whoever comes from elsewhere is not sent back to them. */
const inPassing = new Set<Step>(['who', 'first-name', 'people', 'help-needed', 'next-dose', 'home-postcode']);

/** What the order depends on. */
export interface Progress {
  draft: JourneyDraft;
  /** Ids of the questions that the chosen service asks of this person. */
  questions: readonly string[];
  /** How many doses the chosen service has. */
  doses?: number;
  /** What the rules say of the answers so far; left out while they cannot be asked, or once a time is held. */
  outcome?: EligibilityAnswer['outcome'];
  /** People have no NHS numbers here, so that nobody is asked. */
  withoutNhsNumber?: boolean;
}

export const NEXT_STEPS = '/book/next-steps';
/** Where somebody reads that a service takes no bookings. */
export const NOT_NOW = '/book/not-now';
export const DONE = '/book/done';
/** Where somebody else is asked to choose the time. */
export const HELPER = '/book/helper';
export const pathOf = (step: Step): string => `/book/${step}`;

const isDone: Record<Exclude<Step, 'check'>, (p: Progress) => boolean> = {
  what: ({ draft }) => Boolean(draft.serviceId),
  who: ({ draft }) => draft.forWhom !== undefined,
  'first-name': ({ draft }) => Boolean(draft.firstName),
  'date-of-birth': ({ draft }) => Boolean(draft.dateOfBirth),
  'about-you': ({ draft, questions }) => questions.every((id) => draft.answers?.[id] !== undefined),
  'last-dose': ({ draft }) => draft.answers?.[LAST_DOSE] !== undefined,
  people: ({ draft }) => (draft.others ?? []).length > 0,
  where: ({ draft }) => Boolean(draft.where),
  'help-needed': ({ draft }) => draft.help !== undefined,
  'help-needed/interpreter': ({ draft }) => spokenIn(draft.help) !== undefined,
  times: ({ draft }) => Boolean(draft.hold) || Boolean(draft.helperAsked),
  'next-dose': ({ draft }) => Boolean(draft.nextDoseLater ?? draft.hold?.nextDose),
  name: ({ draft }) => attendeesOf(draft).every(({ firstName, lastName }) => firstName && lastName),
  // An empty text is the answer "I do not know it".
  'nhs-number': ({ draft }) => draft.nhsNumber !== undefined,
  'home-postcode': ({ draft }) => draft.postcode !== undefined,
  contact: ({ draft }) => Boolean(draft.contact && Object.keys(draft.contact).length > 0),
};

const isForGroup = ({ draft }: Progress): boolean => draft.forWhom === 'group';
/** An invitation spares whatever is known already. */
const isUninvited = ({ draft }: Progress): boolean => !draft.invited;

/** Everything else is asked while somebody else chooses the time. */
const waitsForHelper = ({ draft }: Progress): boolean => Boolean(draft.helperAsked) && !draft.hold;

/** Somebody of whom nothing is known comes for one of several doses. */
const mayChooseDose = (p: Progress): boolean => isUninvited(p) && (p.doses ?? 0) > 1;

const appliesTo: Partial<Record<Step, (p: Progress) => boolean>> = {
  who: isUninvited,
  'first-name': (p) => isUninvited(p) && (p.draft.forWhom === 'child' || p.draft.forWhom === 'other'),
  'about-you': ({ questions }) => questions.length > 0,
  'last-dose': mayChooseDose,
  people: isForGroup,
  'help-needed': isUninvited,
  'help-needed/interpreter': (p) => isUninvited(p) && Boolean(p.draft.help?.includes('interpreter')),
  'next-dose': (p) => !waitsForHelper(p) && mayChooseDose(p) && !isForGroup(p) && doseOf(p.draft) < (p.doses ?? 0),
  name: (p) => isUninvited(p),
  'nhs-number': (p) => isUninvited(p) && !p.withoutNhsNumber,
  'home-postcode': (p) => isUninvited(p) && !isForGroup(p) && p.draft.nhsNumber === '',
};
const applies = (step: Step, progress: Progress): boolean => appliesTo[step]?.(progress) ?? true;

/**
 * The rules turn a person away here. "Not yet" does not: times from the first possible day can still be chosen. Of several
 * people, those who can go on do.
 */
const isTurnedAway = (progress: Progress): boolean =>
  !isForGroup(progress) &&
  progress.outcome !== undefined &&
  progress.outcome !== 'eligible' &&
  progress.outcome !== 'not_yet';

/** Where a page with missing prerequisites sends the browser, or null when the page may be shown. */
export function detourFrom(step: Step, progress: Progress): string | null {
  if (progress.draft.booked) return step === 'what' ? null : DONE;
  for (const earlier of steps.slice(0, steps.indexOf(step))) {
    if (earlier === 'where' && isTurnedAway(progress)) return NEXT_STEPS;
    if (earlier === 'check' || inPassing.has(earlier) || !applies(earlier, progress)) continue;
    if (!isDone[earlier](progress)) return pathOf(earlier);
  }
  if (step === 'where' && isTurnedAway(progress)) return NEXT_STEPS;
  if (step === 'check' && waitsForHelper(progress)) return HELPER;
  const isSpared = (step === 'about-you' || step === 'nhs-number') && !applies(step, progress);
  return isSpared ? afterStep(step, progress) : null;
}

/** The page after a finished one: the first that is still missing, so that a change made from the last page leads back to it. */
export function afterStep(step: Step, progress: Progress): string {
  if (progress.draft.booked) return DONE;
  const mayWait = progress.outcome === 'not_yet' && !progress.draft.where && !isForGroup(progress);
  for (const next of steps) {
    if (next === 'check') break;
    if (next === 'where' && (isTurnedAway(progress) || mayWait)) return NEXT_STEPS;
    // A new place always means new times.
    if (next === 'times' && step === 'where') return pathOf('times');
    if (!applies(next, progress) || isDone[next](progress)) continue;
    if (!inPassing.has(next) || next === 'people' || isAhead(next, step, progress)) return pathOf(next);
  }
  return waitsForHelper(progress) ? HELPER : pathOf('check');
}

/** A page asked in passing is asked on the way there, and not of somebody who is past it already. */
function isAhead(next: Step, step: Step, progress: Progress): boolean {
  const at = steps.indexOf(next);
  if (at <= steps.indexOf(step)) return false;
  const following = steps.slice(at + 1).find((later) => !inPassing.has(later) && applies(later, progress));
  return following === undefined || following === 'check' || !isDone[following](progress);
}

/** The page before, over those that do not apply; the start page before the first. */
export function backFrom(step: Step, progress: Progress): string {
  const before = steps.slice(0, steps.indexOf(step)).filter((earlier) => applies(earlier, progress));
  const last = before.at(-1);
  return last ? pathOf(last) : '/';
}
