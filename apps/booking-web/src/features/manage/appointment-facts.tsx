import type { ManagedBooking } from '@fairslot/contract';
import { Address } from '../../ui/address';
import { shownReference } from '../../ui/reference';
import { useSite } from '../../ui/site-context';
import { Special } from '../../ui/special';
import { Whole } from '../../ui/whole';

/** The date and place, big enough to read at a bus stop. */
export function AppointmentFacts({ booking }: { booking: ManagedBooking }) {
  const { texts, when } = useSite();
  const { site, service, start, reference, options } = booking;
  return (
    <div className="fs-card">
      <p className="fs-when">
        <Whole words={when.full(start)} />
      </p>
      <Special options={options} />
      <p>
        <strong>{service.name}</strong>
        <br />
        {site.name}
        <br />
        <Address of={site} />
      </p>
      <p>
        {texts.appointment.reference} <span className="fs-reference">{shownReference(reference)}</span>
      </p>
    </div>
  );
}
