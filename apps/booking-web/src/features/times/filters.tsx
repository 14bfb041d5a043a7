import { Button, CheckboxesField, DateField, Details, RadiosField } from '@fairslot/ui';
import { KINDS_OF_DAY, PARTS_OF_DAY } from '@fairslot/domain';
import { useSite } from '../../ui/site-context';
import { allTimes, distancesInMiles, type Search } from './search';

interface FiltersProps {
  search: Search;
  fault: string | undefined;
  action?: string;
}

/** A GET form: what it asks for is in the address, so it can be read again and sent to somebody. */
export function Filters({ search, fault, action = '/book/times' }: FiltersProps) {
  const { texts } = useSite();
  const words = texts.times;
  return (
    <Details summary={words.filters} isOpen={Boolean(fault)}>
      <form method="get" action={action} noValidate>
        <DateField
          name="from"
          label={words.fromDate}
          hint={words.fromHint}
          words={texts.words}
          values={search.typedFrom}
          error={fault}
        />
        <RadiosField
          name="distance"
          label={words.distance}
          isSmall
          chosen={String(search.miles)}
          choices={distancesInMiles.map((miles) => ({ value: String(miles), label: words.within(miles) }))}
        />
        <RadiosField
          name="days"
          label={words.wishes.days}
          isSmall
          chosen={search.days ?? 'any'}
          choices={(['any', ...KINDS_OF_DAY] as const).map((days) => ({ value: days, label: words.wishes[days] }))}
        />
        <CheckboxesField
          name="part"
          label={words.wishes.parts}
          hint={words.wishes.partsHint}
          chosen={search.parts}
          choices={PARTS_OF_DAY.map((part) => ({ value: part, label: words.wishes[part] }))}
        />
        <RadiosField
          name="sort"
          label={words.sort}
          isSmall
          chosen={search.sort}
          choices={[
            { value: 'soonest', label: words.soonest },
            { value: 'nearest', label: words.nearest },
          ]}
        />
        <Button variant="secondary">{words.show}</Button>
      </form>
    </Details>
  );
}

interface HiddenProps {
  free: number;
  /** Places with no other times; none where one place is shown. */
  places?: number;
  search: Search;
  path: string;
}

/** What a wish for some times leaves out, with the way back to all of them. */
export function HiddenTimes({ free, places = 0, search, path }: HiddenProps) {
  const words = useSite().texts.times.wishes;
  if (search.days === undefined && search.parts.length === 0) return null;
  const shown = [...(search.days ? [words[search.days]] : []), ...search.parts.map((part) => words[part])];
  return (
    <p>
      {words.only(shown.join('; '))} {free > 0 ? words.hidden(free) : words.nothingHidden}{' '}
      {places > 0 ? `${words.hiddenPlaces(places)} ` : null}
      <a href={`${path}${allTimes(search)}`}>{words.all}</a>
    </p>
  );
}
