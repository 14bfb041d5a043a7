import type { bookForCaller, ResponseOf } from '@fairslot/contract';
import { StaffButton } from '@fairslot/ui';
import { dateAt, formatLongDate, formatTime } from '../../ui/formats';
import { texts } from '../../ui/texts';
import { spell } from './spell';

const words = texts.phone;

interface Props {
  bookings: ResponseOf<typeof bookForCaller>['bookings'];
  name: string;
  isReachable: boolean;
  onFamily: () => void;
  onAnother: () => void;
}

/** What is read out to the caller, and what comes next. */
export function Booked({ bookings, name, isReachable, onFamily, onAnother }: Props) {
  return (
    <section className="staff-card staff-card--done" aria-labelledby="booked">
      <h2 id="booked">{words.booked(name)}</h2>
      {bookings.map(({ reference, start, site, service }) => (
        <div key={reference}>
          <p>
            {service.name}: {formatLongDate(dateAt(start))}, {formatTime(start)}, {site.name}
          </p>
          <p>
            {words.reference} <strong className="staff-reference">{reference}</strong>
          </p>
          <p>
            {words.readAloud} {spell(reference)}
          </p>
        </div>
      ))}
      <p>{isReachable ? words.sent : words.readOut}</p>
      <div className="staff-acts">
        <StaffButton kind="forward" onPress={onFamily}>
          {words.family}
        </StaffButton>
        <StaffButton onPress={onAnother}>{words.another}</StaffButton>
      </div>
    </section>
  );
}
