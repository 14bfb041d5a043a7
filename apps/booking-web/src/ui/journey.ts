import { isProblem } from '@fairslot/client';
import {
  checkEligibility,
  createJourney,
  deleteJourney,
  getJourney,
  updateJourney,
  type DraftChange,
  type EligibilityAnswer,
  type JourneyDraft,
  type Service,
} from '@fairslot/contract';
import { detourFrom, type Progress, type Step } from './journey-order';
import { seeOther, type Visit } from './visit';

/** The API decides how long answers are kept: 20 hours, and 24 with a link for somebody who helps, whose owner can end it until then. */
const JOURNEY_SECONDS = 24 * 60 * 60;

export interface Journey {
  id?: string;
  draft: JourneyDraft;
  service?: Service;
  progress: Progress;
  eligibility?: EligibilityAnswer;
}

export type JourneyCookie = 'journey' | 'change';

/** The draft of this browser; an unknown or lapsed one is an empty one. */
export async function readDraft(visit: Visit, cookie: JourneyCookie = 'journey') {
  const id = visit.cookies.get(cookie);
  if (!id) return { draft: {} as JourneyDraft };
  try {
    const { draft } = await visit.call(getJourney, { params: { journeyId: id } });
    return { id, draft };
  } catch (error) {
    if (!isProblem(error, 'not_found', 'invalid')) throw error;
    return { draft: {} as JourneyDraft };
  }
}

/** Writes answers, beginning a draft where there is none. */
export async function saveDraft(
  visit: Visit,
  id: string | undefined,
  change: DraftChange,
  cookie: JourneyCookie = 'journey',
): Promise<{ id: string; draft: JourneyDraft }> {
  const journeyId = id ?? (await visit.call(createJourney, {})).id;
  const saved = await visit.call(updateJourney, { params: { journeyId }, body: { draft: change } as never });
  visit.cookies.set(cookie, journeyId, JOURNEY_SECONDS);
  return { id: journeyId, draft: saved.draft };
}

/** Clears the answers and frees a time still held by them. */
export async function forgetDraft(visit: Visit, cookie: JourneyCookie = 'journey'): Promise<void> {
  const journeyId = visit.cookies.get(cookie);
  visit.cookies.clear(cookie);
  if (!journeyId) return;
  await visit.call(deleteJourney, { params: { journeyId } }).catch((error: unknown) => {
    if (!isProblem(error, 'not_found', 'invalid')) throw error;
  });
}

/** The draft with what the rules make of it. */
export async function openJourney(visit: Visit, askHeld = false): Promise<Journey> {
  const { id, draft } = await readDraft(visit);
  return { ...(id && { id }), ...(await weigh(visit, draft, askHeld)) };
}

/**
 * A held time was allowed when it was held, so the rules are asked about it (`askHeld`, on its day) only where an answer
 * that they depend on changes.
 */
export async function weigh(visit: Visit, draft: JourneyDraft, askHeld = false): Promise<Omit<Journey, 'id'>> {
  const service = draft.serviceId ? (await visit.services()).find((s) => s.id === draft.serviceId) : undefined;
  // A service that is no longer offered is no answer any more.
  const known = service ? draft : { ...draft, serviceId: undefined };
  const mayAsk = service && !draft.booked && (askHeld || !draft.hold);
  const eligibility = mayAsk
    ? await askRules(visit, draft, draft.hold && visit.when.dateOf(draft.hold.start))
    : undefined;
  const questions = service ? questionsFor(service, draft, eligibility) : [];
  const progress: Progress = {
    draft: known as JourneyDraft,
    questions,
    doses: service?.doses?.length ?? 0,
    ...(eligibility && outcomeOf(eligibility, questions, draft)),
    ...(!visit.site.nhsNumber && { withoutNhsNumber: true }),
  };
  return { draft: known as JourneyDraft, ...(service && { service }), ...(eligibility && { eligibility }), progress };
}

/** What the rules say of these answers on a date (today, when left out); undefined before there is a date of birth. */
export async function askRules(visit: Visit, draft: JourneyDraft, on?: string): Promise<EligibilityAnswer | undefined> {
  const { serviceId, dateOfBirth, answers = {} } = draft;
  if (!serviceId || !dateOfBirth) return undefined;
  return visit.call(checkEligibility, { body: { serviceId, dateOfBirth, answers, ...(on && { on }) } });
}

/** A code is asked of everybody; a yes-or-no question only of those for whom the answer matters. */
export function questionsFor(service: Service, draft: JourneyDraft, eligibility?: EligibilityAnswer): string[] {
  const missing = eligibility?.missing ?? [];
  const isNamed = (id: string) => missing.includes(id) || missing.includes(`flag:${id}`);
  const anyNamed = service.questions.some(({ id }) => isNamed(id));
  return service.questions
    .filter(({ id, kind }) => {
      if (kind === 'code' || draft.answers?.[id] !== undefined) return true;
      return anyNamed ? isNamed(id) : eligibility?.outcome === 'needs_information';
    })
    .map(({ id }) => id);
}

/** While there are questions to ask, missing facts are not an outcome yet. */
function outcomeOf({ outcome }: EligibilityAnswer, questions: readonly string[], draft: JourneyDraft) {
  const isAsking = questions.some((id) => draft.answers?.[id] === undefined);
  return outcome === 'needs_information' && isAsking ? {} : { outcome };
}

/** The journey at one of its pages; sends the browser to the first missing page instead. */
export async function requireStep(visit: Visit, step: Step): Promise<Journey> {
  const journey = await openJourney(visit, step === 'about-you');
  const detour = detourFrom(step, journey.progress);
  if (detour) throw seeOther(detour);
  return journey;
}
