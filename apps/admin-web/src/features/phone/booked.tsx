import type { bookForCaller, ResponseOf } from '@fairslot/contract';
import { StaffButton } from '@fairslot/ui';
import { dateAt, formatLongDate, formatTime } from '../../ui/formats';
import { deployment } from '../../ui/deployment';
import { texts } from '../../ui/texts';
import { spell } from './spell';

const words = texts.phone;
const listOf = (names: readonly string[]) => new Intl.ListFormat(deployment.locale).format(names);

interface Props {
  bookings: ResponseOf<typeof bookForCaller>['bookings'];
  /** In the order of the party. */
  names: readonly string[];
  isReachable: boolean;
  onFamily: () => void;
  onAnother: () => void;
}

/** What is read out to the caller, and what comes next. */
export function Booked({ bookings, names, isReachable, onFamily, onAnother }: Props) {
  return (
    <section className="staff-card staff-card--done" aria-labelledby="booked">
      <h2 id="booked">{words.booked(listOf(names))}</h2>
      {bookings.map(({ reference, attendee, start, lengthMinutes, site, service }) => (
        <div key={reference}>
          <p>
            {bookings.length > 1 && <strong>{names[attendee - 1]}. </strong>}
            {service.name}: {formatLongDate(dateAt(start))}, {formatTime(start)} ({words.minutes(lengthMinutes)}),{' '}
            {site.name}
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
