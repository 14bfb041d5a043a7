import { CLINIC_OPTIONS } from '@fairslot/domain';
import { Button, CheckboxesField, RadiosField, TextField } from '@fairslot/ui';
import type { ReactNode } from 'react';
import { StaffButton } from '@fairslot/ui';
import type { Faults } from '../../ui/faults';
import { weekdayName } from '../../ui/formats';
import { texts } from '../../ui/texts';
import { reckon, type ClinicDraft } from './clinic-draft';
import { HolidayFields } from './holiday-fields';

const words = texts.wizard;
const weekdays = [1, 2, 3, 4, 5, 6, 7];

export interface FieldsProps {
  draft: ClinicDraft;
  change: (some: Partial<ClinicDraft>) => void;
  faults: Faults;
}

/** A form of one page of the wizard or of an edit. */
export function StepForm({
  onSubmit,
  submit,
  children,
}: {
  onSubmit: () => void;
  submit: string;
  children: ReactNode;
}) {
  return (
    <form
      noValidate
      className="staff-form"
      onSubmit={(event) => {
        event.preventDefault();
        onSubmit();
      }}
    >
      {children}
      <Button>{submit}</Button>
    </form>
  );
}

/** What a box of the form needs, by the name of what it changes. */
export const text =
  ({ draft, change, faults }: FieldsProps) =>
  (
    name:
      | 'date'
      | 'startsOn'
      | 'endsOn'
      | 'from'
      | 'until'
      | 'dailyCap'
      | 'heldPercent'
      | 'releaseDays'
      | 'standsAt'
      | 'address'
      | 'postcode',
  ) => ({
    id: name,
    name,
    value: draft[name],
    error: faults.of(name),
    onChange: (event: { target: { value: string } }) => change({ [name]: event.target.value }),
  });

/** `isNew` where dates may be left out of the rule; later each date is cancelled by itself. */
export function DateFields({ isNew = false, ...props }: FieldsProps & { isNew?: boolean }) {
  const { draft, change, faults } = props;
  const field = text(props);
  const { clinics } = reckon(draft);
  return (
    <>
      <RadiosField
        name="kind"
        label={words.kind}
        isSmall
        chosen={draft.kind}
        choices={[
          { value: 'one', label: words.one },
          { value: 'series', label: words.repeating },
        ]}
        onChoose={(kind) => change({ kind: kind === 'series' ? 'series' : 'one' })}
      />
      {draft.kind === 'one' ? (
        <TextField {...field('date')} type="date" label={words.date} room={10} />
      ) : (
        <>
          <div className="staff-form__pair">
            <TextField {...field('startsOn')} type="date" label={words.startsOn} />
            <TextField {...field('endsOn')} type="date" label={words.endsOn} />
          </div>
          <CheckboxesField
            isSmall
            name="weekdays"
            label={words.weekdays}
            error={faults.of('weekdays')}
            chosen={draft.weekdays.map(String)}
            choices={weekdays.map((day) => ({ value: String(day), label: weekdayName(day) }))}
            onChoose={(chosen) => change({ weekdays: chosen.map(Number).sort((a, b) => a - b) })}
          />
          {isNew && <HolidayFields draft={draft} change={change} />}
          <p className="staff-live" aria-live="polite">
            {words.clinics(clinics)}
          </p>
        </>
      )}
    </>
  );
}

export function TimeFields(props: FieldsProps) {
  const { draft, change, faults } = props;
  const field = text(props);
  const setBreak = (index: number, some: object) =>
    change({ breaks: draft.breaks.map((one, n) => (n === index ? { ...one, ...some } : one)) });
  return (
    <>
      <div className="staff-form__pair">
        <TextField {...field('from')} type="time" label={words.from} />
        <TextField {...field('until')} type="time" label={words.until} />
      </div>
      <fieldset className="staff-fieldset">
        <legend>{words.breaks}</legend>
        {draft.breaks.map((one, index) => (
          // A break is its place in the list.
          <div className="staff-form__pair" key={index}>
            <TextField
              id={`break-${index}-from`}
              name={`break-${index}-from`}
              type="time"
              label={words.breakFrom(index + 1)}
              error={index === 0 ? faults.of('breaks') : undefined}
              value={one.from}
              onChange={(event) => setBreak(index, { from: event.target.value })}
            />
            <TextField
              id={`break-${index}-until`}
              name={`break-${index}-until`}
              type="time"
              label={words.breakUntil(index + 1)}
              value={one.until}
              onChange={(event) => setBreak(index, { until: event.target.value })}
            />
            <StaffButton kind="plain" onPress={() => change({ breaks: draft.breaks.filter((_, n) => n !== index) })}>
              {words.withoutBreak(index + 1)}
            </StaffButton>
          </div>
        ))}
        {draft.breaks.length < 10 && (
          <StaffButton onPress={() => change({ breaks: [...draft.breaks, { from: '12:00', until: '13:00' }] })}>
            {words.addBreak}
          </StaffButton>
        )}
      </fieldset>
    </>
  );
}

export function OptionFields(props: FieldsProps & { audiences: { id: string; name: string }[]; hasPlace: boolean }) {
  const { draft, change, faults, audiences, hasPlace } = props;
  const field = text(props);
  return (
    <>
      <CheckboxesField
        isSmall
        name="options"
        label={words.special}
        hint={words.specialHint}
        error={faults.of('options')}
        chosen={draft.options}
        choices={CLINIC_OPTIONS.map((option) => ({
          value: option,
          label: texts.clinics.special[option],
          hint: words.specialHints[option],
        }))}
        onChoose={(options) => change({ options })}
      />
      <TextField
        {...field('heldPercent')}
        type="number"
        min={0}
        max={100}
        room={4}
        label={words.heldPercent}
        hint={words.heldHint}
      />
      {Number(draft.heldPercent) > 0 && (
        <TextField
          {...field('releaseDays')}
          type="number"
          min={0}
          max={90}
          room={4}
          label={words.releaseDays}
          hint={words.releaseHint}
        />
      )}
      <RadiosField
        key={audiences.length}
        name="openTo"
        label={words.openTo}
        hint={words.openToHint}
        isSmall
        chosen={draft.openTo}
        choices={[
          { value: 'everyone', label: words.everyone },
          ...audiences.map(({ id, name }) => ({ value: id, label: name })),
        ]}
        onChoose={(openTo) => change({ openTo })}
      />
      {hasPlace && (
        <>
          <CheckboxesField
            isSmall
            name="isMobile"
            label={words.mobile}
            chosen={draft.isMobile ? ['yes'] : []}
            choices={[{ value: 'yes', label: words.isMobile }]}
            onChoose={(chosen) => change({ isMobile: chosen.length > 0 })}
          />
          {draft.isMobile && (
            <>
              <TextField {...field('standsAt')} label={words.standsAt} hint={words.standsAtHint} />
              <TextField {...field('address')} label={words.address} />
              <TextField {...field('postcode')} label={words.postcode} room={10} />
            </>
          )}
        </>
      )}
    </>
  );
}
