import type { EligibilityAnswer, JourneyDraft } from '@fairslot/contract';

/** The pages of a booking in the order in which they are asked. */
const steps = [
  'what',
  'date-of-birth',
  'about-you',
  'where',
  'times',
  'name',
  'nhs-number',
  'contact',
  'check',
] as const;
export type Step = (typeof steps)[number];

/** What the order depends on. */
export interface Progress {
  draft: JourneyDraft;
  /** Ids of the questions that the chosen service asks of this person. */
  questions: readonly string[];
  /** What the rules say of the answers so far; left out while they cannot be asked, or once a time is held. */
  outcome?: EligibilityAnswer['outcome'];
}

export const NEXT_STEPS = '/book/next-steps';
/** Where somebody reads that a service takes no bookings. */
export const NOT_NOW = '/book/not-now';
export const DONE = '/book/done';
export const pathOf = (step: Step): string => `/book/${step}`;

const isDone: Record<Exclude<Step, 'check'>, (p: Progress) => boolean> = {
  what: ({ draft }) => Boolean(draft.serviceId),
  'date-of-birth': ({ draft }) => Boolean(draft.dateOfBirth),
  'about-you': ({ draft, questions }) => questions.every((id) => draft.answers?.[id] !== undefined),
  where: ({ draft }) => Boolean(draft.where),
  times: ({ draft }) => Boolean(draft.hold),
  name: ({ draft }) => Boolean(draft.firstName && draft.lastName),
  // An empty text is the answer "I do not know it".
  'nhs-number': ({ draft }) => draft.nhsNumber !== undefined,
  contact: ({ draft }) => Boolean(draft.contact && Object.keys(draft.contact).length > 0),
};

const applies = (step: Step, { questions }: Progress): boolean => step !== 'about-you' || questions.length > 0;

/** The rules turn a person away here. "Not yet" does not: times from the first possible day can still be chosen. */
const isTurnedAway = ({ outcome }: Progress): boolean =>
  outcome !== undefined && outcome !== 'eligible' && outcome !== 'not_yet';

/** Where a page with missing prerequisites sends the browser, or null when the page may be shown. */
export function detourFrom(step: Step, progress: Progress): string | null {
  if (progress.draft.booked) return step === 'what' ? null : DONE;
  for (const earlier of steps.slice(0, steps.indexOf(step))) {
    if (earlier === 'where' && isTurnedAway(progress)) return NEXT_STEPS;
    if (applies(earlier, progress) && earlier !== 'check' && !isDone[earlier](progress)) return pathOf(earlier);
  }
  return (step === 'where' && isTurnedAway(progress)) || (step === 'about-you' && !applies(step, progress))
    ? afterStep('about-you', progress)
    : null;
}

/** The page after a finished one: the first that is still missing, so that a change made from the last page leads back to it. */
export function afterStep(step: Step, progress: Progress): string {
  if (progress.draft.booked) return DONE;
  if (step === 'where') return pathOf('times');
  for (const next of steps) {
    if (next === 'check') break;
    if (next === 'where' && (isTurnedAway(progress) || (progress.outcome === 'not_yet' && !progress.draft.where)))
      return NEXT_STEPS;
    if (applies(next, progress) && !isDone[next](progress)) return pathOf(next);
  }
  return pathOf('check');
}

/** The page before, over those that do not apply; the start page before the first. */
export function backFrom(step: Step, progress: Progress): string {
  const before = steps.slice(0, steps.indexOf(step)).filter((earlier) => applies(earlier, progress));
  const last = before.at(-1);
  return last ? pathOf(last) : '/';
}
