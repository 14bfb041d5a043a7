import type { SiteDetails } from '@fairslot/contract';
import { CheckboxesField, RadiosField } from '@fairslot/ui';
import { texts } from '../../ui/texts';

const words = texts.site;
type Facilities = SiteDetails['facilities'];
type Ticked = keyof typeof words.facilities;
const ticked = Object.keys(words.facilities) as Ticked[];

interface GettingInProps {
  facilities: Facilities;
  onChange: (facilities: Facilities) => void;
}

const stepsOf = ({ stepFree, ramp }: Facilities) => (stepFree ? (ramp ? 'ramp' : 'none') : 'some');
const parkingOf = ({ parking, parkingCost }: Facilities) => (parking ? (parkingCost ?? 'unsaid') : 'none');

/** The way in, parking, and what is there. */
export function GettingIn({ facilities, onChange }: GettingInProps) {
  return (
    <>
      <RadiosField
        name="steps"
        label={words.steps.label}
        isSmall
        chosen={stepsOf(facilities)}
        choices={(['none', 'ramp', 'some'] as const).map((value) => ({ value, label: words.steps[value] }))}
        onChoose={(steps) => onChange({ ...facilities, stepFree: steps !== 'some', ramp: steps === 'ramp' })}
      />
      <CheckboxesField
        isSmall
        name="facilities"
        label={words.has}
        chosen={ticked.filter((one) => facilities[one])}
        choices={ticked.map((one) => ({ value: one, label: words.facilities[one] }))}
        onChoose={(chosen) => {
          const has = ticked.map((one) => [one, chosen.includes(one)]);
          onChange({ ...facilities, ...(Object.fromEntries(has) as Record<Ticked, boolean>) });
        }}
      />
      <RadiosField
        name="parking"
        label={words.parking.label}
        isSmall
        chosen={parkingOf(facilities)}
        choices={(['free', 'paid', 'unsaid', 'none'] as const).map((value) => ({ value, label: words.parking[value] }))}
        onChoose={(cost) =>
          onChange({
            ...facilities,
            parking: cost !== 'none',
            parkingCost: cost === 'free' || cost === 'paid' ? cost : null,
          })
        }
      />
    </>
  );
}
