import { Postcode } from './postcode';
import { useSite } from './site-context';
import { Special } from './special';

interface Props {
  start: string;
  options?: readonly string[] | undefined;
  site: { name: string; address: string; postcode: string };
}

/** When and where, and not whose or what for. */
export function VisitCard({ start, options, site: { name, address, postcode } }: Props) {
  const { when } = useSite();
  return (
    <div className="fs-card">
      <p className="fs-when">{when.full(start)}</p>
      <Special options={options} />
      <p>
        {name}
        <br />
        {address}, <Postcode>{postcode}</Postcode>
      </p>
    </div>
  );
}
