import type { ChangeFigures } from '@fairslot/contract';
import { RadiosField } from '@fairslot/ui';
import { texts } from '../../ui/texts';

const words = texts.effect;

/** What a change does to bookings: four figures that add up, and what becomes of the places. */
export function Effect({ figures, isDone = false }: { figures: ChangeFigures; isDone?: boolean }) {
  const { bookings, kept, moved, cancelledAndTold, toCall, holdsEnded, rescued, freeBefore, freeAfter } = figures;
  const rows: [string, number][] = [
    [words.kept, kept],
    [words.moved, moved],
    [words.told, cancelledAndTold],
    [words.toCall, toCall],
  ];
  return (
    <section className="staff-card" aria-labelledby="effect">
      <h2 id="effect">{isDone ? words.done : words.heading}</h2>
      <p>{words.places(freeBefore, freeAfter)}</p>
      {bookings === 0 ? (
        <p>{words.nobody}</p>
      ) : (
        <dl className="staff-figures">
          {rows.map(([name, figure]) => (
            <div key={name}>
              <dt>{name}</dt>
              <dd>{figure}</dd>
            </div>
          ))}
          <div className="staff-figures__sum">
            <dt>{words.bookings}</dt>
            <dd>{bookings}</dd>
          </div>
        </dl>
      )}
      {holdsEnded > 0 && <p>{words.holds(holdsEnded)}</p>}
      {rescued > 0 && <p>{words.rescued(rescued)}</p>}
    </section>
  );
}

export type BookingsWish = 'call' | 'cancel';

/** What becomes of those that no clinic serves any more. */
export function WishField({ chosen, onChoose }: { chosen: BookingsWish; onChoose: (wish: BookingsWish) => void }) {
  return (
    <div
      onChange={(event) =>
        event.target instanceof HTMLInputElement && onChoose(event.target.value === 'cancel' ? 'cancel' : 'call')
      }
    >
      <RadiosField
        name="bookings"
        label={words.wish}
        isSmall
        chosen={chosen}
        choices={[
          { value: 'call', label: words.wishCall, hint: words.wishCallHint },
          { value: 'cancel', label: words.wishCancel, hint: words.wishCancelHint },
        ]}
      />
    </div>
  );
}
