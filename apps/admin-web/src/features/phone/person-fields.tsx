import type { Service } from '@fairslot/contract';
import { CheckboxesField, StaffButton, TextField } from '@fairslot/ui';
import { deployment } from '../../ui/deployment';
import { texts } from '../../ui/texts';
import { fieldOf, type Person } from './caller';

const words = texts.phone;

interface Props {
  person: Person;
  index: number;
  service: Service | undefined;
  change: (some: Partial<Person>) => void;
  of: (field: string) => string | undefined;
  /** There where somebody can be taken out again. */
  onRemove: (() => void) | undefined;
}

/** One of those who come: who they are, and what their service has to know. */
export function PersonFields({ person, index, service, change, of, onRemove }: Props) {
  const field = (name: 'firstName' | 'lastName' | 'born' | 'nhsNumber' | 'code') => ({
    id: fieldOf(name, index),
    name: fieldOf(name, index),
    value: person[name],
    error: of(fieldOf(name, index)),
    autoComplete: 'off',
    onChange: (event: { target: { value: string } }) => change({ [name]: event.target.value }),
  });
  const yesNo = service?.questions.filter(({ kind }) => kind === 'yes_no') ?? [];
  const code = service?.questions.find(({ kind }) => kind === 'code');
  const fields = (
    <>
      <TextField {...field('firstName')} label={texts.walkIn.firstName} />
      <TextField {...field('lastName')} label={texts.walkIn.lastName} />
      <TextField {...field('born')} label={texts.walkIn.born} hint={texts.walkIn.bornHint} room={20} />
      {deployment.nhsNumber && <TextField {...field('nhsNumber')} label={words.nhsNumber} room={20} isCode />}
      {code && <TextField {...field('code')} label={code.label} hint={code.hint} isCode room={20} />}
      {yesNo.length > 0 && (
        <CheckboxesField
          isSmall
          name={fieldOf('yes', index)}
          label={words.questions}
          chosen={person.yes}
          choices={yesNo.map(({ id, label }) => ({ value: id, label }))}
          onChoose={(yes) => change({ yes })}
        />
      )}
      <CheckboxesField
        isSmall
        name={fieldOf('moreTime', index)}
        label={words.howLong}
        chosen={person.moreTime ? ['yes'] : []}
        choices={[{ value: 'yes', label: words.moreTime }]}
        onChoose={(chosen) => change({ moreTime: chosen.length > 0 })}
      />
    </>
  );
  if (!onRemove) return fields;
  return (
    <fieldset className="nhsuk-fieldset staff-person">
      <legend className="nhsuk-fieldset__legend nhsuk-fieldset__legend--s">{words.personOf(index + 1)}</legend>
      {fields}
      {index > 0 && (
        <StaffButton kind="plain" onPress={onRemove}>
          {words.takeOut(index + 1)}
        </StaffButton>
      )}
    </fieldset>
  );
}
