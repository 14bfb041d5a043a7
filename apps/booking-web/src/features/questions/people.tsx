import { attendeesOf, type Companion, type Service } from '@fairslot/contract';
import { RadiosField, type FieldFault } from '@fairslot/ui';
import { data, useActionData, useLoaderData } from 'react-router';
import { readBirthDate, type DatePart } from '../../ui/birth-date';
import { faultOf } from '../../ui/faults';
import { Form, noDate } from '../../ui/form';
import { letGo } from '../../ui/hold';
import { requireStep, saveDraft, weigh, type Journey } from '../../ui/journey';
import { afterStep, backFrom, pathOf } from '../../ui/journey-order';
import { judgePeople } from '../../ui/judge-people';
import { isOnOffer } from '../../ui/on-offer';
import { Page } from '../../ui/page';
import { PostForm } from '../../ui/post-form';
import { useSite } from '../../ui/site-context';
import { seeOther, type PageArgs, type Visit } from '../../ui/visit';
import { AddPerson } from './add-person';
import { PeopleList, questionsOf } from './people-list';

const MOST_OTHERS = 5;

/** A group's people with what the rules say of them today. */
async function openPeople(visit: Visit) {
  const journey = await requireStep(visit, 'people');
  if (journey.draft.forWhom !== 'group') throw seeOther(pathOf('who'));
  const judged = await judgePeople(visit, journey.draft);
  return { ...journey, draft: { ...journey.draft, ...judged } };
}

async function loader({ context: visit }: PageArgs) {
  const { draft, progress } = await openPeople(visit);
  return {
    me: { dateOfBirth: draft.dateOfBirth ?? '', answers: draft.answers, verdict: draft.verdict },
    others: draft.others ?? [],
    serviceId: draft.serviceId ?? '',
    services: (await visit.services()).filter(isOnOffer),
    together: draft.together ?? 'parallel',
    back: backFrom('people', progress),
  };
}

type Posted = Awaited<ReturnType<typeof openPeople>>;

async function action({ context: visit, request }: PageArgs) {
  const journey = await openPeople(visit);
  const form = await Form.of(request);
  const remove = form.text('remove');
  if (remove)
    return keep(
      visit,
      journey,
      (journey.draft.others ?? []).filter((_, i) => String(i) !== remove),
    );
  return form.text('act') === 'add' ? add(visit, journey, form) : goOn(visit, journey, form);
}

const refused = (
  faults: FieldFault[],
  typed: { firstName: string; day: string; month: string; year: string; service: string } | undefined,
  wrong?: readonly DatePart[],
) => data({ faults, typed, wrong }, 422);

/** Other people mean another hold: the one there is goes back. */
async function keep(visit: Visit, { id, draft }: Posted, others: Companion[]) {
  await letGo(visit, draft.hold);
  const judged = await judgePeople(visit, { ...draft, others });
  await saveDraft(visit, id, { ...judged, hold: null });
  return seeOther(pathOf('people'));
}

async function add(visit: Visit, journey: Posted, form: Form) {
  const others = journey.draft.others ?? [];
  const words = visit.texts.people;
  const typed = { firstName: form.text('firstName'), ...form.date('date-of-birth'), service: form.text('service') };
  const faults: FieldFault[] = [];
  if (!typed.firstName) faults.push({ field: 'firstName', words: words.firstNameMissing });
  if (typed.firstName.length > 100) faults.push({ field: 'firstName', words: visit.texts.name.firstLong });
  const read = readBirthDate(typed, visit.texts.dateOfBirth, visit.now(), visit.site.timeZone);
  if (!read.ok) faults.push({ field: `date-of-birth-${read.wrong[0] ?? 'day'}`, words: read.words });
  if (faults.length > 0 || !read.ok) return refused(faults, typed, read.ok ? undefined : read.wrong);
  if (others.length >= MOST_OTHERS) return seeOther(pathOf('people'));
  const services = (await visit.services()).filter(isOnOffer);
  const service = services.find(({ id }) => id === typed.service)?.id;
  return keep(visit, journey, [
    ...others,
    {
      firstName: typed.firstName,
      dateOfBirth: read.date,
      ...(service && service !== journey.draft.serviceId && { serviceId: service }),
    },
  ]);
}

async function goOn(visit: Visit, { id, draft }: Posted, form: Form) {
  const words = visit.texts.people;
  const { others = [] } = draft;
  if (others.length === 0) return refused([{ field: 'firstName', words: words.none }], undefined);
  const asked = others.findIndex(({ verdict }) => verdict?.outcome === 'needs_information');
  if (asked >= 0) return seeOther(questionsOf(asked + 1));
  if (attendeesOf(draft).length === 0) return refused([{ field: 'firstName', words: words.nobody }], undefined);
  const together = form.text('together') === 'consecutive' ? ('consecutive' as const) : ('parallel' as const);
  if (together !== (draft.together ?? 'parallel')) await letGo(visit, draft.hold);
  const saved: Journey = await weigh(
    visit,
    (
      await saveDraft(visit, id, {
        others,
        together,
        ...(draft.verdict && { verdict: draft.verdict }),
        ...(together !== (draft.together ?? 'parallel') && { hold: null }),
      })
    ).draft,
  );
  return seeOther(afterStep('people', saved.progress));
}

function Component() {
  const { texts } = useSite();
  const words = texts.people;
  const page = useLoaderData<typeof loader>();
  const refusal = useActionData<typeof action>();
  const isFull = page.others.length >= MOST_OTHERS;
  return (
    <Page title={words.title} back={page.back} faults={refusal?.faults}>
      <h1>{words.title}</h1>
      <PeopleList me={page.me} others={page.others} services={page.services} mainServiceId={page.serviceId} />
      {isFull ? (
        <p>{words.full}</p>
      ) : (
        <AddPerson
          nth={page.others.length + 1}
          services={page.services as Service[]}
          serviceId={page.serviceId}
          typed={refusal?.typed ?? { firstName: '', ...noDate, service: '' }}
          wrong={refusal?.wrong}
          errorOf={(field) => faultOf(refusal && { faults: refusal.faults, typed: {} }, field)}
        />
      )}
      {page.others.length > 0 ? (
        <PostForm>
          <RadiosField
            name="together"
            label={words.togetherLabel}
            chosen={page.together}
            choices={[
              { value: 'parallel', label: words.parallel },
              { value: 'consecutive', label: words.consecutive },
            ]}
          />
        </PostForm>
      ) : null}
    </Page>
  );
}

export const peoplePage = { loader, action, Component };
