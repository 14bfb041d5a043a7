import type { AboutSite, PublicSite } from '@fairslot/contract';
import { describeWay } from '@fairslot/texts';
import { PlaceFacts } from '@fairslot/ui';
import { OpenMap } from './open-map';
import { photoAddress } from './photo-address';
import { useSite } from './site-context';

interface Props {
  site: PublicSite;
  photos?: AboutSite['photos'];
}

/** How to get to an appointment and in at the door, in the words of the page about the place. */
export function WayThere({ site, photos = [] }: Props) {
  const words = useSite().texts.place;
  const way = describeWay(site, words);
  return (
    <>
      <PlaceFacts way={way} photos={photos} photosHeading={words.photos} addressOf={photoAddress} rest={[]} />
      <OpenMap site={site} />
    </>
  );
}
