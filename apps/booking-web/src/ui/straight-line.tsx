import type { JourneyDraft, PublicSite } from '@fairslot/contract';
import { distanceMetres } from '@fairslot/domain';
import { distanceWords } from './distance-words';
import { useSite } from './site-context';

interface Props {
  site: Pick<PublicSite, 'name' | 'latitude' | 'longitude'>;
  /** Where the search began; nothing is said where nobody searched, or for this very place. */
  from: JourneyDraft['where'];
}

/** How far it is, in words and without a direction: what we know of the start is the middle of its area. */
export function StraightLine({ site, from }: Props) {
  const { texts } = useSite();
  if (!from || from.label === site.name) return null;
  return (
    <p>
      <bdi>{texts.place.away(distanceWords(distanceMetres(from, site), texts.distance), from.label)}</bdi>
    </p>
  );
}
