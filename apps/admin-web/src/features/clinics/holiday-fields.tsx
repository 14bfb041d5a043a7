import { holidaysBetween } from '@fairslot/domain';
import { CheckboxesField } from '@fairslot/ui';
import { deployment } from '../../ui/deployment';
import { formatShortWeekday } from '../../ui/formats';
import { texts } from '../../ui/texts';
import { datesOfRule, type ClinicDraft } from './clinic-draft';

const words = texts.wizard;

/** Public holidays of the region among the dates, each to be left out with a tick. There is no question where there is none. */
export function HolidayFields({ draft, change }: { draft: ClinicDraft; change: (some: Partial<ClinicDraft>) => void }) {
  const dates = datesOfRule(draft);
  const [first, last] = [dates[0], dates.at(-1)];
  // While a date is typed there is none.
  if (first === undefined || last === undefined) return null;
  const all = holidaysBetween(deployment.holidays, first, last);
  const holidays = all.filter(({ date }) => dates.includes(date));
  if (holidays.length === 0) return null;
  return (
    <CheckboxesField
      key={holidays.map(({ date }) => date).join()}
      isSmall
      name="skip"
      label={words.holidays}
      hint={words.holidaysHint}
      chosen={draft.skip}
      choices={holidays.map(({ date, name }) => ({
        value: date,
        label: [formatShortWeekday(date), name && words.holidayNames[name]].filter(Boolean).join(', '),
      }))}
      onChoose={(skip) => change({ skip: skip.toSorted() })}
    />
  );
}
