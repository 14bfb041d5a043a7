import { Address } from './address';
import { useSite } from './site-context';
import { Special } from './special';
import { Whole } from './whole';

interface Props {
  start: string;
  options?: readonly string[] | undefined;
  site: { name: string; address: string; postcode: string };
}

/** When and where, and not whose or what for. */
export function VisitCard({ start, options, site }: Props) {
  const { when } = useSite();
  return (
    <div className="fs-card">
      <p className="fs-when">
        <Whole words={when.full(start)} />
      </p>
      <Special options={options} />
      <p>
        {site.name}
        <br />
        <Address of={site} />
      </p>
    </div>
  );
}
