import type { Companion, EligibilityAnswer, JourneyDraft } from '@fairslot/contract';
import { asksLastDose, saidLastDose } from './doses';
import { askRules, questionsFor } from './journey';
import type { Visit } from './visit';

export type Verdict = NonNullable<JourneyDraft['verdict']>;
type Someone = Pick<Companion, 'serviceId' | 'answers'> & { dateOfBirth?: string };

/** What the rules say of each of several people, each by themselves, so that those who can go on do. */
export async function judgePeople(
  visit: Visit,
  draft: JourneyDraft,
): Promise<Pick<JourneyDraft, 'verdict' | 'others'>> {
  const { dateOfBirth, answers, serviceId, others = [] } = draft;
  const me: Someone = { ...(dateOfBirth && { dateOfBirth }), ...(answers && { answers }) };
  const [mine, ...theirs] = await Promise.all([me, ...others].map((one) => judge(visit, one, serviceId)));
  return {
    ...(mine && { verdict: mine }),
    others: others.map((one, i) => {
      const verdict = theirs[i];
      return { ...one, ...(verdict && { verdict }) };
    }),
  };
}

async function judge(visit: Visit, one: Someone, mainServiceId: string | undefined): Promise<Verdict | undefined> {
  const serviceId = one.serviceId ?? mainServiceId;
  const service = (await visit.services()).find(({ id }) => id === serviceId);
  const { dateOfBirth, answers } = one;
  const about: JourneyDraft = {
    ...(serviceId && { serviceId }),
    ...(dateOfBirth && { dateOfBirth }),
    ...(answers && { answers }),
  };
  const answer = await askRules(visit, about);
  if (!service || !answer) return undefined;
  const asks = questionsFor(service, about, answer).some((id) => answers?.[id] === undefined);
  // Whom the rules turn away all the same is not asked.
  const mayCome = answer.outcome === 'eligible' || answer.outcome === 'needs_information';
  return verdictOf(answer, asks || (mayCome && asksLastDose(service) && !saidLastDose(about)));
}

/** Where facts are missing that no question asks for, somebody has to talk to us. */
function verdictOf({ outcome, earliestDate, reasons }: EligibilityAnswer, asks: boolean): Verdict {
  const settled = outcome === 'needs_information' ? 'refer' : outcome;
  return {
    outcome: asks ? 'needs_information' : settled,
    ...(earliestDate && { earliestDate }),
    reasons: reasons.map(({ code }) => code).slice(0, 12),
  };
}
