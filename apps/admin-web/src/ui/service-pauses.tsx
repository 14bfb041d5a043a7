import { useApiMutation, useApiQuery } from '@fairslot/client/react';
import { endServicePause, getVisibility, listServicePauses, pauseService, type ServicePause } from '@fairslot/contract';
import { addDays } from '@fairslot/domain';
import { Button, SelectField, StaffButton, TextField } from '@fairslot/ui';
import { useState } from 'react';
import { now } from './clock';
import { faultsOf, useFaults } from './faults';
import { dateAt, formatLongDate } from './formats';
import { Loaded } from './loaded';
import { texts } from './texts';
import { useServices } from './use-services';

const words = texts.servicePauses;
const refreshed = [listServicePauses, getVisibility] as const;

/** What a site takes no new bookings for, with the way back. `none` is said where that is nothing. */
export function ServicePauses({ siteId, mayWrite, none }: { siteId: string; mayWrite: boolean; none?: string }) {
  const query = useApiQuery(listServicePauses, { params: { siteId } });
  return (
    <Loaded query={query}>
      {({ items }) =>
        items.length === 0 ? (
          none && <p>{none}</p>
        ) : (
          <ul className="staff-plain-list">
            {items.map((pause) => (
              <PauseLine key={pause.id} siteId={siteId} pause={pause} mayWrite={mayWrite} />
            ))}
          </ul>
        )
      }
    </Loaded>
  );
}

function PauseLine({ siteId, pause, mayWrite }: { siteId: string; pause: ServicePause; mayWrite: boolean }) {
  const { mutate, isPending } = useApiMutation(endServicePause, refreshed);
  const { nameOf } = useServices();
  const { id, serviceId, from, to } = pause;
  const name = nameOf(serviceId);
  return (
    <li>
      {words.paused(name, formatLongDate(from), to && formatLongDate(to))}{' '}
      {mayWrite && (
        <StaffButton kind="plain" busy={isPending} onPress={() => mutate({ params: { siteId, pauseId: id } })}>
          {words.end}
          <span className="nhsuk-u-visually-hidden"> {name}</span>
        </StaffButton>
      )}
    </li>
  );
}

interface FormProps {
  siteId: string;
  /** The service to pause; where it is left out, it is chosen. */
  serviceId?: string;
}

/** Pauses a service, from tomorrow unless another day is given; with no last day until somebody ends it. */
export function PauseServiceForm({ siteId, serviceId }: FormProps) {
  const { mutateAsync, isPending } = useApiMutation(pauseService, refreshed);
  const { all } = useServices();
  const faults = useFaults();
  const [said, say] = useState('');
  const tomorrow = addDays(dateAt(now()), 1);

  async function submit(form: HTMLFormElement) {
    const data = new FormData(form);
    const read = (name: string) => {
      const value = data.get(name);
      return typeof value === 'string' ? value : '';
    };
    const [from, to] = [read('from'), read('to')];
    const chosen = serviceId ?? read('paused-service');
    if (!chosen) return faults.report([{ field: 'paused-service', words: words.serviceMissing }]);
    if (!from) return faults.report([{ field: 'from', words: texts.wizard.faults.date }]);
    try {
      const done = await mutateAsync({ params: { siteId }, body: { serviceId: chosen, from, ...(to && { to }) } });
      faults.report([]);
      say(words.said(all.find(({ id }) => id === done.serviceId)?.name ?? done.serviceId));
      form.reset();
    } catch (error) {
      say('');
      faults.report(faultsOf(error, 'from'));
    }
  }

  return (
    <>
      {faults.summary}
      <form
        noValidate
        className="staff-form"
        onSubmit={(event) => {
          event.preventDefault();
          if (!isPending) void submit(event.currentTarget);
        }}
      >
        {serviceId === undefined && (
          <SelectField
            id="paused-service"
            label={words.service}
            none={words.choose}
            error={faults.of('paused-service')}
            choices={all.map(({ id, name }) => ({ value: id, label: name }))}
          />
        )}
        <div className="staff-form__pair">
          <TextField
            id="from"
            name="from"
            type="date"
            label={words.from}
            error={faults.of('from')}
            defaultValue={tomorrow}
          />
          <TextField id="to" name="to" type="date" label={words.to} error={faults.of('to')} />
        </div>
        <p>{words.hint}</p>
        <Button>{words.submit}</Button>
      </form>
      <output className="staff-count">{said}</output>
    </>
  );
}
