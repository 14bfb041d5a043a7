import { isProblem } from '@fairslot/client';
import { askToBeTold } from '@fairslot/contract';
import { CheckboxesField, DateField, Panel, TextField, type DateParts, type FieldFault } from '@fairslot/ui';
import { useActionData, useLoaderData } from 'react-router';
import { readBirthDate } from '../../ui/birth-date';
import { faultOf, refuse } from '../../ui/faults';
import { datePartsOf, Form } from '../../ui/form';
import { fingerprint } from '../../ui/ids';
import { readDraft, saveDraft } from '../../ui/journey';
import { NEXT_STEPS, pathOf } from '../../ui/journey-order';
import { nameFaults } from '../../ui/name-faults';
import { Page } from '../../ui/page';
import { PostForm } from '../../ui/post-form';
import { useSite } from '../../ui/site-context';
import { seeOther, type PageArgs, type Visit } from '../../ui/visit';
import { Whole } from '../../ui/whole';
import { faultsIn, type TypedContact } from './read-contact';

const TOLD = '/book/told';

interface Typed extends TypedContact {
  firstName: string;
  lastName: string;
  born: DateParts;
}

/** The service is named by the address where somebody comes from its own page, else it is the one of the journey. */
async function open(visit: Visit, request: Request) {
  const { id, draft } = await readDraft(visit);
  const asked = new URL(request.url).searchParams.get('service') ?? draft.serviceId;
  const service = (await visit.services()).find((one) => one.id === asked);
  if (!service) throw seeOther(pathOf('what'));
  const isOfJourney = service.id === draft.serviceId && !draft.booked;
  return {
    id,
    draft,
    service,
    answers: isOfJourney ? (draft.answers ?? {}) : {},
    born: isOfJourney && draft.dateOfBirth,
  };
}

async function loader({ context: visit, request }: PageArgs) {
  const { service, draft, born } = await open(visit, request);
  const typed: Typed = {
    firstName: draft.firstName ?? '',
    lastName: '',
    born: datePartsOf(born || undefined),
    by: [],
    mobile: '',
    email: '',
    landline: '',
  };
  return { typed, service: service.shortName, asksBirth: !born, back: born ? NEXT_STEPS : `/${service.id}` };
}

async function action({ context: visit, request }: PageArgs) {
  const { id, service, answers, born } = await open(visit, request);
  const form = await Form.of(request);
  const typed: Typed = {
    firstName: form.text('firstName'),
    lastName: form.text('lastName'),
    born: form.date('date-of-birth'),
    by: form.all('by').filter((way) => way !== 'none'),
    mobile: form.text('mobile'),
    email: form.text('email'),
    landline: '',
  };
  const { name: names, contact: words, dateOfBirth: dates } = visit.texts;
  const read = born
    ? ({ ok: true, date: born } as const)
    : readBirthDate(typed.born, dates, visit.now(), visit.site.timeZone);
  const faults: FieldFault[] = [
    ...nameFaults({ firstName: typed.firstName, lastName: typed.lastName }, names),
    ...(read.ok ? [] : [{ field: `date-of-birth-${read.wrong[0] ?? 'day'}`, words: read.words }]),
    ...faultsIn(typed, { ...words, missing: visit.texts.tellMe.missing }),
  ];
  if (faults.length > 0 || !read.ok) return refuse(faults, typed);
  const contact = {
    ...(typed.by.includes('text') && { mobile: typed.mobile }),
    ...(typed.by.includes('email') && { email: typed.email }),
  };
  const { firstName, lastName } = typed;
  const body = { serviceId: service.id, firstName, lastName, dateOfBirth: read.date, answers, contact };
  try {
    const { on } = await visit.call(askToBeTold, {
      body: { ...body, language: visit.messageLanguage },
      idempotencyKey: fingerprint('tell me', id, body),
    });
    await saveDraft(visit, id, { toldOn: on });
    return seeOther(TOLD);
  } catch (error) {
    // It can be booked now, or not at all: the journey says which.
    if (isProblem(error, 'wrong_state', 'not_eligible', 'service_closed', 'needs_information'))
      return seeOther(born ? NEXT_STEPS : `/${service.id}`);
    throw error;
  }
}

function Component() {
  const { texts } = useSite();
  const page = useLoaderData<typeof loader>();
  const refusal = useActionData<typeof action>();
  const words = texts.tellMe;
  const typed = refusal?.typed ?? page.typed;
  const error = (field: string) => faultOf(refusal, field);
  const field = (name: 'firstName' | 'lastName' | 'mobile' | 'email') => ({
    id: name,
    name,
    defaultValue: typed[name],
    error: error(name),
    spellCheck: false,
  });
  const birthFault = refusal?.faults.find(({ field: at }) => at.startsWith('date-of-birth'));
  return (
    <Page title={words.title} back={page.back} faults={refusal?.faults}>
      <h1>{words.title}</h1>
      <p>{words.intro(page.service)}</p>
      <PostForm submit={words.submit}>
        <TextField {...field('firstName')} label={texts.name.first} autoComplete="off" />
        <TextField {...field('lastName')} label={texts.name.last} autoComplete="off" />
        {page.asksBirth ? (
          <DateField
            name="date-of-birth"
            label={texts.dateOfBirth.title}
            hint={texts.dateOfBirth.hint}
            words={texts.words}
            values={typed.born}
            error={birthFault?.words}
          />
        ) : null}
        <CheckboxesField
          name="by"
          label={words.how}
          error={error('by')}
          chosen={typed.by}
          choices={[
            {
              value: 'text',
              label: texts.contact.text,
              reveal: (
                <TextField
                  {...field('mobile')}
                  label={texts.contact.mobileLabel}
                  type="tel"
                  autoComplete="tel"
                  room={20}
                />
              ),
            },
            {
              value: 'email',
              label: texts.contact.email,
              reveal: (
                <TextField {...field('email')} label={texts.contact.emailLabel} type="email" autoComplete="email" />
              ),
            },
          ]}
        />
      </PostForm>
    </Page>
  );
}

async function loadTold({ context: visit }: PageArgs) {
  const { draft } = await readDraft(visit);
  if (!draft.toldOn) throw seeOther('/');
  return { on: draft.toldOn };
}

function Told() {
  const { texts, when } = useSite();
  const { on } = useLoaderData<typeof loadTold>();
  const words = texts.tellMe;
  return (
    <Page title={words.done}>
      <Panel heading={words.done}>
        <p className="fs-when">
          <Whole words={when.longDate(on)} />
        </p>
      </Panel>
      <p>{words.nothingToDo}</p>
      <p>
        <a href="/">{texts.notFound.home}</a>
      </p>
    </Page>
  );
}

export const tellMePage = { loader, action, Component };
export const toldPage = { loader: loadTold, Component: Told };
