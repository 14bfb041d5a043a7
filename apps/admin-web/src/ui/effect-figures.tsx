import type { ChangeFigures } from '@fairslot/contract';
import { texts } from './texts';

const words = texts.effect;

/** What becomes of those who are booked: figures that add up to the last one. Nothing that is 0, but the sum. */
export function EffectFigures({ figures }: { figures: ChangeFigures }) {
  const { bookings, kept, moved, newTimes, cancelledAndTold, toCall } = figures;
  const rows: [string, number][] = [
    [words.kept, kept],
    [words.moved, moved - newTimes],
    [words.newTimes, newTimes],
    [words.told, cancelledAndTold],
    [words.toCall, toCall],
  ];
  return (
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
  );
}
