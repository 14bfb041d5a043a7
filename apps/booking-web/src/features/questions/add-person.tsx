import type { Service } from '@fairslot/contract';
import { Button, DateField, RadiosField, TextField, type DateParts } from '@fairslot/ui';
import type { DatePart } from '../../ui/birth-date';
import { useSite } from '../../ui/site-context';

interface AddPersonProps {
  nth: number;
  services: readonly Service[];
  serviceId: string;
  typed: DateParts & { firstName: string; service: string };
  wrong: readonly DatePart[] | undefined;
  errorOf: (field: string) => string | undefined;
}

/** First name and date of birth of one more person, and what they need where there is a choice. */
export function AddPerson({ nth, services, serviceId, typed, wrong, errorOf }: AddPersonProps) {
  const { texts } = useSite();
  const words = texts.people;
  const dateFault = (['day', 'month', 'year'] as const).map((part) => errorOf(`date-of-birth-${part}`)).find(Boolean);
  return (
    <form method="post" noValidate className="fs-card">
      <input type="hidden" name="act" value="add" />
      <h2 className="nhsuk-heading-m">{words.addHeading(nth)}</h2>
      <TextField
        id="firstName"
        name="firstName"
        label={words.firstName}
        error={errorOf('firstName')}
        defaultValue={typed.firstName}
        autoComplete="off"
        spellCheck={false}
      />
      <DateField
        name="date-of-birth"
        label={words.dateOfBirth}
        hint={texts.dateOfBirth.hint}
        words={texts.words}
        values={typed}
        error={dateFault}
        {...(wrong && { wrong })}
      />
      {services.length > 1 ? (
        <RadiosField
          name="service"
          label={words.service}
          isSmall
          chosen={typed.service || serviceId}
          choices={services.map(({ id, name }) => ({ value: id, label: name }))}
        />
      ) : null}
      <Button variant="secondary" once>
        {words.add}
      </Button>
    </form>
  );
}
