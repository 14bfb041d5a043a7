import type { Service, SiteDetails } from '@fairslot/contract';
import { CheckboxesField } from '@fairslot/ui';
import { texts } from '../../ui/texts';
import { WeekHoursField } from './week-hours-field';

const words = texts.site;

interface OpenHoursProps {
  draft: SiteDetails;
  services: readonly Service[];
  onChange: (draft: SiteDetails) => void;
  errorOf: (field: string) => string | undefined;
}

/** When it is open, and when nobody needs a booking. */
export function OpenHours({ draft, services, onChange, errorOf }: OpenHoursProps) {
  const { walkIn } = draft;
  const setWalkIn = (change: Partial<SiteDetails['walkIn']>) =>
    onChange({ ...draft, walkIn: { ...walkIn, ...change } });
  return (
    <>
      <WeekHoursField
        name="hours"
        label={words.hours}
        hint={words.hoursHint}
        hours={draft.hours}
        error={errorOf('hours')}
        onChange={(hours) => onChange({ ...draft, hours })}
      />
      <WeekHoursField
        name="walkIn"
        label={words.walkIn}
        hint={words.walkInHint}
        hours={walkIn.hours}
        error={errorOf('walkIn')}
        onChange={(hours) => setWalkIn({ hours })}
      />
      {walkIn.hours.length > 0 && services.length > 0 ? (
        <CheckboxesField
          isSmall
          name="walkInServices"
          label={words.walkInFor}
          chosen={walkIn.services}
          choices={services.map(({ id, name }) => ({ value: id, label: name }))}
          onChoose={(services) => setWalkIn({ services })}
        />
      ) : null}
    </>
  );
}
