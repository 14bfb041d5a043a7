import { isProblem } from '@fairslot/client';
import { useApiMutation, useApiQuery } from '@fairslot/client/react';
import { addWalkIn, getDay, listServices, type ResponseOf } from '@fairslot/contract';
import { RadiosField, TextField } from '@fairslot/ui';
import { useRef, useState } from 'react';
import { useDraft } from '../../ui/drafts';
import { dateTyped } from '../../ui/date-typed';
import { faultsOf, useFaults } from '../../ui/faults';
import { PageHeading } from '../../ui/page-heading';
import { todayAddress } from '../../ui/addresses';
import { newKey } from '../../ui/ids';
import { byNumber, deployment } from '../../ui/deployment';
import { texts } from '../../ui/texts';

const words = texts.walkIn;
const empty = { firstName: '', lastName: '', born: '', mobile: '', nhsNumber: '' };

interface Props {
  siteId: string;
  siteName: string;
  onAdded: (answer: ResponseOf<typeof addWalkIn>) => void;
}

/** Three things to type; the service is chosen already where there is one that runs now. */
export function WalkInForm({ siteId, siteName, onAdded }: Props) {
  const [typed, type, forget] = useDraft(`walk-in ${siteId}`, empty);
  const [chosen, setChosen] = useState<string>();
  /** Asked for once no other place is free: may they take one of a clinic for women only? */
  const [womenOnly, setWomenOnly] = useState<'ask' | 'yes' | 'no'>();
  const { data: day } = useApiQuery(getDay, { params: { siteId }, query: {} });
  const { data: all } = useApiQuery(listServices, {}, { staleTime: 60_000 });
  const mutation = useApiMutation(addWalkIn, [getDay]);
  const faults = useFaults();
  const key = useRef(newKey());
  const here = day?.services ?? [];
  const services = here.length > 0 ? here : (all?.items ?? []);
  const serviceId = chosen ?? services[0]?.id;
  const choose = (service: string) => {
    setChosen(service);
    setWomenOnly(undefined);
  };
  const field = (name: keyof typeof empty) => ({
    id: name,
    name,
    value: typed[name],
    error: faults.of(name),
    onChange: (event: { target: { value: string } }) => type({ ...typed, [name]: event.target.value }),
  });

  async function submit() {
    const born = dateTyped(typed.born);
    const missing = [
      ...(typed.firstName.trim() ? [] : [{ field: 'firstName', words: words.firstNameMissing }]),
      ...(typed.lastName.trim() ? [] : [{ field: 'lastName', words: words.lastNameMissing }]),
      ...(born ? [] : [{ field: 'born', words: words.bornWrong }]),
      ...(serviceId ? [] : [{ field: 'service', words: words.serviceMissing }]),
      ...(womenOnly === 'ask' ? [{ field: 'womenOnly', words: words.womenOnlyMissing }] : []),
    ];
    if (missing.length > 0 || !born || !serviceId) return faults.report(missing);
    const { firstName, lastName, mobile, nhsNumber } = typed;
    try {
      const answer = await mutation.mutateAsync({
        params: { siteId },
        body: {
          firstName,
          lastName,
          dateOfBirth: born,
          serviceId,
          ...(mobile.trim() && { mobile }),
          ...(nhsNumber.trim() && { nhsNumber }),
          ...(womenOnly && { womenOnly: womenOnly === 'yes' }),
        },
        idempotencyKey: key.current,
      });
      forget();
      onAdded(answer);
    } catch (error) {
      key.current = newKey();
      if (isProblem(error, 'invalid') && error.problem.errors?.some(({ code }) => code === 'women_only'))
        setWomenOnly('ask');
      const fields = { dateOfBirth: 'born', serviceId: 'service', womenOnly: 'womenOnly' };
      faults.report(faultsOf(error, 'firstName', fields));
    }
  }

  return (
    <>
      <PageHeading under={siteName} back={{ to: todayAddress(siteId), words: texts.clinics.backToToday }}>
        {words.heading}
      </PageHeading>
      {faults.summary}
      <form
        noValidate
        className="staff-form"
        onSubmit={(event) => {
          event.preventDefault();
          if (!mutation.isPending) void submit();
        }}
      >
        <div className="staff-form__pair">
          <TextField {...field('firstName')} label={words.firstName} autoComplete="off" />
          <TextField {...field('lastName')} label={words.lastName} autoComplete="off" />
        </div>
        <TextField {...field('born')} label={words.born} hint={words.bornHint} room={20} autoComplete="off" />
        {services.length > 1 ? (
          <RadiosField
            key={serviceId}
            name="service"
            label={words.service}
            isSmall
            chosen={serviceId}
            choices={services.map(({ id, name }) => ({ value: id, label: name }))}
            onChoose={choose}
          />
        ) : (
          <p>{services[0]?.name}</p>
        )}
        <details className="staff-more">
          <summary>{byNumber(words.more)}</summary>
          {deployment.nhsNumber && (
            <TextField {...field('nhsNumber')} label={words.nhsNumber} room={20} isCode autoComplete="off" />
          )}
          <TextField {...field('mobile')} label={words.mobile} room={20} type="tel" autoComplete="off" />
        </details>
        {womenOnly && (
          <RadiosField
            name="womenOnly"
            label={words.womenOnly}
            hint={words.womenOnlyHint}
            isSmall
            error={faults.of('womenOnly')}
            chosen={womenOnly}
            choices={(['yes', 'no'] as const).map((value) => ({ value, label: words.womenOnlyChoices[value] }))}
            onChoose={(value) => setWomenOnly(value === 'yes' ? 'yes' : 'no')}
          />
        )}
        {day?.summary.free === 0 && <p className="staff-notice">{words.full}</p>}
        <button className="nhsuk-button" type="submit" aria-disabled={mutation.isPending || undefined}>
          {words.submit}
        </button>
      </form>
    </>
  );
}
