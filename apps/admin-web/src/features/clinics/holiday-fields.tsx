import { holidaysBetween } from '@fairslot/domain';
import { CheckboxesField } from '@fairslot/ui';
import { deployment } from '../../ui/deployment';
import { formatShortWeekday } from '../../ui/formats';
import { texts } from '../../ui/texts';
import { datesOfRule, type ClinicDraft } from './clinic-draft';

const words = texts.wizard;

/** Bank holidays among the dates, each to be left out with a tick. There is no question where there is none. */
export function HolidayFields({ draft, change }: { draft: ClinicDraft; change: (some: Partial<ClinicDraft>) => void }) {
  const dates = new Set(datesOfRule(draft));
  const [from, to] = [draft.startsOn, draft.endsOn];
  // Where people have NHS numbers is England.
  const holidays = holidaysBetween(deployment.nhsNumber ? 'england' : 'none', from, to).filter(({ date }) =>
    dates.has(date),
  );
  if (holidays.length === 0) return null;
  return (
    <CheckboxesField
      key={holidays.map(({ date }) => date).join()}
      name="skip"
      label={words.holidays}
      hint={words.holidaysHint}
      chosen={draft.skip}
      choices={holidays.map(({ date, name }) => ({
        value: date,
        label: `${formatShortWeekday(date)}, ${words.holidayNames[name]}`,
      }))}
      onChoose={(skip) => change({ skip: skip.toSorted() })}
    />
  );
}
