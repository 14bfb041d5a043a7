import { Button, DateField, Details, RadiosField } from '@fairslot/ui';
import { useSite } from '../../ui/site-context';
import { distancesInMiles, type Search } from './search';

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
