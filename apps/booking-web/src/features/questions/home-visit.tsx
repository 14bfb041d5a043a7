import { isProblem } from '@fairslot/client';
import { askForHomeVisit } from '@fairslot/contract';
import { BEST_TIMES, type BestTime, parsePhone, parsePostcode } from '@fairslot/domain';
import { Panel, RadiosField, TextField, type FieldFault } from '@fairslot/ui';
import { useActionData, useLoaderData } from 'react-router';
import { faultOf, refuse } from '../../ui/faults';
import { Form } from '../../ui/form';
import { fingerprint } from '../../ui/ids';
import { readDraft, requireStep, saveDraft } from '../../ui/journey';
import { afterStep, NOT_NOW, pathOf } from '../../ui/journey-order';
import { nameFaults } from '../../ui/name-faults';
import { Page } from '../../ui/page';
import { PostForm } from '../../ui/post-form';
import { useSite } from '../../ui/site-context';
import { seeOther, type PageArgs, type Visit } from '../../ui/visit';

const ASKED = '/book/home-visit/asked';

const isBestTime = (text: string): text is BestTime => (BEST_TIMES as readonly string[]).includes(text);

async function open(visit: Visit) {
  const { id, draft, progress } = await requireStep(visit, 'help-needed');
  // Where somebody looks near with a whole postcode, it is most often their home: offered, never taken for granted.
  const near = draft.where && parsePostcode(draft.where.label)?.postcode;
  const typed = {
    firstName: draft.firstName ?? '',
    lastName: draft.lastName ?? '',
    phone: draft.contact?.mobile ?? draft.contact?.landline ?? '',
    postcode: draft.postcode ?? near ?? '',
    bestTime: '',
  };
  return { id, draft, next: afterStep('help-needed', progress), typed };
}

async function loader({ context: visit }: PageArgs) {
  const { typed, next } = await open(visit);
  return { typed, next };
}

/** Whoever cannot leave home leaves a number: a visit is arranged by people, who call back. */
async function action({ context: visit, request }: PageArgs) {
  const { id, draft } = await open(visit);
  const form = await Form.of(request);
  const typed = {
    firstName: form.text('firstName'),
    lastName: form.text('lastName'),
    phone: form.text('phone'),
    postcode: form.text('postcode'),
    bestTime: form.text('bestTime'),
  };
  const { name, contact, homePostcode, homeVisit: words } = visit.texts;
  const postcode = parsePostcode(typed.postcode)?.postcode;
  const faults: FieldFault[] = [
    ...nameFaults({ firstName: typed.firstName, lastName: typed.lastName }, name),
    ...(typed.phone && parsePhone(typed.phone).ok
      ? []
      : [{ field: 'phone', words: typed.phone ? contact.landlineWrong : words.phoneMissing }]),
    ...(typed.postcode && !postcode ? [{ field: 'postcode', words: homePostcode.wrong }] : []),
    ...(isBestTime(typed.bestTime) ? [] : [{ field: 'bestTime', words: words.bestTimeMissing }]),
  ];
  const { serviceId, dateOfBirth, where } = draft;
  if (faults.length > 0 || !isBestTime(typed.bestTime)) return refuse(faults, typed);
  if (!serviceId || !dateOfBirth) throw seeOther(pathOf('what'));
  const { firstName, lastName, phone, bestTime } = typed;
  const body = {
    serviceId,
    firstName,
    lastName,
    dateOfBirth,
    phone,
    ...(postcode && { postcode }),
    ...(where && { near: { latitude: where.latitude, longitude: where.longitude } }),
    bestTime,
    language: visit.language,
  };
  try {
    const { on } = await visit.call(askForHomeVisit, { body, idempotencyKey: fingerprint('home visit', id, body) });
    await saveDraft(visit, id, { homeVisitOn: on });
  } catch (error) {
    if (isProblem(error, 'service_closed')) return seeOther(NOT_NOW);
    throw error;
  }
  return seeOther(ASKED);
}

function Component() {
  const { texts, site } = useSite();
  const words = texts.homeVisit;
  const page = useLoaderData<typeof loader>();
  const refusal = useActionData<typeof action>();
  const typed = refusal?.typed ?? page.typed;
  const field = (name: 'firstName' | 'lastName' | 'phone' | 'postcode') => ({
    id: name,
    name,
    defaultValue: typed[name],
    error: faultOf(refusal, name),
    autoComplete: 'off',
    spellCheck: false,
  });
  return (
    <Page title={words.title} back={pathOf('help-needed')} faults={refusal?.faults}>
      <h1>{words.title}</h1>
      <p>{words.intro}</p>
      <PostForm submit={words.submit}>
        <TextField {...field('firstName')} label={texts.name.first} />
        <TextField {...field('lastName')} label={texts.name.last} />
        <TextField {...field('phone')} label={words.phone} hint={words.phoneHint} type="tel" room={20} />
        <TextField {...field('postcode')} label={texts.homePostcode.label} hint={words.postcodeHint} room={10} />
        <RadiosField
          name="bestTime"
          label={words.bestTime}
          error={faultOf(refusal, 'bestTime')}
          chosen={typed.bestTime}
          choices={BEST_TIMES.map((value) => ({ value, label: words.bestTimes[value] }))}
        />
      </PostForm>
      <p>{words.orCall(site.helpPhone)}</p>
      <p>
        <a href={page.next}>{words.goOn}</a>
      </p>
    </Page>
  );
}

async function loadAsked({ context: visit }: PageArgs) {
  const { draft } = await readDraft(visit);
  if (!draft.homeVisitOn) throw seeOther('/');
  return null;
}

function Asked() {
  const { texts, site } = useSite();
  const words = texts.homeVisit;
  return (
    <Page title={words.done}>
      <Panel heading={words.done} />
      <p>{words.next}</p>
      <p>{words.noCall(site.helpPhone)}</p>
      <p>
        <a href="/">{texts.notFound.home}</a>
      </p>
    </Page>
  );
}

export const homeVisitPage = { loader, action, Component };
export const homeVisitAskedPage = { loader: loadAsked, Component: Asked };
