import { isProblem } from '@fairslot/client';
import { askForDetails } from '@fairslot/contract';
import { parseEmail, parseMobile } from '@fairslot/domain';
import { DateField, TextField, type FieldFault } from '@fairslot/ui';
import { data, useActionData, useLoaderData } from 'react-router';
import { readBirthDate } from '../../ui/birth-date';
import { faultOf } from '../../ui/faults';
import { Form, noDate } from '../../ui/form';
import { newKey } from '../../ui/ids';
import { Locked } from '../../ui/locked';
import { lockedUntil } from '../../ui/locked-until';
import { Page } from '../../ui/page';
import { PostForm } from '../../ui/post-form';
import { useSite } from '../../ui/site-context';
import { seeOther, type PageArgs, type Visit } from '../../ui/visit';

export const SEND = '/manage/send';
const SENT = '/manage/sent';

/** A number or an address, in one box: nobody has to say first which of the two it is. */
function readTo(to: string, { texts }: Visit) {
  if (!to) return { fault: texts.find.send.toMissing };
  if (to.includes('@')) return parseEmail(to).ok ? { email: to } : { fault: texts.contact.emailWrong };
  return parseMobile(to).ok ? { mobile: to } : { fault: texts.contact.mobileWrong };
}

/** Of one form as it was sent, so that a second press asks once. */
const loader = () => ({ key: newKey() });

/** To the contact on record, of which nothing is known here: the next page is the same whatever came of it. */
async function action({ context: visit, request }: PageArgs) {
  const form = await Form.of(request);
  const typed = { to: form.text('to'), ...form.date('date-of-birth') };
  const { fault, ...to } = readTo(typed.to, visit);
  const date = readBirthDate(typed, visit.texts.dateOfBirth, visit.now(), visit.site.timeZone);
  const faults: FieldFault[] = [
    ...(fault ? [{ field: 'to', words: fault }] : []),
    ...(date.ok ? [] : [{ field: `date-of-birth-${date.wrong[0] ?? 'day'}`, words: date.words }]),
  ];
  const answer = (status: number, locked = '') =>
    data({ faults, typed, wrong: date.ok ? undefined : date.wrong, locked }, status);
  if (faults.length > 0 || !date.ok) return answer(422);
  try {
    await visit.call(askForDetails, {
      body: { ...to, dateOfBirth: date.date },
      idempotencyKey: form.text('key') || newKey(),
    });
  } catch (error) {
    if (isProblem(error, 'too_many')) return answer(429, lockedUntil(visit, error));
    throw error;
  }
  return seeOther(SENT);
}

function Component() {
  const { texts } = useSite();
  const { key } = useLoaderData<typeof loader>();
  const refusal = useActionData<typeof action>();
  const words = texts.find.send;
  if (refusal?.locked) return <Locked until={refusal.locked} />;
  const dateFault = refusal?.faults.find(({ field }) => field.startsWith('date-of-birth'));
  return (
    <Page title={words.title} back="/manage" faults={refusal?.faults}>
      <h1>{words.title}</h1>
      <p>{words.intro}</p>
      <PostForm submit={words.submit} hidden={{ key }}>
        <TextField
          id="to"
          name="to"
          label={words.to}
          error={faultOf(refusal, 'to')}
          defaultValue={refusal?.typed.to}
          room={30}
          autoCapitalize="none"
          spellCheck={false}
        />
        <DateField
          name="date-of-birth"
          label={texts.find.dateOfBirth}
          hint={texts.dateOfBirth.hint}
          words={texts.words}
          values={refusal?.typed ?? noDate}
          error={dateFault?.words}
          {...(refusal?.wrong && { wrong: refusal.wrong })}
        />
      </PostForm>
    </Page>
  );
}

function Sent() {
  const { texts, site } = useSite();
  const words = texts.find.send;
  return (
    <Page title={words.sent}>
      <h1>{words.sent}</h1>
      <p>{words.sentText}</p>
      <p>{words.later(site.helpPhone)}</p>
      <ul className="nhsuk-list">
        <li>
          <a href={SEND}>{words.other}</a>
        </li>
        <li>
          <a href="/manage">{texts.find.title}</a>
        </li>
      </ul>
    </Page>
  );
}

export const sendToMePage = { loader, action, Component };
export const sentPage = { Component: Sent };
