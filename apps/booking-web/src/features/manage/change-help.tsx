import { changeHelp } from '@fairslot/contract';
import { isProblem } from '@fairslot/client';
import { useActionData, useLoaderData } from 'react-router';
import { faultOf, refuse } from '../../ui/faults';
import { Form } from '../../ui/form';
import { faultsInHelp, helpOf, helpTyped, typedHelp } from '../../ui/help';
import { HelpFields } from '../../ui/help-fields';
import { Page } from '../../ui/page';
import { MORE_TIME } from '../../ui/party';
import { PostForm } from '../../ui/post-form';
import { useSite } from '../../ui/site-context';
import { seeOther, type PageArgs } from '../../ui/visit';
import { openChangeable } from './session';

/** More time is another appointment, not another wish; a visit at home is arranged by phone. */
const NOT_HERE = [MORE_TIME, 'home'] as const;

async function loader({ context: visit }: PageArgs) {
  const { booking } = await openChangeable(visit);
  return { typed: helpTyped(booking.help), moreTime: booking.moreTime };
}

async function action({ context: visit, request }: PageArgs) {
  const { bearer, booking } = await openChangeable(visit);
  const typed = typedHelp(await Form.of(request));
  const faults = faultsInHelp(typed, visit.texts.help);
  if (faults.length > 0) return refuse(faults, typed);
  const kept = booking.help.includes(MORE_TIME) ? [MORE_TIME] : [];
  const help = [...kept, ...helpOf(typed).filter((need) => need !== MORE_TIME)];
  try {
    await visit.call(changeHelp, { params: { reference: booking.reference }, body: { help }, bearer });
  } catch (error) {
    if (isProblem(error, 'wrong_state')) return seeOther('/appointment?changed');
    throw error;
  }
  return seeOther('/appointment?help');
}

function Component() {
  const { texts } = useSite();
  const page = useLoaderData<typeof loader>();
  const refusal = useActionData<typeof action>();
  const { title } = texts.help;
  return (
    <Page title={title} back="/appointment" faults={refusal?.faults}>
      <PostForm>
        <HelpFields
          title={title}
          isPageHeading
          without={NOT_HERE}
          typed={refusal?.typed ?? page.typed}
          errorOf={(field) => faultOf(refusal, field)}
        />
      </PostForm>
      {page.moreTime ? null : <p>{texts.appointment.moreTimeHelp}</p>}
    </Page>
  );
}

export const changeHelpPage = { loader, action, Component };
