import { useApiMutation } from '@fairslot/client/react';
import { addNote, getBooking, type BookingNote } from '@fairslot/contract';
import { TextField } from '@fairslot/ui';
import { useState } from 'react';
import { faultsOf, useFaults } from '../../ui/faults';
import { dateAt, formatLongDate, formatTime } from '../../ui/formats';
import { texts } from '../../ui/texts';

const words = texts.booking;

interface Props {
  reference: string;
  notes: readonly BookingNote[];
  mayAct: boolean;
}

/** What staff wrote down about a booking, and a line to add to it. */
export function BookingNotes({ reference, notes, mayAct }: Props) {
  const { mutateAsync, isPending } = useApiMutation(addNote, [getBooking]);
  const [text, setText] = useState('');
  const faults = useFaults();

  async function save() {
    if (isPending) return;
    if (text.trim() === '') return faults.report([{ field: 'note', words: words.noteFaults.required }]);
    try {
      await mutateAsync({ params: { reference }, body: { text } });
      setText('');
      faults.report([]);
    } catch (error) {
      faults.report(faultsOf(error, 'note', { text: 'note' }));
    }
  }

  return (
    <section className="staff-section" aria-labelledby="notes-title" id="notes">
      <h2 className="staff-subheading" id="notes-title">
        {words.notes}
      </h2>
      <ul className="staff-history" aria-live="polite">
        {notes.map((note) => (
          <li key={note.at + note.text} className="staff-note">
            {note.text}
            <span className="staff-note__by">
              {formatLongDate(dateAt(note.at))}, {formatTime(note.at)}, {note.by}
            </span>
          </li>
        ))}
      </ul>
      {notes.length === 0 && <p>{words.noNotes}</p>}
      {mayAct && (
        <form
          noValidate
          className="staff-form"
          onSubmit={(event) => {
            event.preventDefault();
            void save();
          }}
        >
          {faults.summary}
          <TextField
            id="note"
            name="note"
            label={words.note}
            hint={words.noteHint}
            error={faults.of('note')}
            value={text}
            maxLength={300}
            autoComplete="off"
            onChange={({ target }) => setText(target.value)}
          />
          <button className="staff-button staff-button--secondary" type="submit" aria-disabled={isPending || undefined}>
            {words.noteAdd}
          </button>
        </form>
      )}
    </section>
  );
}
