import type { PublicSite } from '@fairslot/contract';
import { useSite } from './site-context';

type Site = Pick<PublicSite, 'latitude' | 'longitude'>;

/** A map on another website, opened only when it is pressed; nothing is asked of it before. */
export function OpenMap({ site: { latitude, longitude } }: { site: Site }) {
  const { map, mapHint } = useSite().texts.place;
  return (
    <p>
      <a
        href={`https://www.openstreetmap.org/?mlat=${latitude}&mlon=${longitude}#map=17/${latitude}/${longitude}`}
        rel="noreferrer"
      >
        {map}
      </a>{' '}
      <span className="fs-place__quiet">{mapHint}</span>
    </p>
  );
}
