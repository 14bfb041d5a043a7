import { attendeesOf } from '@fairslot/contract';
import type { Texts } from '@fairslot/texts';
import { FieldsetGroup, TextField, type FieldFault } from '@fairslot/ui';
import { useActionData, useLoaderData } from 'react-router';
import { backOr } from '../../ui/back';
import { faultOf, refuse } from '../../ui/faults';
import { Form } from '../../ui/form';
import { readHeldTime } from '../../ui/held-time';
import { keepHold } from '../../ui/hold';
import { HoldStrip } from '../../ui/hold-strip';
import { requireStep, saveDraft, weigh } from '../../ui/journey';
import { afterStep, backFrom } from '../../ui/journey-order';
import { nameFaults } from '../../ui/name-faults';
import { Page } from '../../ui/page';
import { PostForm } from '../../ui/post-form';
import { useSite } from '../../ui/site-context';
import { seeOther, type PageArgs } from '../../ui/visit';

async function loader({ context: visit, request }: PageArgs) {
  const { draft, progress } = await requireStep(visit, 'name');
  return {
    held: await readHeldTime(visit, draft),
    people: attendeesOf(draft).map(({ place, firstName = '', lastName = '' }) => ({ place, firstName, lastName })),
    forWhom: draft.forWhom ?? ('unknown' as const),
    back: backOr(request, backFrom('name', progress)),
  };
}

async function action({ context: visit, request }: PageArgs) {
  const { id, draft } = await requireStep(visit, 'name');
  const form = await Form.of(request);
  const typed = attendeesOf(draft).map(({ place }) => ({
    place,
    firstName: form.text(fieldOf('firstName', place)),
    lastName: form.text(fieldOf('lastName', place)),
  }));
  const faults = typed.flatMap((one) => faultsIn(one, typed.length > 1, visit.texts.name));
  if (faults.length > 0) return refuse(faults, typed);
  const named = (place: number) => typed.find((one) => one.place === place);
  const nameOf = (place: number) => {
    const one = named(place);
    return one && { firstName: one.firstName, lastName: one.lastName };
  };
  const saved = await saveDraft(visit, id, {
    ...nameOf(0),
    ...(draft.others && { others: draft.others.map((one, i) => ({ ...one, ...nameOf(i + 1) })) }),
  });
  return seeOther(afterStep('name', (await weigh(visit, await keepHold(visit, saved))).progress));
}

interface Named {
  place: number;
  firstName: string;
  lastName: string;
}

/** The first person's fields keep their plain names. */
const fieldOf = (name: 'firstName' | 'lastName', place: number): string =>
  place === 0 ? name : `${name}-${place + 1}`;

function faultsIn({ place, ...typed }: Named, isGroup: boolean, words: Texts['booking']['name']): FieldFault[] {
  return nameFaults(typed, words).map(({ field, words: fault }) => ({
    field: fieldOf(field as 'firstName' | 'lastName', place),
    words: isGroup ? words.faultFor(words.person(place + 1), fault) : fault,
  }));
}

function Component() {
  const words = useSite().texts.name;
  const page = useLoaderData<typeof loader>();
  const refusal = useActionData<typeof action>();
  const people = refusal?.typed ?? page.people;
  const isGroup = people.length > 1;
  const isOther = page.forWhom === 'child' || page.forWhom === 'other';
  const title = isGroup ? words.titleGroup : isOther ? words.titleOther : words.title;
  const isMe = page.forWhom === 'me';
  return (
    <Page title={title} back={page.back} faults={refusal?.faults}>
      <HoldStrip held={page.held} />
      <h1>{title}</h1>
      {page.forWhom === 'unknown' ? <p>{words.forSomeoneElse}</p> : null}
      <p className="nhsuk-hint">{words.hint}</p>
      <PostForm>
        {people.map(({ place, firstName, lastName }) => {
          const fields = (
            <>
              <TextField
                id={fieldOf('firstName', place)}
                name={fieldOf('firstName', place)}
                label={words.first}
                error={faultOf(refusal, fieldOf('firstName', place))}
                defaultValue={firstName}
                autoComplete={isMe ? 'given-name' : 'off'}
                spellCheck={false}
              />
              <TextField
                id={fieldOf('lastName', place)}
                name={fieldOf('lastName', place)}
                label={words.last}
                error={faultOf(refusal, fieldOf('lastName', place))}
                defaultValue={lastName}
                autoComplete={isMe ? 'family-name' : 'off'}
                spellCheck={false}
              />
            </>
          );
          return isGroup ? (
            <FieldsetGroup key={place} id={`person-${place + 1}`} label={words.person(place + 1)}>
              {fields}
            </FieldsetGroup>
          ) : (
            <div key={place}>{fields}</div>
          );
        })}
      </PostForm>
    </Page>
  );
}

export const namePage = { loader, action, Component };
