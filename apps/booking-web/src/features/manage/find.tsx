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
import { SEND } from './send-to-me';
import { openSession } from './session';

async function action({ context: visit, request }: PageArgs) {
  const form = await Form.of(request);
  const typed = { reference: form.text('reference'), ...form.date('date-of-birth') };
  const words = visit.texts.find;
  const faults: FieldFault[] = [];
  let wrong: readonly DatePart[] | undefined;
  const answer = (status: number, more: { locked?: string; isUnknown?: boolean } = {}) =>
    data({ faults, typed, wrong, locked: '', isUnknown: false, ...more }, status);
  const reference = parseReference(typed.reference);
  if (!reference.ok) faults.push({ field: 'reference', words: words.referenceFaults[reference.reason] });
  const date = readBirthDate(typed, visit.texts.dateOfBirth, visit.now(), visit.site.timeZone);
  if (!date.ok) {
    wrong = date.wrong;
    faults.push({ field: `date-of-birth-${date.wrong[0] ?? 'day'}`, words: date.words });
  }
  if (!reference.ok || !date.ok) return answer(422);
  const opened = await openSession(visit, { reference: reference.reference }, date.date);
  if (opened.ok) {
    visit.cookies.clear('link');
    return seeOther('/appointment');
  }
  return opened.reason === 'locked' ? answer(429, { locked: opened.until }) : answer(404, { isUnknown: true });
}

function Component() {
  const { texts, site } = useSite();
  const answer = useActionData<typeof action>();
  const words = texts.find;
  if (answer?.locked) return <Locked until={answer.locked} />;
  const dateFault = answer?.faults.find(({ field }) => field.startsWith('date-of-birth'));
  const title = answer?.isUnknown ? words.noMatch.title : words.title;
  return (
    <Page title={title} back={answer?.isUnknown ? '/manage' : '/'} faults={answer?.faults}>
      <h1>{title}</h1>
      {answer?.isUnknown ? <NoMatch /> : null}
      <PostForm submit={answer?.isUnknown ? words.noMatch.again : words.submit}>
        <TextField
          id="reference"
          name="reference"
          label={words.reference}
          hint={words.referenceHint}
          error={faultOf(answer, 'reference')}
          defaultValue={answer?.typed.reference}
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
          values={answer?.typed ?? noDate}
          error={dateFault?.words}
          {...(answer?.wrong && { wrong: answer.wrong })}
        />
      </PostForm>
      {answer?.isUnknown ? (
        <>
          <h2 className="nhsuk-heading-m">{words.noMatch.sendHeading}</h2>
          <p>{words.noMatch.sendText}</p>
        </>
      ) : null}
      <p>
        <a href={SEND}>{words.send.link}</a>
      </p>
      <p>
        {words.lost} {site.helpPhone}.
      </p>
    </Page>
  );
}

/** A page and no error of a field: nothing says which of the two is another one. */
function NoMatch() {
  const { noMatch } = useSite().texts.find;
  return (
    <>
      <p>{noMatch.text}</p>
      <ul className="nhsuk-list nhsuk-list--bullet">
        {noMatch.check.map((one) => (
          <li key={one}>{one}</li>
        ))}
      </ul>
    </>
  );
}

export const findPage = { action, Component };
