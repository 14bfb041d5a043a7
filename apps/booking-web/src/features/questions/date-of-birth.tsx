import { DateField, InsetText } from '@fairslot/ui';
import { useActionData, useLoaderData } from 'react-router';
import { isUnusualAge, readBirthDate } from '../../ui/birth-date';
import { faultOf, refuse } from '../../ui/faults';
import { datePartsOf, Form } from '../../ui/form';
import { afterAnswer } from '../../ui/hold';
import { requireStep, saveDraft } from '../../ui/journey';
import { backFrom } from '../../ui/journey-order';
import { Page } from '../../ui/page';
import { backOr } from '../../ui/back';
import { PostForm } from '../../ui/post-form';
import { useSite } from '../../ui/site-context';
import { seeOther, type PageArgs } from '../../ui/visit';

async function loader({ context: visit, request }: PageArgs) {
  const { draft, progress } = await requireStep(visit, 'date-of-birth');
  const isOther = draft.forWhom === 'child' || draft.forWhom === 'other';
  return {
    typed: datePartsOf(draft.dateOfBirth),
    name: isOther ? draft.firstName : undefined,
    isMe: draft.forWhom === 'me',
    back: backOr(request, backFrom('date-of-birth', progress)),
  };
}

async function action({ context: visit, request }: PageArgs) {
  const { id } = await requireStep(visit, 'date-of-birth');
  const form = await Form.of(request);
  const typed = form.date('date-of-birth');
  const words = visit.texts.dateOfBirth;
  const { timeZone } = visit.site;
  const read = readBirthDate(typed, words, visit.now(), timeZone);
  if (!read.ok) {
    const field = `date-of-birth-${read.wrong[0] ?? 'day'}`;
    return refuse([{ field, words: read.words }], { ...typed, wrong: read.wrong, sure: undefined });
  }
  if (isUnusualAge(read.date, visit.now(), timeZone) && form.text('sure') !== read.date)
    return refuse([], { ...typed, wrong: undefined, sure: read.date });
  const saved = await saveDraft(visit, id, { dateOfBirth: read.date });
  return seeOther(await afterAnswer(visit, 'date-of-birth', saved));
}

function Component() {
  const { texts, when } = useSite();
  const page = useLoaderData<typeof loader>();
  const refusal = useActionData<typeof action>();
  const words = texts.dateOfBirth;
  const sure = refusal?.typed.sure;
  const wrong = refusal?.typed.wrong;
  const [fault] = refusal?.faults ?? [];
  const title = page.name ? words.titleFor(page.name) : words.title;
  return (
    <Page title={title} back={page.back} faults={refusal?.faults}>
      <PostForm {...(sure && { hidden: { sure } })}>
        {sure ? (
          <InsetText>
            <p>
              <strong>{words.isThisRight(when.plainDate(sure))}</strong>
            </p>
            <p>{words.isThisRightHelp}</p>
          </InsetText>
        ) : null}
        <DateField
          name="date-of-birth"
          label={title}
          isPageHeading
          hint={
            page.isMe || page.name ? (
              words.hint
            ) : (
              <>
                {words.hint}
                <br />
                {words.forSomeoneElse}
              </>
            )
          }
          isBirthday={page.isMe}
          words={texts.words}
          values={refusal?.typed ?? page.typed}
          error={fault ? faultOf(refusal, fault.field) : undefined}
          {...(wrong && { wrong })}
        />
      </PostForm>
    </Page>
  );
}

export const dateOfBirthPage = { loader, action, Component };
