import { useApiQuery } from '@fairslot/client/react';
import { listServices, type SiteDetails } from '@fairslot/contract';
import { CheckboxesField } from '@fairslot/ui';
import { texts } from '../../ui/texts';
import { LinesField } from './lines-field';
import { WeekHoursField } from './week-hours-field';

const words = texts.site;

interface GoingThereProps {
  draft: SiteDetails;
  onChange: (draft: SiteDetails) => void;
  errorOf: (field: string) => string | undefined;
}

/** What somebody asks before they set out: the way, the hours, and when nobody needs a booking. */
export function GoingThere({ draft, onChange, errorOf }: GoingThereProps) {
  const services = useApiQuery(listServices, {}).data?.items ?? [];
  const { walkIn } = draft;
  const setWalkIn = (change: Partial<SiteDetails['walkIn']>) =>
    onChange({ ...draft, walkIn: { ...walkIn, ...change } });
  return (
    <>
      <LinesField
        id="travel"
        label={words.travel}
        hint={words.travelHint}
        error={errorOf('travel')}
        lines={draft.travel}
        onChange={(travel) => onChange({ ...draft, travel })}
      />
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
