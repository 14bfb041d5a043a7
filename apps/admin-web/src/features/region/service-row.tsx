import { useApiMutation } from '@fairslot/client/react';
import { changeService, getSetUp, listServices, listStaffServices, type StaffService } from '@fairslot/contract';
import { StaffButton, StaffCell, StaffRow, TextField } from '@fairslot/ui';
import { useState } from 'react';
import { Link } from 'react-router';
import { faultsOf, useFaults } from '../../ui/faults';
import { texts } from '../../ui/texts';

const words = texts.region;
/** What shows services. */
export const refreshed = [listStaffServices, listServices, getSetUp] as const;

/** A service with what can be changed of it: whether it can be booked now, its rule, its season and what changed since the last one. */
export function ServiceRow({ service }: { service: StaffService }) {
  const { mutate, mutateAsync, isPending } = useApiMutation(changeService, refreshed);
  const faults = useFaults();
  const [said, say] = useState('');
  const { id, name, whoFor, whatChanged, minutes, opensOn, closesOn, paused, season } = service;
  return (
    <StaffRow>
      <StaffCell kind="person" names>
        <strong>{name}</strong>
        <span className="staff-person__facts staff-person__facts--words">
          <span>{whoFor}</span>
        </span>
      </StaffCell>
      <StaffCell heading={words.serviceColumns.minutes}>{minutes}</StaffCell>
      <StaffCell kind="status">{words.seasons[season.state]}</StaffCell>
      <StaffCell kind="action">
        <div className="staff-acts">
          <StaffButton
            busy={isPending}
            onPress={() => mutate({ params: { serviceId: id }, body: { paused: !paused } })}
          >
            {paused ? words.resume : words.pause}
            <span className="nhsuk-u-visually-hidden"> {name}</span>
          </StaffButton>
          <Link className="staff-row-more" to={`/region/services/${encodeURIComponent(id)}`}>
            {words.rule}
            <span className="nhsuk-u-visually-hidden"> {name}</span>
          </Link>
        </div>
        <details className="staff-more">
          <summary>
            {words.season}
            <span className="nhsuk-u-visually-hidden"> {name}</span>
          </summary>
          {faults.summary}
          <form
            onSubmit={(event) => {
              event.preventDefault();
              const data = new FormData(event.currentTarget);
              const typed = (field: string) => {
                const value = data.get(field);
                return typeof value === 'string' ? value.trim() : '';
              };
              void mutateAsync({
                params: { serviceId: id },
                body: {
                  opensOn: typed('opensOn') || null,
                  closesOn: typed('closesOn') || null,
                  whatChanged: typed('whatChanged'),
                },
              }).then(
                () => {
                  faults.report([]);
                  say(words.seasonSaved);
                },
                (error: unknown) => {
                  say('');
                  const fields = { closesOn: `${id}-closesOn`, whatChanged: `${id}-whatChanged` };
                  faults.report(faultsOf(error, `${id}-closesOn`, fields));
                },
              );
            }}
          >
            <TextField
              id={`${id}-opensOn`}
              name="opensOn"
              type="date"
              label={words.opensOn}
              defaultValue={opensOn ?? ''}
            />
            <TextField
              id={`${id}-closesOn`}
              name="closesOn"
              type="date"
              label={words.closesOn}
              error={faults.of(`${id}-closesOn`)}
              defaultValue={closesOn ?? ''}
            />
            <TextField
              id={`${id}-whatChanged`}
              name="whatChanged"
              label={words.whatChanged}
              hint={words.whatChangedHint}
              error={faults.of(`${id}-whatChanged`)}
              defaultValue={whatChanged}
              autoComplete="off"
            />
            <div className="staff-acts">
              <button type="submit" className="staff-button staff-button--secondary">
                {texts.booking.save}
              </button>
              <output>{said}</output>
            </div>
          </form>
        </details>
      </StaffCell>
    </StaffRow>
  );
}
