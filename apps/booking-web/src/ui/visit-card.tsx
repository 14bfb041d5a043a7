import { useSite } from './site-context';

interface Props {
  start: string;
  site: { name: string; address: string; postcode: string };
}

/** When and where, and not whose or what for. */
export function VisitCard({ start, site: { name, address, postcode } }: Props) {
  const { when } = useSite();
  return (
    <div className="fs-card">
      <p className="fs-when">{when.full(start)}</p>
      <p>
        {name}
        <br />
        {address}, <bdi>{postcode}</bdi>
      </p>
    </div>
  );
}
