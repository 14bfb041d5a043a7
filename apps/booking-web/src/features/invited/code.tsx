import { parseInvitationCode } from '@fairslot/domain';
import { TextField } from '@fairslot/ui';
import { useActionData } from 'react-router';
import { faultOf, refuse } from '../../ui/faults';
import { Form } from '../../ui/form';
import { Page } from '../../ui/page';
import { PostForm } from '../../ui/post-form';
import { useSite } from '../../ui/site-context';
import { seeOther, type PageArgs } from '../../ui/visit';
import { OPEN } from './open';

const CODE_SECONDS = 12 * 60 * 60;

/** For people with a letter and no way to follow its link. Whether there is such a code, nobody is told without a date of birth. */
async function action({ context: visit, request }: PageArgs) {
  const typed = (await Form.of(request)).text('code');
  const read = parseInvitationCode(typed);
  if (!read.ok) return refuse([{ field: 'code', words: visit.texts.invited.code.faults[read.reason] }], typed);
  visit.cookies.set('invited', read.code, CODE_SECONDS);
  return seeOther(OPEN);
}

function Component() {
  const words = useSite().texts.invited.code;
  const refusal = useActionData<typeof action>();
  return (
    <Page title={words.title} back="/" faults={refusal?.faults}>
      <PostForm>
        <TextField
          id="code"
          name="code"
          label={words.title}
          isPageHeading
          hint={words.hint}
          error={faultOf(refusal, 'code')}
          defaultValue={refusal?.typed}
          room={20}
          isCode
          autoCapitalize="characters"
          autoComplete="off"
          spellCheck={false}
        />
      </PostForm>
      <p>
        <a href="/book/what">{words.without}</a>
      </p>
    </Page>
  );
}

export const invitationCodePage = { action, Component };
