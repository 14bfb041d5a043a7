import { type Attendee, attendeesOf, type JourneyDraft } from '@fairslot/contract';
import { formatNhsNumber, parseNhsNumber } from '@fairslot/domain';
import { TextField, type FieldFault } from '@fairslot/ui';
import { faultOf, refuse, type Refusal } from '../../ui/faults';
import type { Form } from '../../ui/form';
import { keepHold } from '../../ui/hold';
import { HoldStrip, type HeldTime } from '../../ui/hold-strip';
import { saveDraft, weigh } from '../../ui/journey';
import { afterStep } from '../../ui/journey-order';
import { Page } from '../../ui/page';
import { PostForm } from '../../ui/post-form';
import { useSite } from '../../ui/site-context';
import { seeOther, type Visit } from '../../ui/visit';

const fieldOf = (place: number): string => `nhsNumber-${place + 1}`;

export const shownNumber = ({ place, firstName = '', nhsNumber }: Attendee) => ({
  place,
  firstName,
  nhsNumber: nhsNumber ? formatNhsNumber(nhsNumber) : '',
});

/** The numbers of several people; an empty box is one that nobody knows. */
export async function saveGroup(visit: Visit, id: string | undefined, draft: JourneyDraft, form: Form) {
  const words = visit.texts.nhsNumber;
  const faults: FieldFault[] = [];
  const typed: Record<string, string> = {};
  const read = new Map<number, string>();
  for (const { place, firstName = '' } of attendeesOf(draft)) {
    const text = form.text(fieldOf(place));
    typed[fieldOf(place)] = text;
    const number = text ? parseNhsNumber(text) : { ok: true as const, value: '' };
    if (number.ok) read.set(place, number.value);
    else
      faults.push({
        field: fieldOf(place),
        words: visit.texts.name.faultFor(firstName, words.faults[number.reason]),
      });
  }
  if (faults.length > 0) return refuse(faults, typed);
  const saved = await saveDraft(visit, id, {
    nhsNumber: read.get(0) ?? '',
    ...(draft.others && {
      others: draft.others.map((one, i) => ({ ...one, nhsNumber: read.get(i + 1) ?? '' })),
    }),
  });
  return seeOther(afterStep('nhs-number', (await weigh(visit, await keepHold(visit, saved))).progress));
}

interface GroupNumbersProps {
  held: HeldTime | undefined;
  back: string;
  group: { place: number; firstName: string; nhsNumber: string }[];
  refusal: Refusal<Record<string, string>> | undefined;
}

export function GroupNumbers({ held, back, group, refusal }: GroupNumbersProps) {
  const words = useSite().texts.nhsNumber;
  return (
    <Page title={words.titleGroup} back={back} faults={refusal?.faults}>
      <HoldStrip held={held} />
      <h1>{words.titleGroup}</h1>
      <p>{words.groupHint}</p>
      <PostForm>
        {group.map(({ place, firstName, nhsNumber }) => (
          <TextField
            key={place}
            id={fieldOf(place)}
            name={fieldOf(place)}
            label={words.labelFor(firstName)}
            error={faultOf(refusal, fieldOf(place))}
            defaultValue={refusal?.typed[fieldOf(place)] ?? nhsNumber}
            room={20}
            isCode
            inputMode="numeric"
            autoComplete="off"
            spellCheck={false}
          />
        ))}
      </PostForm>
    </Page>
  );
}
