import { localDateOf, parseDateParts } from '@fairslot/domain';
import { DateField, FieldsetGroup, RadiosField, TextField, type DateParts, type FieldFault } from '@fairslot/ui';
import { useActionData, useLoaderData } from 'react-router';
import { backOr } from '../../ui/back';
import { LAST_DOSE, lastDoseOf, withoutDate } from '../../ui/doses';
import { faultOf, refuse } from '../../ui/faults';
import { datePartsOf, Form, noDate } from '../../ui/form';
import { afterAnswer } from '../../ui/hold';
import { requireStep, saveDraft } from '../../ui/journey';
import { backFrom } from '../../ui/journey-order';
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

async function loader({ context: visit, request }: PageArgs) {
  const { draft, service, progress } = await requireStep(visit, 'last-dose');
  const said = draft.answers?.[LAST_DOSE];
  const date = lastDoseOf(draft);
  const typed: Typed = {
    known: date ? 'date' : typeof said === 'string' ? said : '',
    date: datePartsOf(date),
    month: { month: '', year: '' },
  };
  const isOther = draft.forWhom === 'child' || draft.forWhom === 'other';
  return {
    typed,
    name: isOther ? draft.firstName : undefined,
    service: service?.shortName ?? '',
    back: backOr(request, backFrom('last-dose', progress)),
  };
}

async function action({ context: visit, request }: PageArgs) {
  const { id, draft } = await requireStep(visit, 'last-dose');
  const form = await Form.of(request);
  const typed: Typed = {
    known: form.text('known'),
    date: form.date(DATE),
    month: { month: form.text(`${MONTH}-month`), year: form.text(`${MONTH}-year`) },
  };
  const read = readLastDose(typed, visit);
  if ('fault' in read) return refuse([read.fault], typed);
  const saved = await saveDraft(visit, id, { answers: { ...draft.answers, [LAST_DOSE]: read.said } });
  return seeOther(await afterAnswer(visit, 'last-dose', saved));
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
