import { declineInvitation, declineReasons } from '@fairslot/contract';
import { ButtonLink, DateField, Panel, RadiosField, type FieldFault } from '@fairslot/ui';
import { data, useActionData, useLoaderData } from 'react-router';
import { readBirthDate, type DatePart } from '../../ui/birth-date';
import { faultOf } from '../../ui/faults';
import { Form, noDate } from '../../ui/form';
import { forgetDraft, readDraft } from '../../ui/journey';
import { Locked } from '../../ui/locked';
import { Page } from '../../ui/page';
import { PostForm } from '../../ui/post-form';
import { useSite } from '../../ui/site-context';
import { seeOther, type PageArgs } from '../../ui/visit';
import { proving, tokenOf } from './invitation';
import { OPEN } from './open';

const reasonOf = (text: string | null) => declineReasons.find((reason) => reason === text);

/** "No, thank you" takes one press once the date of birth is known; before that it is asked here. */
async function loader({ context: visit, request }: PageArgs) {
  const token = tokenOf(visit);
  const { draft } = await readDraft(visit);
  return {
    isProved: draft.invited?.token === token && Boolean(draft.dateOfBirth),
    chosen: reasonOf(new URL(request.url).searchParams.get('reason')),
  };
}

async function action({ context: visit, request }: PageArgs) {
  const token = tokenOf(visit);
  const { draft } = await readDraft(visit);
  const form = await Form.of(request);
  const typed = form.date('date-of-birth');
  const words = visit.texts.invited;
  const reason = reasonOf(form.text('reason'));
  const faults: FieldFault[] = reason ? [] : [{ field: 'reason', words: words.decline.missing }];
  const known = draft.invited?.token === token ? draft.dateOfBirth : undefined;
  let wrong: readonly DatePart[] | undefined;
  let dateOfBirth = known;
  if (!known) {
    const read = readBirthDate(typed, visit.texts.dateOfBirth, visit.now(), visit.site.timeZone);
    if (read.ok) dateOfBirth = read.date;
    else {
      wrong = read.wrong;
      faults.push({ field: `date-of-birth-${read.wrong[0] ?? 'day'}`, words: read.words });
    }
  }
  const refused = (all: FieldFault[], status: number, locked = '') =>
    data({ faults: all, typed, wrong, locked }, status);
  if (!reason || !dateOfBirth || faults.length > 0) return refused(faults, 422);
  const body = { dateOfBirth, reason };
  const asked = await proving(visit, () => visit.call(declineInvitation, { params: { token }, body }));
  if (!asked.ok && asked.reason === 'locked') return refused([], 429, asked.until);
  if (!asked.ok) return refused([{ field: 'date-of-birth-day', words: words.failed }], 422);
  if (known) await forgetDraft(visit);
  return seeOther('/i/thanks');
}

function Component() {
  const { texts } = useSite();
  const page = useLoaderData<typeof loader>();
  const refusal = useActionData<typeof action>();
  const words = texts.invited.decline;
  if (refusal?.locked) return <Locked until={refusal.locked} isLink />;
  const dateFault = refusal?.faults.find(({ field }) => field.startsWith('date-of-birth'));
  return (
    <Page title={words.title} back={OPEN} faults={refusal?.faults}>
      <h1>{words.title}</h1>
      <p>{words.hint}</p>
      <PostForm submit={words.submit}>
        <RadiosField
          name="reason"
          label={<span className="nhsuk-u-visually-hidden">{words.title}</span>}
          error={faultOf(refusal && { faults: refusal.faults, typed: {} }, 'reason')}
          chosen={page.chosen}
          choices={declineReasons.map((reason) => ({ value: reason, label: words.reasons[reason] }))}
        />
        {page.isProved ? null : (
          <DateField
            name="date-of-birth"
            label={texts.invited.label}
            hint={texts.dateOfBirth.hint}
            words={texts.words}
            values={refusal?.typed ?? noDate}
            error={dateFault?.words}
            isBirthday
            {...(refusal?.wrong && { wrong: refusal.wrong })}
          />
        )}
      </PostForm>
    </Page>
  );
}

function Thanks() {
  const words = useSite().texts.invited.decline;
  return (
    <Page title={words.thanks}>
      <Panel heading={words.thanks}>
        <p>{words.thanksText}</p>
      </Panel>
      <ButtonLink href={OPEN} variant="secondary">
        {words.bookAfterAll}
      </ButtonLink>
    </Page>
  );
}

export const declinePage = { loader, action, Component };
export const thanksPage = { Component: Thanks };
