import type { ChangeFigures } from '@fairslot/contract';
import { EffectFigures } from '../../ui/effect-figures';
import { texts } from '../../ui/texts';

const words = texts.effect;

/** What a change does to bookings: four figures that add up, and what becomes of the places. */
export function Effect({ figures, isDone = false }: { figures: ChangeFigures; isDone?: boolean }) {
  const { bookings, holdsEnded, rescued, freeBefore, freeAfter, toldOfPlace } = figures;
  return (
    <section className="staff-card" aria-labelledby="effect">
      <h2 id="effect">{isDone ? words.done : words.heading}</h2>
      <p>{words.places(freeBefore, freeAfter)}</p>
      {bookings === 0 ? <p>{words.nobody}</p> : <EffectFigures figures={figures} />}
      {holdsEnded > 0 && <p>{words.holds(holdsEnded)}</p>}
      {toldOfPlace > 0 && <p>{words.newPlace(toldOfPlace)}</p>}
      {rescued > 0 && <p>{words.rescued(rescued)}</p>}
    </section>
  );
}
