import type { Companion, Service } from '@fairslot/contract';
import { RadiosField, TextField, type FieldFault } from '@fairslot/ui';
import { useActionData, useLoaderData } from 'react-router';
import { backOr } from '../../ui/back';
import { asksLastDose, saidLastDose } from '../../ui/doses';
import { faultOf, refuse } from '../../ui/faults';
import { Form } from '../../ui/form';
import { afterAnswer } from '../../ui/hold';
import { askRules, questionsFor, requireStep, saveDraft } from '../../ui/journey';
import { backFrom, pathOf } from '../../ui/journey-order';
import { judgePeople } from '../../ui/judge-people';
import { lastDoseOfPerson } from './people-list';
import { Page } from '../../ui/page';
import { PostForm } from '../../ui/post-form';
import { useSite } from '../../ui/site-context';
import { seeOther, type PageArgs, type Visit } from '../../ui/visit';

type Question = Service['questions'][number];

/** "F7-K2 9" → "F7K29": what a letter prints with spaces and dashes is one code. */
const tidyCode = (typed: string) => typed.replace(/[\s\p{Pd}]/gu, '').toUpperCase();
const looksLikeCode = (code: string) => /^[A-Z0-9]{6,12}$/.test(code);

async function openQuestions(visit: Visit, request: Request) {
  const place = Number(new URL(request.url).searchParams.get('person'));
  if (place > 0) return openCompanion(visit, place);
  const { id, draft, service, progress } = await requireStep(visit, 'about-you');
  const questions = (service?.questions ?? []).filter((question) => progress.questions.includes(question.id));
  return { id, draft, answers: draft.answers, questions, back: backFrom('about-you', progress), companion: undefined };
}

/** The questions of one of several people; place 1 is the second person. */
async function openCompanion(visit: Visit, place: number) {
  const { id, draft } = await requireStep(visit, 'people');
  const one = draft.others?.[place - 1];
  const service = (await visit.services()).find((known) => known.id === (one?.serviceId ?? draft.serviceId));
  if (!one || !service) throw seeOther(pathOf('people'));
  const { dateOfBirth, answers } = one;
  const about = { serviceId: service.id, dateOfBirth, ...(answers && { answers }) };
  const asked = questionsFor(service, about, await askRules(visit, about));
  const questions = service.questions.filter((question) => asked.includes(question.id));
  if (questions.length === 0) throw seeOther(afterQuestions(service, one, place));
  return {
    id,
    draft,
    answers,
    questions,
    back: pathOf('people'),
    companion: { firstName: one.firstName, service, place },
  };
}

/** Of one of several people the last dose is asked next, where the vaccine has more than one. */
const afterQuestions = (service: Service, one: Pick<Companion, 'answers'>, place: number): string =>
  asksLastDose(service) && !saidLastDose(one) ? lastDoseOfPerson(place) : pathOf('people');

async function loader({ context: visit, request }: PageArgs) {
  const { answers, questions, back, companion } = await openQuestions(visit, request);
  const typed = Object.fromEntries(Object.entries(answers ?? {}).map(([id, value]) => [id, asTyped(value)]));
  return { questions, typed, name: companion?.firstName, back: backOr(request, back) };
}

const asTyped = (value: boolean | string): string => (typeof value === 'string' ? value : value ? 'yes' : 'no');

async function action({ context: visit, request }: PageArgs) {
  const { id, draft, answers: known, questions, companion } = await openQuestions(visit, request);
  const form = await Form.of(request);
  const typed = Object.fromEntries(questions.map((question) => [question.id, form.text(question.id)]));
  const faults = questions.flatMap((question) => faultIn(question, typed[question.id] ?? '', visit));
  if (faults.length > 0) return refuse(faults, typed);
  const given = questions.map(({ id: key, kind }) => {
    const text = typed[key] ?? '';
    return [key, kind === 'code' ? tidyCode(text) : text === 'yes'] as const;
  });
  const answers = { ...known, ...Object.fromEntries(given) };
  if (companion) {
    const others = (draft.others ?? []).map((one, i) => (i === companion.place - 1 ? { ...one, answers } : one));
    await saveDraft(visit, id, await judgePeople(visit, { ...draft, others }));
    return seeOther(afterQuestions(companion.service, { answers }, companion.place));
  }
  const saved = await saveDraft(visit, id, { answers });
  return seeOther(await afterAnswer(visit, 'about-you', saved));
}

function faultIn({ id, kind, label }: Question, typed: string, { texts }: Visit): FieldFault[] {
  const words = texts.aboutYou;
  if (kind === 'yes_no') return ['yes', 'no'].includes(typed) ? [] : [{ field: id, words: words.missing(label) }];
  if (!typed) return [{ field: id, words: words.codeMissing(label) }];
  return looksLikeCode(tidyCode(typed)) ? [] : [{ field: id, words: words.codeWrong }];
}

function Component() {
  const { texts } = useSite();
  const page = useLoaderData<typeof loader>();
  const refusal = useActionData<typeof action>();
  const words = texts.aboutYou;
  const typed = refusal?.typed ?? page.typed;
  const own = page.questions.length === 1 ? words.titleOne : words.title;
  const title = page.name ? texts.people.questionsTitle(page.name) : own;
  return (
    <Page title={title} back={page.back} faults={refusal?.faults}>
      <h1>{title}</h1>
      <p>{words.why}</p>
      <PostForm>
        {page.questions.map(({ id, kind, label, hint }) =>
          kind === 'code' ? (
            <TextField
              key={id}
              id={id}
              name={id}
              label={label}
              hint={hint}
              error={faultOf(refusal, id)}
              defaultValue={typed[id]}
              room={20}
              isCode
              autoCapitalize="characters"
              autoComplete="off"
              spellCheck={false}
            />
          ) : (
            <RadiosField
              key={id}
              name={id}
              label={label}
              hint={hint}
              error={faultOf(refusal, id)}
              chosen={typed[id]}
              choices={[
                { value: 'yes', label: texts.words.yes },
                { value: 'no', label: texts.words.no },
              ]}
            />
          ),
        )}
      </PostForm>
    </Page>
  );
}

export const aboutYouPage = { loader, action, Component };
