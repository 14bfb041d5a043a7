import { answerEquality, disabilityAnswers, ethnicGroups } from '@fairslot/contract';
import { RadiosField } from '@fairslot/ui';
import { useActionData, useLoaderData } from 'react-router';
import { refuse } from '../../ui/faults';
import { Form } from '../../ui/form';
import { fingerprint } from '../../ui/ids';
import { readDraft, saveDraft } from '../../ui/journey';
import { DONE, pathOf } from '../../ui/journey-order';
import { Page } from '../../ui/page';
import { PostForm } from '../../ui/post-form';
import { useSite } from '../../ui/site-context';
import { seeOther, type PageArgs, type Visit } from '../../ui/visit';

/** After a booking and only once, so that nobody is counted twice. */
async function openBooked(visit: Visit) {
  const { id, draft } = await readDraft(visit);
  if (!draft.booked) throw seeOther(pathOf('check'));
  if (draft.saidEquality) throw seeOther(`${DONE}?thanks`);
  return { id, booked: draft.booked };
}

async function loader({ context: visit }: PageArgs) {
  await openBooked(visit);
  return {};
}

async function action({ context: visit, request }: PageArgs) {
  const { id, booked } = await openBooked(visit);
  const form = await Form.of(request);
  const ethnicGroup = ethnicGroups.find((one) => one === form.text('ethnic-group'));
  const disability = disabilityAnswers.find((one) => one === form.text('disability'));
  if (!ethnicGroup && !disability) return refuse([{ field: 'ethnic-group', words: visit.texts.equality.missing }], {});
  await visit.call(answerEquality, {
    body: {
      serviceId: booked.serviceId,
      siteId: booked.siteId,
      ...(ethnicGroup && { ethnicGroup }),
      ...(disability && { disability }),
    },
    // Nothing of it leads back to the booking: of the draft's id it is a hash.
    idempotencyKey: fingerprint('equality', id),
  });
  await saveDraft(visit, id, { saidEquality: true });
  return seeOther(`${DONE}?thanks`);
}

function Component() {
  const { texts } = useSite();
  useLoaderData<typeof loader>();
  const refusal = useActionData<typeof action>();
  const words = texts.equality;
  return (
    <Page title={words.title} back={DONE} faults={refusal?.faults}>
      <h1>{words.title}</h1>
      <p>{words.intro}</p>
      <p>{words.apart}</p>
      <PostForm submit={words.send}>
        <RadiosField
          name="ethnic-group"
          label={words.ethnicGroup}
          error={refusal?.faults[0]?.words}
          choices={ethnicGroups.map((value) => ({ value, label: words.ethnicGroups[value] }))}
        />
        <RadiosField
          name="disability"
          label={words.disability}
          hint={words.disabilityHint}
          choices={disabilityAnswers.map((value) => ({ value, label: words.disabilityAnswers[value] }))}
        />
      </PostForm>
      <p>
        <a href={DONE}>{words.skip}</a>
      </p>
    </Page>
  );
}

export const equalityPage = { loader, action, Component };
