import { RadiosField, TextField } from '@fairslot/ui';
import { useState } from 'react';
import { texts } from '../../ui/texts';
import { reckon } from './clinic-draft';
import { text, type FieldsProps } from './wizard-fields';

const words = texts.wizard;
/** More than these are typed: who chooses from a list seldom has rooms in mind instead of people. */
const usual = [1, 2, 3];
const ANOTHER = 'another';

/** How many at once, for how long, and what that comes to. */
export function PeopleFields(props: FieldsProps) {
  const { draft, change, faults } = props;
  const field = text(props);
  const { hour, day, all, clinics } = reckon(draft);
  const [isAnother, setAnother] = useState(!usual.includes(draft.capacity));
  const choose = (chosen: string) => {
    setAnother(chosen === ANOTHER);
    change({ capacity: chosen === ANOTHER ? 0 : Number(chosen) });
  };
  const number = (name: 'capacity' | 'slotMinutes', id: string, label: string, most: number, hint?: string) => (
    <TextField
      id={id}
      name={id}
      type="number"
      min={1}
      max={most}
      room={4}
      label={label}
      hint={hint}
      error={id === name ? faults.of(name) : undefined}
      value={draft[name] || ''}
      onChange={(event) => change({ [name]: Number(event.target.value) })}
    />
  );
  return (
    <>
      <RadiosField
        name="capacity"
        label={words.capacity}
        hint={words.capacityHint}
        isSmall
        error={faults.of('capacity')}
        chosen={isAnother ? ANOTHER : String(draft.capacity)}
        choices={[
          ...usual.map((n) => ({ value: String(n), label: String(n) })),
          {
            value: ANOTHER,
            label: words.anotherNumber,
            reveal: isAnother && number('capacity', 'capacity-number', words.howMany, 99),
          },
        ]}
        onChoose={choose}
      />
      {number('slotMinutes', 'slotMinutes', words.slotMinutes, 60, words.slotMinutesHint)}
      <p className="staff-live" aria-live="polite">
        {words.live(hour, day, all, clinics)}
      </p>
      <TextField
        {...field('dailyCap')}
        type="number"
        min={1}
        label={words.dailyCap}
        hint={words.dailyCapHint}
        room={5}
      />
    </>
  );
}
