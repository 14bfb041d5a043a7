import type { Campaign } from '@fairslot/contract';
import { OPEN_HOURS } from '@fairslot/domain';
import { CheckboxesField, TextField } from '@fairslot/ui';
import { coordinatorTexts } from '../../ui/coordinator-texts';
import { deployment } from '../../ui/deployment';
import { weekdayName } from '../../ui/formats';

const words = coordinatorTexts.campaigns.hours;
const WEEK = [1, 2, 3, 4, 5, 6, 7].map((day) => ({ value: String(day), label: weekdayName(day) }));
type Hours = Campaign['hours'];

interface Props {
  hours: Hours;
  change: (some: Partial<Hours>) => void;
  errorOf: (field: string) => string | undefined;
}

/** At which hours and on which days invitations leave, within those at which anybody is written to. */
export function HoursFields({ hours, change, errorOf }: Props) {
  const time = (which: 'from' | 'until') => (
    <TextField
      id={`hours.${which}`}
      name={`hours.${which}`}
      type="time"
      room={10}
      min={OPEN_HOURS.from}
      max={OPEN_HOURS.until}
      label={words[which]}
      error={errorOf(`hours.${which}`)}
      value={hours[which]}
      onChange={({ target }) => change({ [which]: target.value })}
    />
  );
  return (
    <>
      <p>{words.lead}</p>
      <div className="staff-form__pair">
        {time('from')}
        {time('until')}
      </div>
      <CheckboxesField
        isSmall
        name="hours.days"
        label={words.days}
        error={errorOf('hours.days')}
        choices={WEEK}
        chosen={hours.days.map(String)}
        onChoose={(days) => change({ days: days.map(Number).toSorted((a, b) => a - b) })}
      />
      {deployment.holidays !== 'none' && (
        <CheckboxesField
          isSmall
          name="hours.onHolidays"
          label={words.holidays}
          choices={[{ value: 'on', label: words.onHolidays }]}
          chosen={hours.onHolidays ? ['on'] : []}
          onChoose={(chosen) => change({ onHolidays: chosen.includes('on') })}
        />
      )}
      <p>{words.letters}</p>
    </>
  );
}
