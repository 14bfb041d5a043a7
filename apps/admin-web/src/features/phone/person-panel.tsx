import { useApiQuery } from '@fairslot/client/react';
import { searchBookings } from '@fairslot/contract';
import { Button, TextField } from '@fairslot/ui';
import { useState } from 'react';
import { Link } from 'react-router';
import { bookingAddress } from '../../ui/addresses';
import { dateAt, formatShortWeekday, formatTime } from '../../ui/formats';
import { fullName } from '../../ui/person';
import { byNumber, deployment } from '../../ui/deployment';
import { texts } from '../../ui/texts';
import { StatusTag } from '../../ui/status-tag';
import type { Caller } from './phone-booking';

const words = texts.phone;

interface Props {
  caller: Caller;
  change: (some: Partial<Caller>) => void;
  of: (field: string) => string | undefined;
}

/** Who calls: typed in, or found by an appointment they have. Finding one shows every open appointment, to move or cancel. */
export function PersonPanel({ caller, change, of }: Props) {
  const [q, setQ] = useState('');
  const field = (name: 'firstName' | 'lastName' | 'born' | 'nhsNumber') => ({
    id: name,
    name,
    value: caller[name],
    error: of(name),
    autoComplete: 'off',
    onChange: (event: { target: { value: string } }) => change({ [name]: event.target.value }),
  });
  return (
    <section className="staff-panel" aria-labelledby="person-panel">
      <h2 id="person-panel">{words.person}</h2>
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
      {q.length >= 2 && <Found q={q} change={change} />}
      <TextField {...field('firstName')} label={texts.walkIn.firstName} />
      <TextField {...field('lastName')} label={texts.walkIn.lastName} />
      <TextField {...field('born')} label={texts.walkIn.born} hint={texts.walkIn.bornHint} room={20} />
      {deployment.nhsNumber && <TextField {...field('nhsNumber')} label={words.nhsNumber} room={20} isCode />}
    </section>
  );
}

function Found({ q, change }: { q: string; change: (some: Partial<Caller>) => void }) {
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
