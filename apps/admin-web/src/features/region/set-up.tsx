import { useApiMutation, useApiQuery } from '@fairslot/client/react';
import { addService, getMe, getSetUp, importOrganisations, importSites, listStaffServices } from '@fairslot/contract';
import { Button, StaffButton, StaffTable, TextField } from '@fairslot/ui';
import { useState } from 'react';
import { Link } from 'react-router';
import { newClinicAddress } from '../../ui/addresses';
import { CsvImport } from '../../ui/csv-import';
import { faultsOf, useFaults } from '../../ui/faults';
import { Loaded } from '../../ui/loaded';
import { texts } from '../../ui/texts';
import { refreshed, ServiceRow } from './service-row';

const words = texts.region;

/** A region from nothing to its first booking: what is there, what comes next, and where to do it. */
export function SetUp({ firstSite }: { firstSite: string | undefined }) {
  const query = useApiQuery(getSetUp, {});
  const organisations = useApiMutation(importOrganisations, [getSetUp]);
  const sites = useApiMutation(importSites, [getSetUp, getMe]);
  return (
    <Loaded query={query}>
      {(now) => {
        const steps = [
          { id: 'organisations', count: now.organisations },
          { id: 'sites', count: now.sites },
          { id: 'services', count: now.services },
          { id: 'clinics', count: now.clinics },
        ] as const;
        const next = steps.find(({ count }) => count === 0);
        return (
          <>
            <ol className="staff-steps">
              {steps.map(({ id, count }) => (
                <li key={id} className={count > 0 ? 'staff-steps__done' : undefined}>
                  <strong>{words.steps[id]}</strong>{' '}
                  {count > 0 ? words.there(count) : id === next?.id ? words.next[id] : words.later}
                  {id === 'clinics' && count === 0 && next?.id === 'clinics' && firstSite && (
                    <>
                      {' '}
                      <Link to={newClinicAddress(firstSite)}>{texts.clinics.create}</Link>
                    </>
                  )}
                </li>
              ))}
            </ol>
            {!next && <p>{words.complete}</p>}
            <section className="staff-section" aria-labelledby="organisations">
              <h2 id="organisations" className="staff-subheading">
                {words.steps.organisations}
              </h2>
              <CsvImport
                id="organisations-import"
                title={words.importOrganisations}
                columns="code,name,kind,parent"
                example="P001,High Street Pharmacy Ltd,pharmacy,"
                send={(csv, check) => organisations.mutateAsync({ body: { csv, check } })}
              />
            </section>
            <section className="staff-section" aria-labelledby="sites">
              <h2 id="sites" className="staff-subheading">
                {words.steps.sites}
              </h2>
              <ul>
                {now.places.map(({ id, name, sites: count }) => (
                  <li key={id}>{words.place(name, count)}</li>
                ))}
              </ul>
              <CsvImport
                id="sites-import"
                title={words.importSites}
                columns="name,kind,organisation,place,address,postcode,latitude,longitude"
                optional="sms_name,directions,what3words,steps,automatic_doors,lift,accessible_toilet,hearing_loop,blue_badge_bays,parking,quiet_room,prayer_room,nursing_space,buses,station,station_minutes,languages"
                example="High Street Pharmacy,pharmacy,P001,Northtown,1 High Street,AB1 2CD,53.41,-2.98,High Street,Go to the counter,,none,yes,no,yes,no,yes,free,no,no,no,82A: High Street; 10: Market,Northtown,8,Polish; Arabic"
                send={(csv, check) => sites.mutateAsync({ body: { csv, check } })}
              />
            </section>
            <Services />
          </>
        );
      }}
    </Loaded>
  );
}

function Services() {
  const query = useApiQuery(listStaffServices, {});
  const add = useApiMutation(addService, refreshed);
  return (
    <section className="staff-section" aria-labelledby="services">
      <h2 id="services" className="staff-subheading">
        {words.steps.services}
      </h2>
      <Loaded query={query}>
        {({ items, library }) => (
          <>
            {items.length > 0 && (
              <StaffTable caption={words.steps.services} columns={Object.values(words.serviceColumns)}>
                {items.map((service) => (
                  <ServiceRow key={service.id} service={service} />
                ))}
              </StaffTable>
            )}
            {library.length > 0 && (
              <>
                <h3 className="staff-subheading">{words.library}</h3>
                <p>{words.libraryHint}</p>
                <ul className="staff-library">
                  {library.map(({ id, name, whoFor, source }) => (
                    <li key={id}>
                      <strong>{name}</strong>: {whoFor}. <span className="staff-none">{source}</span>{' '}
                      <StaffButton busy={add.isPending} onPress={() => add.mutate({ body: { libraryId: id } })}>
                        {words.addService}
                        <span className="nhsuk-u-visually-hidden"> {name}</span>
                      </StaffButton>
                    </li>
                  ))}
                </ul>
              </>
            )}
            <OwnService />
          </>
        )}
      </Loaded>
    </section>
  );
}

function OwnService() {
  const { mutateAsync, isPending } = useApiMutation(addService, refreshed);
  const faults = useFaults();
  const [said, say] = useState('');

  async function submit(form: HTMLFormElement) {
    const data = new FormData(form);
    const read = (name: string) => {
      const value = data.get(name);
      return typeof value === 'string' ? value.trim() : '';
    };
    const number = (name: string) => (read(name) === '' ? {} : { [name]: Number(read(name)) });
    try {
      const made = await mutateAsync({
        body: {
          name: read('ownName'),
          whoFor: read('whoFor'),
          ...number('minutes'),
          ...number('ageFrom'),
          ...number('ageTo'),
        },
      });
      faults.report([]);
      say(words.added(made.name));
      form.reset();
    } catch (error) {
      faults.report(faultsOf(error, 'ownName', { name: 'ownName' }));
    }
  }

  return (
    <details className="staff-more">
      <summary>{words.own}</summary>
      {faults.summary}
      <form
        noValidate
        className="staff-form"
        onSubmit={(event) => {
          event.preventDefault();
          if (!isPending) void submit(event.currentTarget);
        }}
      >
        <TextField id="ownName" name="ownName" label={words.ownName} error={faults.of('ownName')} />
        <TextField id="whoFor" name="whoFor" label={words.whoFor} hint={words.whoForHint} error={faults.of('whoFor')} />
        <div className="staff-form__pair">
          <TextField
            id="ageFrom"
            name="ageFrom"
            type="number"
            min={0}
            max={120}
            label={words.ageFrom}
            error={faults.of('ageFrom')}
          />
          <TextField
            id="ageTo"
            name="ageTo"
            type="number"
            min={0}
            max={120}
            label={words.ageTo}
            error={faults.of('ageTo')}
          />
        </div>
        <TextField
          id="minutes"
          name="minutes"
          type="number"
          min={1}
          max={60}
          label={words.minutes}
          defaultValue="10"
          error={faults.of('minutes')}
          room={4}
        />
        <Button>{words.addOwn}</Button>
      </form>
      <output className="staff-count">{said}</output>
    </details>
  );
}
