import type { ManagedBooking } from '@fairslot/contract';
import { useSite } from '../../ui/site-context';

/** The other appointments that were made with this one, each to be opened with a press. */
export function BookedTogether({ booking, all }: { booking: ManagedBooking; all: readonly ManagedBooking[] }) {
  const { texts, when } = useSite();
  const words = texts.appointment;
  if (all.length < 2) return null;
  return (
    <form method="post" action="/appointment/choose" noValidate>
      <h2 className="nhsuk-heading-m">{words.togetherHeading}</h2>
      <ul className="nhsuk-list">
        {all.map((one, index) =>
          one.reference === booking.reference ? null : (
            <li key={one.reference}>
              {one.status === 'cancelled'
                ? words.togetherCancelled(one.firstName)
                : words.togetherLine(one.firstName, one.service.shortName, when.short(one.start))}{' '}
              <button className="fs-link" type="submit" name="which" value={String(index)}>
                {words.see}
                <span className="nhsuk-u-visually-hidden"> {one.firstName}</span>
              </button>
            </li>
          ),
        )}
      </ul>
    </form>
  );
}
