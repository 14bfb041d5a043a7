import { useApiQuery } from '@fairslot/client/react';
import { listPlaceSites, type PlaceSites as Sites } from '@fairslot/contract';
import { coordinatorTexts } from '../../ui/coordinator-texts';
import { ofHundred } from '../../ui/figures';
import { FiguresTable } from '../../ui/figures-table';
import { dateAt, formatShortDate } from '../../ui/formats';
import { Loaded } from '../../ui/loaded';

const words = coordinatorTexts.overview.sites;
type Site = Sites['items'][number];

interface Props {
  placeId: string;
  place: string;
  serviceId: string;
}

/** The sites of one Place: how full, who comes without a booking or not at all, stock, and whether anybody is at work. */
export function PlaceSites({ placeId, place, serviceId }: Props) {
  const query = useApiQuery(listPlaceSites, { query: { serviceId, placeId } }, { refetchInterval: 60_000 });
  return (
    <Loaded query={query}>
      {({ items }) =>
        items.length === 0 ? (
          <p>{words.none}</p>
        ) : (
          <FiguresTable
            caption={words.caption(place)}
            csv={words.csv(placeId)}
            columns={words.columns}
            rows={items.map((site) => [
              site.name,
              filledOf(site),
              site.free,
              site.walkIns,
              site.didNotCome === null ? words.rateUnknown : words.ofHundred(site.didNotCome),
              stockOf(site),
              site.lastActive === null ? words.never : formatShortDate(dateAt(site.lastActive)),
              closedOf(site),
            ])}
          />
        )
      }
    </Loaded>
  );
}

function filledOf({ capacity, taken }: Site): string {
  if (capacity === 0) return words.noClinics;
  return taken === null ? coordinatorTexts.hidden : words.ofHundred(ofHundred(taken, capacity));
}

function stockOf({ stock }: Site): string {
  if (!stock) return words.notCounted;
  return stock.days === null ? words.doses(stock.doses) : words.dosesFor(stock.doses, stock.days);
}

function closedOf({ closures }: Site): string {
  const said = closures.map(({ from, until, reason }) => {
    const first = formatShortDate(from);
    return words.closed(from === until ? first : words.range(first, formatShortDate(until)), reason);
  });
  return said.length === 0 ? words.notClosed : said.join('; ');
}
