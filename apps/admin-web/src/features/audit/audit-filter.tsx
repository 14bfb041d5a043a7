import { useApiQuery } from '@fairslot/client/react';
import { listAuditActors, type StaffMe } from '@fairslot/contract';
import { parseReference } from '@fairslot/domain';
import { SelectField, TextField } from '@fairslot/ui';
import { auditTexts } from '../../ui/audit-texts';
import { FilterForm } from '../../ui/filter-form';
import { REGION, type Asked } from './use-asked';

const words = auditTexts.filter;
const acts = Object.entries(auditTexts.acts)
  .map(([value, label]) => ({ value, label }))
  .sort((a, b) => a.label.localeCompare(b.label));

const judge = ({ reference, from, to }: Record<'reference' | 'from' | 'to', string>) => [
  ...(reference !== '' && !parseReference(reference).ok ? [{ field: 'reference', words: words.referenceWrong }] : []),
  ...(from !== '' && to !== '' && to < from ? [{ field: 'to', words: words.datesWrong }] : []),
];

interface Props {
  sites: StaffMe['sites'];
  /** May the reader see what was done at no site? */
  seesRegion: boolean;
  asked: Asked;
}

/** Site, who, act, booking and days. */
export function AuditFilter({ sites, seesRegion, asked }: Props) {
  const { siteId, about, by: who, action: act, reference, from, to } = asked;
  const { data: staff, isPending } = useApiQuery(listAuditActors, {}, { staleTime: 60_000 });
  const site = about ? REGION : siteId;
  const choices = sites.map(({ id, name }) => ({ value: id, label: name }));
  // Until the names are there, what the address asks for would fit no choice.
  if (isPending) return null;
  return (
    <FilterForm asked={{ site, who, act, reference, from, to }} words={words} judge={judge}>
      {(faults) => (
        <>
          {(sites.length > 1 || seesRegion) && (
            <SelectField
              id="site"
              label={words.site}
              none={words.everySite}
              choices={seesRegion ? [{ value: REGION, label: words.region }, ...choices] : choices}
            />
          )}
          <SelectField
            id="who"
            label={words.who}
            none={words.everybody}
            choices={(staff?.items ?? []).map(({ id, name, email }) => ({ value: id, label: `${name}, ${email}` }))}
          />
          <SelectField id="act" label={words.act} none={words.everyAct} choices={acts} />
          <TextField
            id="reference"
            name="reference"
            label={words.reference}
            error={faults.of('reference')}
            room={10}
            autoComplete="off"
            spellCheck={false}
          />
          <TextField type="date" id="from" name="from" label={words.from} />
          <TextField type="date" id="to" name="to" label={words.to} error={faults.of('to')} />
        </>
      )}
    </FilterForm>
  );
}
