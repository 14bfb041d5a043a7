import { parseReference } from '@fairslot/domain';
import { DateField, TextField, type FieldFault } from '@fairslot/ui';
import { data, useActionData } from 'react-router';
import { readBirthDate, type DatePart } from '../../ui/birth-date';
import { faultOf } from '../../ui/faults';
import { Form, noDate } from '../../ui/form';
import { Page } from '../../ui/page';
import { PostForm } from '../../ui/post-form';
import { useSite } from '../../ui/site-context';
import { seeOther, type PageArgs } from '../../ui/visit';
import { Locked } from '../../ui/locked';
import { openSession } from './session';

async function action({ context: visit, request }: PageArgs) {
  const form = await Form.of(request);
  const typed = { reference: form.text('reference'), ...form.date('date-of-birth') };
  const words = visit.texts.find;
  const faults: FieldFault[] = [];
  let wrong: readonly DatePart[] | undefined;
  const reference = parseReference(typed.reference);
  if (!reference.ok) faults.push({ field: 'reference', words: words.referenceFaults[reference.reason] });
  const date = readBirthDate(typed, visit.texts.dateOfBirth, visit.now(), visit.site.timeZone);
  if (!date.ok) {
    wrong = date.wrong;
    faults.push({ field: `date-of-birth-${date.wrong[0] ?? 'day'}`, words: date.words });
  }
  if (!reference.ok || !date.ok) return data({ faults, typed, wrong, locked: '' }, 422);
  const opened = await openSession(visit, { reference: reference.reference }, date.date);
  if (opened.ok) {
    visit.cookies.clear('link');
    return seeOther('/appointment');
  }
  if (opened.reason === 'locked') return data({ faults, typed, wrong, locked: opened.until }, 429);
  return data({ faults: [{ field: 'reference', words: words.failed }], typed, wrong, locked: '' }, 422);
}

function Component() {
  const { texts, site } = useSite();
  const refusal = useActionData<typeof action>();
  const words = texts.find;
  if (refusal?.locked) return <Locked until={refusal.locked} />;
  const dateFault = refusal?.faults.find(({ field }) => field.startsWith('date-of-birth'));
  return (
    <Page title={words.title} back="/" faults={refusal?.faults}>
      <h1>{words.title}</h1>
      <PostForm submit={words.submit}>
        <TextField
          id="reference"
          name="reference"
          label={words.reference}
          hint={words.referenceHint}
          error={faultOf(refusal, 'reference')}
          defaultValue={refusal?.typed.reference}
          room={20}
          isCode
          autoCapitalize="characters"
          autoComplete="off"
          spellCheck={false}
        />
        <DateField
          name="date-of-birth"
          label={words.dateOfBirth}
          hint={texts.dateOfBirth.hint}
          words={texts.words}
          values={refusal?.typed ?? noDate}
          error={dateFault?.words}
          {...(refusal?.wrong && { wrong: refusal.wrong })}
        />
      </PostForm>
      <p>
        {words.lost} {site.helpPhone}.
      </p>
    </Page>
  );
}

export const findPage = { action, Component };
