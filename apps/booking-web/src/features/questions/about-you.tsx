import type { Companion, Service } from '@fairslot/contract';
import { CheckboxesField, RadiosField, TextField } from '@fairslot/ui';
import { useActionData, useLoaderData } from 'react-router';
import {
  answersOf,
  answersTyped,
  APPLIES,
  faultsInAnswers,
  inList,
  NONE,
  onTheirOwn,
  type Question,
  typedAnswers,
} from '../../ui/asked';
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
import { WhatChanged } from '../../ui/what-changed';
import { seeOther, type PageArgs, type Visit } from '../../ui/visit';

async function openQuestions(visit: Visit, request: Request) {
  const place = Number(new URL(request.url).searchParams.get('person'));
  if (place > 0) return openCompanion(visit, place);
  const { id, draft, service, progress } = await requireStep(visit, 'about-you');
  const questions = (service?.questions ?? []).filter((question) => progress.questions.includes(question.id));
  return {
    id,
    draft,
    answers: draft.answers,
    questions,
    whatChanged: service?.whatChanged,
    name: draft.forWhom === 'child' || draft.forWhom === 'other' ? draft.firstName : undefined,
    back: backFrom('about-you', progress),
    companion: undefined,
  };
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
    whatChanged: service.whatChanged,
    name: one.firstName,
    back: pathOf('people'),
    companion: { service, place },
  };
}

/** Of one of several people the last dose is asked next, where the vaccine has more than one. */
const afterQuestions = (service: Service, one: Pick<Companion, 'answers'>, place: number): string =>
  asksLastDose(service) && !saidLastDose(one) ? lastDoseOfPerson(place) : pathOf('people');

async function loader({ context: visit, request }: PageArgs) {
  const { answers, questions, whatChanged, back, name, companion } = await openQuestions(visit, request);
  return {
    questions,
    whatChanged,
    typed: answersTyped(answers, questions),
    name,
    isCompanion: companion !== undefined,
    back: backOr(request, back),
  };
}

async function action({ context: visit, request }: PageArgs) {
  const { id, draft, answers: known, questions, companion } = await openQuestions(visit, request);
  const typed = typedAnswers(await Form.of(request), questions);
  const faults = faultsInAnswers(typed, questions, visit.texts.aboutYou);
  if (faults.length > 0) return refuse(faults, typed);
  const answers = { ...known, ...answersOf(typed, questions) };
  if (companion) {
    const others = (draft.others ?? []).map((one, i) => (i === companion.place - 1 ? { ...one, answers } : one));
    await saveDraft(visit, id, await judgePeople(visit, { ...draft, others }));
    return seeOther(afterQuestions(companion.service, { answers }, companion.place));
  }
  const saved = await saveDraft(visit, id, { answers });
  return seeOther(await afterAnswer(visit, 'about-you', saved));
}

function Component() {
  const { texts } = useSite();
  const { questions, whatChanged, name, isCompanion, back, ...page } = useLoaderData<typeof loader>();
  const refusal = useActionData<typeof action>();
  const words = texts.aboutYou;
  const typed = refusal?.typed ?? page.typed;
  const listed = inList(questions);
  const own = onTheirOwn(questions);
  const listTitle = name ? words.listTitleFor(name) : words.listTitle;
  const several = isCompanion && name ? texts.people.questionsTitle(name) : words.title;
  const title = own.length === 0 ? listTitle : questions.length === 1 && !isCompanion ? words.titleOne : several;
  return (
    <Page title={title} back={back} faults={refusal?.faults}>
      {own.length > 0 ? (
        <>
          <h1>{title}</h1>
          <p>{words.why}</p>
        </>
      ) : null}
      <WhatChanged words={whatChanged} />
      <PostForm>
        {listed.length > 0 ? (
          <CheckboxesField
            name={APPLIES}
            label={listTitle}
            isPageHeading={own.length === 0}
            hint={own.length === 0 ? `${words.why} ${words.listHint}` : words.listHint}
            error={faultOf(refusal, APPLIES)}
            chosen={typed.applies}
            choices={[
              ...listed.map(({ id, label, phrase, hint }) => ({ value: id, label: phrase ?? label, hint })),
              { value: NONE, label: words.none, divider: texts.frame.or },
            ]}
          />
        ) : null}
        {own.map((question) => (
          <QuestionField
            key={question.id}
            {...question}
            typed={typed.own[question.id]}
            error={faultOf(refusal, question.id)}
          />
        ))}
      </PostForm>
    </Page>
  );
}

interface QuestionFieldProps extends Question {
  typed: string | undefined;
  error: string | undefined;
}

function QuestionField({ id, kind, label, hint, typed, error }: QuestionFieldProps) {
  const { texts } = useSite();
  const field = { name: id, label, hint, error };
  if (kind === 'yes_no') {
    const choices = (['yes', 'no'] as const).map((value) => ({ value, label: texts.words[value] }));
    return <RadiosField {...field} chosen={typed} choices={choices} />;
  }
  return (
    <TextField
      {...field}
      id={id}
      defaultValue={typed}
      room={20}
      isCode
      autoCapitalize="characters"
      autoComplete="off"
      spellCheck={false}
    />
  );
}

export const aboutYouPage = { loader, action, Component };
