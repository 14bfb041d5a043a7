import { DateField } from '@fairslot/ui';
import { data, useActionData } from 'react-router';
import { readBirthDate, type DatePart } from '../../ui/birth-date';
import { Form, noDate } from '../../ui/form';
import { Page } from '../../ui/page';
import { PostForm } from '../../ui/post-form';
import { useSite } from '../../ui/site-context';
import { seeOther, type PageArgs } from '../../ui/visit';
import { Locked } from '../../ui/locked';
import { openSession } from './session';

const LINK_SECONDS = 12 * 60 * 60;

/** A link from a message: its token leaves the address at once, so that no history, log or screenshot keeps it. */
function openLink({ context: visit, params }: PageArgs) {
  const { token } = params;
  if (token && /^[\w-]{8,100}$/.test(token)) visit.cookies.set('link', token, LINK_SECONDS);
  return seeOther('/manage/link');
}

export const linkDoor = { loader: openLink };

function loader({ context: visit }: PageArgs) {
  if (!visit.cookies.get('link')) throw seeOther('/manage');
  return null;
}

async function action({ context: visit, request }: PageArgs) {
  const token = visit.cookies.get('link');
  if (!token) return seeOther('/manage');
  const form = await Form.of(request);
  const typed = form.date('date-of-birth');
  const refused = (words: string, wrong?: readonly DatePart[]) =>
    data({ faults: [{ field: `date-of-birth-${wrong?.[0] ?? 'day'}`, words }], typed, wrong, locked: '' }, 422);
  const date = readBirthDate(typed, visit.texts.dateOfBirth, visit.now(), visit.site.timeZone);
  if (!date.ok) return refused(date.words, date.wrong);
  const opened = await openSession(visit, { token }, date.date);
  if (opened.ok) return seeOther('/appointment');
  if (opened.reason === 'locked') return data({ faults: [], typed, wrong: undefined, locked: opened.until }, 429);
  return refused(visit.texts.link.failed);
}

function Component() {
  const { texts } = useSite();
  const refusal = useActionData<typeof action>();
  const words = texts.link;
  if (refusal?.locked) return <Locked until={refusal.locked} isLink />;
  return (
    <Page title={words.title} faults={refusal?.faults}>
      <h1>{words.title}</h1>
      <p>{words.intro}</p>
      <PostForm>
        <DateField
          name="date-of-birth"
          label={words.label}
          hint={texts.dateOfBirth.hint}
          words={texts.words}
          values={refusal?.typed ?? noDate}
          error={refusal?.faults[0]?.words}
          {...(refusal?.wrong && { wrong: refusal.wrong })}
        />
      </PostForm>
      <p>
        <a href="/manage">{words.other}</a>
      </p>
    </Page>
  );
}

export const linkPage = { loader, action, Component };
