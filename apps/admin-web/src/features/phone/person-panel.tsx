import { useApiQuery } from '@fairslot/client/react';
import { searchBookings, type Service } from '@fairslot/contract';
import { Button, CheckboxesField, RadiosField, StaffButton, TextField } from '@fairslot/ui';
import { useState } from 'react';
import { Link } from 'react-router';
import { bookingAddress } from '../../ui/addresses';
import { dateAt, formatShortWeekday, formatTime } from '../../ui/formats';
import { fullName } from '../../ui/person';
import { byNumber } from '../../ui/deployment';
import { texts } from '../../ui/texts';
import { StatusTag } from '../../ui/status-tag';
import { MOST_PEOPLE, nobody, type Caller, type Person } from './caller';
import { PersonFields } from './person-fields';

const words = texts.phone;

interface Props {
  caller: Caller;
  service: Service | undefined;
  change: (some: Partial<Caller>) => void;
  of: (field: string) => string | undefined;
  /** Finds people by their bookings; left out for who may see nobody. */
  maySearch: boolean;
}

/** Who comes: typed in, or found by an appointment they have. Finding one shows every open appointment, to move or cancel. */
export function PersonPanel({ caller, service, change, of, maySearch }: Props) {
  const [q, setQ] = useState('');
  const { people, together, help } = caller;
  const changeOne = (index: number, some: Partial<Person>) =>
    change({ people: people.map((person, n) => (n === index ? { ...person, ...some } : person)) });
  return (
    <section className="staff-panel" aria-labelledby="person-panel">
      <h2 id="person-panel">{words.person}</h2>
      {maySearch && (
        <form
          className="staff-search"
          onSubmit={(event) => {
            event.preventDefault();
            const typed = new FormData(event.currentTarget).get('q');
            setQ(typeof typed === 'string' ? typed.trim() : '');
          }}
        >
          <TextField
            id="find-caller"
            name="q"
            type="search"
            label={words.find}
            hint={byNumber(texts.search.hint)}
            autoComplete="off"
          />
          <Button variant="secondary" small>
            {texts.search.submit}
          </Button>
        </form>
      )}
      {q.length >= 2 && <Found q={q} change={(some) => changeOne(0, some)} />}
      {people.map((person, index) => (
        <PersonFields
          // Nothing else tells them apart while they are typed.
          key={index}
          person={person}
          index={index}
          service={service}
          change={(some) => changeOne(index, some)}
          of={of}
          onRemove={people.length > 1 ? () => change({ people: people.filter((_, n) => n !== index) }) : undefined}
        />
      ))}
      {people.length > 1 && (
        <RadiosField
          name="together"
          label={words.together}
          isSmall
          chosen={together}
          choices={[
            { value: 'parallel', label: words.parallel },
            { value: 'consecutive', label: words.consecutive },
          ]}
          onChoose={(chosen) => change({ together: chosen === 'consecutive' ? 'consecutive' : 'parallel' })}
        />
      )}
      {people.length < MOST_PEOPLE && (
        <StaffButton
          onPress={() => change({ people: [...people, { ...nobody, lastName: people[0]?.lastName ?? '' }] })}
        >
          {words.addPerson}
        </StaffButton>
      )}
      <details className="staff-more">
        <summary>{words.help(help.length)}</summary>
        <CheckboxesField
          isSmall
          name="help"
          label={words.helpNeeded}
          chosen={help}
          choices={Object.entries(texts.help)
            .filter(([need]) => need !== 'more_time')
            .map(([value, label]) => ({ value, label }))}
          onChoose={(chosen) => change({ help: chosen })}
        />
      </details>
    </section>
  );
}

function Found({ q, change }: { q: string; change: (some: Partial<Person>) => void }) {
  const once = { staleTime: Infinity, gcTime: 0, refetchOnWindowFocus: false };
  const { data } = useApiQuery(searchBookings, { query: { q } }, once);
  if (!data) return <p>{texts.loading}</p>;
  return (
    <>
      <p className="staff-count" aria-live="polite">
        {texts.search.found(data.total ?? data.items.length)}
      </p>
      <ul className="staff-found">
        {data.items.slice(0, 8).map((row) => (
          <li key={row.reference}>
            <button
              type="button"
              className="staff-button staff-button--plain"
              onClick={() =>
                change({
                  firstName: row.firstName,
                  lastName: row.lastName,
                  born: row.dateOfBirth ?? '',
                  nhsNumber: row.nhsNumber ?? '',
                })
              }
            >
              {words.use} {fullName(row)}
            </button>{' '}
            <Link to={bookingAddress(row.site.id, row.reference)}>
              {row.service.name}, {formatShortWeekday(dateAt(row.start))}, {formatTime(row.start)}, {row.site.name}
            </Link>{' '}
            <StatusTag row={row} />
          </li>
        ))}
      </ul>
    </>
  );
}
