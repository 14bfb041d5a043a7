import { type JourneyDraft, LAST_DOSE, lastDoseOf, withoutDate } from '@fairslot/contract';
import { localDateOf, parseDateParts } from '@fairslot/domain';
import { DateField, FieldsetGroup, RadiosField, TextField, type DateParts, type FieldFault } from '@fairslot/ui';
import { useActionData, useLoaderData } from 'react-router';
import { backOr } from '../../ui/back';
import { asksLastDose } from '../../ui/doses';
import { faultOf, refuse } from '../../ui/faults';
import { datePartsOf, Form, noDate } from '../../ui/form';
import { afterAnswer, letGo } from '../../ui/hold';
import { requireStep, saveDraft } from '../../ui/journey';
import { backFrom, pathOf } from '../../ui/journey-order';
import { judgePeople } from '../../ui/judge-people';
import { Page } from '../../ui/page';
import { PostForm } from '../../ui/post-form';
import { useSite } from '../../ui/site-context';
import { seeOther, type PageArgs, type Visit } from '../../ui/visit';

const DATE = 'last-dose-date';
const MONTH = 'last-dose-month';

interface Typed {
  known: string;
  date: DateParts;
  month: Omit<DateParts, 'day'>;
}

/** Whose last dose it is: the first person's, or that of one of several; place 1 is the second person. */
async function openLastDose(visit: Visit, request: Request) {
  const place = Number(new URL(request.url).searchParams.get('person'));
  if (place > 0) return openCompanion(visit, place);
  const { id, draft, service, progress } = await requireStep(visit, 'last-dose');
  const isOther = draft.forWhom === 'child' || draft.forWhom === 'other';
  const name = isOther ? draft.firstName : undefined;
  return { id, draft, answers: draft.answers, name, service, back: backFrom('last-dose', progress), place: 0 };
}

async function openCompanion(visit: Visit, place: number) {
  const { id, draft } = await requireStep(visit, 'people');
  const one = draft.others?.[place - 1];
  const service = (await visit.services()).find((known) => known.id === (one?.serviceId ?? draft.serviceId));
  if (!one || !asksLastDose(service)) throw seeOther(pathOf('people'));
  return { id, draft, answers: one.answers, name: one.firstName, service, back: pathOf('people'), place };
}

async function loader({ context: visit, request }: PageArgs) {
  const { answers, name, service, back } = await openLastDose(visit, request);
  const said = answers?.[LAST_DOSE];
  const date = lastDoseOf({ answers });
  const typed: Typed = {
    known: date ? 'date' : typeof said === 'string' ? said : '',
    date: datePartsOf(date),
    month: { month: '', year: '' },
  };
  return { typed, name, service: service?.shortName ?? '', back: backOr(request, back) };
}

async function action({ context: visit, request }: PageArgs) {
  const { id, draft, answers: known, place } = await openLastDose(visit, request);
  const form = await Form.of(request);
  const typed: Typed = {
    known: form.text('known'),
    date: form.date(DATE),
    month: { month: form.text(`${MONTH}-month`), year: form.text(`${MONTH}-year`) },
  };
  const read = readLastDose(typed, visit);
  if ('fault' in read) return refuse([read.fault], typed);
  const answers = { ...known, [LAST_DOSE]: read.said };
  if (draft.forWhom === 'group') return keepOfGroup(visit, { id, draft }, place, answers);
  return seeOther(await afterAnswer(visit, 'last-dose', await saveDraft(visit, id, { answers })));
}

/** Of several people it decides who comes, and for which dose: the time held for them goes back, and the list says who can. */
async function keepOfGroup(
  visit: Visit,
  { id, draft }: { id: string | undefined; draft: JourneyDraft },
  place: number,
  answers: NonNullable<JourneyDraft['answers']>,
) {
  await letGo(visit, draft.hold);
  const others = (draft.others ?? []).map((one, i) => (i === place - 1 ? { ...one, answers } : one));
  const mine = place === 0 ? { answers } : {};
  const judged = await judgePeople(visit, { ...draft, ...mine, others });
  await saveDraft(visit, id, { ...mine, ...judged, hold: null });
  return seeOther(pathOf('people'));
}

/** What was chosen, as it is kept: a date, of a month its last day, so that nobody is let come too soon; or a word. */
function readLastDose(typed: Typed, visit: Visit): { said: string } | { fault: FieldFault } {
  const words = visit.texts.lastDose;
  const said = withoutDate.find((one) => one === typed.known);
  if (said) return { said };
  if (typed.known !== 'date' && typed.known !== 'month') return { fault: { field: 'known', words: words.missing } };
  const isMonth = typed.known === 'month';
  const field = isMonth ? `${MONTH}-month` : `${DATE}-day`;
  const read = parseDateParts(isMonth ? { day: '1', ...typed.month } : typed.date);
  if (!read.ok) {
    const reason = isMonth && read.reason === 'empty' ? 'missing_month_and_year' : read.reason;
    return { fault: { field, words: reason === 'empty' ? words.empty : words.faults[reason] } };
  }
  const today = localDateOf(visit.now(), visit.site.timeZone);
  if (read.date > today) return { fault: { field, words: words.inFuture } };
  if (!isMonth) return { said: read.date };
  const last = lastDayOfMonth(read.date);
  return { said: last > today ? today : last };
}

function lastDayOfMonth(date: string): string {
  const [year = 0, month = 0] = date.split('-').map(Number);
  return new Date(Date.UTC(year, month, 0)).toISOString().slice(0, 10);
}

function Component() {
  const { texts } = useSite();
  const page = useLoaderData<typeof loader>();
  const refusal = useActionData<typeof action>();
  const words = texts.lastDose;
  const typed = refusal?.typed ?? page.typed;
  const title = page.name ? words.titleFor(page.name) : words.title;
  const month = (part: 'month' | 'year') => (
    <TextField
      id={`${MONTH}-${part}`}
      name={`${MONTH}-${part}`}
      label={texts.words[part]}
      room={part === 'year' ? 4 : 10}
      defaultValue={typed.month[part]}
      error={part === 'month' ? faultOf(refusal, `${MONTH}-month`) : undefined}
    />
  );
  return (
    <Page title={title} back={page.back} faults={refusal?.faults}>
      <PostForm>
        <RadiosField
          name="known"
          label={title}
          isPageHeading
          hint={words.hint(page.service)}
          error={faultOf(refusal, 'known')}
          chosen={typed.known}
          choices={[
            {
              value: 'date',
              label: words.date,
              reveal: (
                <DateField
                  name={DATE}
                  label={words.dateLabel}
                  hint={texts.dateOfBirth.hint}
                  words={texts.words}
                  values={refusal?.typed.date ?? typed.date ?? noDate}
                  error={faultOf(refusal, `${DATE}-day`)}
                />
              ),
            },
            {
              value: 'month',
              label: words.month,
              reveal: (
                <FieldsetGroup id={MONTH} label={words.monthLabel}>
                  {month('month')}
                  {month('year')}
                </FieldsetGroup>
              ),
            },
            { value: 'none', label: words.none },
            { value: 'all', label: words.all },
            { value: 'unsure', label: words.unsure, hint: words.unsureHint },
          ]}
        />
      </PostForm>
    </Page>
  );
}

export const lastDosePage = { loader, action, Component };
