import type { StaffMe } from '@fairslot/contract';
import { parseReference } from '@fairslot/domain';
import { SelectField, TextField } from '@fairslot/ui';
import { useSearchParams } from 'react-router';
import { auditTexts } from '../../ui/audit-texts';
import { useFaults } from '../../ui/faults';
import type { Asked } from './use-asked';

const words = auditTexts.filter;
const FIELDS = ['site', 'act', 'reference', 'from', 'to'] as const;
const acts = Object.entries(auditTexts.acts)
  .map(([value, label]) => ({ value, label }))
  .sort((a, b) => a.label.localeCompare(b.label));

interface Props {
  sites: StaffMe['sites'];
  asked: Asked;
}

/** Site, act, booking and days. Asked for by a press, so that nothing changes under somebody's hands. */
export function AuditFilter({ sites, asked }: Props) {
  const [search, setSearch] = useSearchParams();
  const faults = useFaults();
  function show(form: FormData) {
    const typed = (field: string) => {
      const value = form.get(field);
      return typeof value === 'string' ? value.trim() : '';
    };
    const [reference, from, to] = [typed('reference'), typed('from'), typed('to')];
    const wrong = [
      ...(reference !== '' && !parseReference(reference).ok
        ? [{ field: 'reference', words: words.referenceWrong }]
        : []),
      ...(from !== '' && to !== '' && to < from ? [{ field: 'to', words: words.datesWrong }] : []),
    ];
    faults.report(wrong);
    if (wrong.length > 0) return;
    setSearch(Object.fromEntries(FIELDS.map((field) => [field, typed(field)]).filter(([, value]) => value !== '')));
  }
  return (
    <>
      {faults.summary}
      <form
        className="staff-filter"
        aria-label={words.label}
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          show(new FormData(event.currentTarget));
        }}
      >
        {sites.length > 1 && (
          <SelectField
            id="site"
            label={words.site}
            none={words.everySite}
            choices={sites.map(({ id, name }) => ({ value: id, label: name }))}
            chosen={asked.siteId}
          />
        )}
        <SelectField id="act" label={words.act} none={words.everyAct} choices={acts} chosen={asked.action} />
        <TextField
          id="reference"
          name="reference"
          label={words.reference}
          error={faults.of('reference')}
          room={10}
          autoComplete="off"
          spellCheck={false}
          defaultValue={asked.reference}
        />
        <TextField type="date" id="from" name="from" label={words.from} defaultValue={asked.from} />
        <TextField type="date" id="to" name="to" label={words.to} error={faults.of('to')} defaultValue={asked.to} />
        <button type="submit" className="staff-button staff-button--secondary">
          {words.show}
        </button>
        {search.size > 0 && (
          <button type="button" className="staff-button staff-button--plain" onClick={() => setSearch({})}>
            {words.clear}
          </button>
        )}
      </form>
    </>
  );
}
