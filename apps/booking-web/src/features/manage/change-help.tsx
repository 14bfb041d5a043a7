import { changeHelp, MORE_TIME } from '@fairslot/contract';
import { isProblem } from '@fairslot/client';
import { useActionData, useLoaderData } from 'react-router';
import { faultOf, refuse } from '../../ui/faults';
import { Form } from '../../ui/form';
import { faultsInInterpreter, faultsInNeeds, helpOf, helpTyped, typedHelp } from '../../ui/help';
import { HelpFields } from '../../ui/help-fields';
import { saveDraft } from '../../ui/journey';
import { Page } from '../../ui/page';
import { PostForm } from '../../ui/post-form';
import { useSite } from '../../ui/site-context';
import { seeOther, type PageArgs } from '../../ui/visit';
import { openChangeable, readChange } from './session';

/** A visit at home is arranged by phone. */
const NOT_HERE = ['home'] as const;

async function loader({ context: visit }: PageArgs) {
  const { booking } = await openChangeable(visit);
  const others = booking.help.filter((need) => need !== MORE_TIME);
  return { typed: helpTyped(booking.moreTime ? [...others, MORE_TIME] : booking.help) };
}

async function action({ context: visit, request }: PageArgs) {
  const { bearer, booking } = await openChangeable(visit);
  const typed = typedHelp(await Form.of(request));
  const words = visit.texts.help;
  const faults = [
    ...faultsInNeeds(typed, words),
    ...(typed.needs.includes('interpreter') ? faultsInInterpreter(typed, words) : []),
  ];
  if (faults.length > 0) return refuse(faults, typed);
  const all = helpOf(typed);
  const save = (moreTime: boolean, help: string[]) =>
    visit.call(changeHelp, { params: { reference: booking.reference }, body: { help, moreTime }, bearer });
  const change = await readChange(visit);
  try {
    await save(all.includes(MORE_TIME), all);
    if (change.draft.help) await saveDraft(visit, change.id, { help: null }, 'change');
  } catch (error) {
    if (isProblem(error, 'wrong_state')) return seeOther('/appointment?changed');
    if (!isProblem(error, 'time_gone')) throw error;
    // The other needs are told to the clinic all the same; for more time there are other times.
    const others = all.filter((need) => need !== MORE_TIME);
    await save(false, others);
    await saveDraft(visit, change.id, { help: [MORE_TIME] }, 'change');
    return seeOther('/appointment/times');
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
          asksLanguage
          typed={refusal?.typed ?? page.typed}
          errorOf={(field) => faultOf(refusal, field)}
        />
      </PostForm>
    </Page>
  );
}

export const changeHelpPage = { loader, action, Component };
