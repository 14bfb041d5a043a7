import type { StaffMe } from '@fairslot/contract';
import { parseReference } from '@fairslot/domain';
import { SelectField, TextField } from '@fairslot/ui';
import { auditTexts } from '../../ui/audit-texts';
import { FilterForm } from '../../ui/filter-form';
import type { Asked } from './use-asked';

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
  asked: Asked;
}

/** Site, act, booking and days. */
export function AuditFilter({ sites, asked: { siteId: site, action: act, reference, from, to } }: Props) {
  return (
    <FilterForm asked={{ site, act, reference, from, to }} words={words} judge={judge}>
      {(faults) => (
        <>
          {sites.length > 1 && (
            <SelectField
              id="site"
              label={words.site}
              none={words.everySite}
              choices={sites.map(({ id, name }) => ({ value: id, label: name }))}
            />
          )}
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
