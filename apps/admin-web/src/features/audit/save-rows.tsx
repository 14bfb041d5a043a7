import { isProblem } from '@fairslot/client';
import { useClient } from '@fairslot/client/react';
import { listAudit, type AuditRow } from '@fairslot/contract';
import { StaffButton } from '@fairslot/ui';
import { useState } from 'react';
import { auditTexts as words } from '../../ui/audit-texts';
import { downloadCsv } from '../../ui/download-csv';
import { errorTexts } from '../../ui/texts';
import { actOf } from './describe-details';
import type { Asked } from './use-asked';
import { useFacts } from './use-facts';

const { when, what, who, site, reference } = words.columns;
const COLUMNS = [when, what, who, site, reference, words.details, words.request];

const lineOf = (row: AuditRow, facts: [string, string][]): string[] => [
  row.at,
  actOf(row.action),
  words.by(row.by),
  row.site?.name ?? words.noSite,
  row.reference ?? '',
  [...(row.about ? [words.about(row.about)] : []), ...facts.map((fact) => fact.join(': '))].join('; '),
  row.requestId ?? '',
];

/** As many of the newest rows as are shown, as a file for a spreadsheet. Each page begins where the one before ends, so none is missing. */
export function SaveRows({ asked, pages }: { asked: Asked; pages: number }) {
  const client = useClient();
  const factsOf = useFacts();
  const [isBusy, setBusy] = useState(false);
  const [fault, setFault] = useState('');
  async function save() {
    setBusy(true);
    setFault('');
    try {
      const rows: AuditRow[] = [];
      let cursor: string | undefined;
      for (let n = 0; n < pages && (n === 0 || cursor); n += 1) {
        const page = await client.call(listAudit, { query: { ...asked, cursor } });
        rows.push(...page.items);
        cursor = page.nextCursor;
      }
      downloadCsv('audit', [COLUMNS, ...rows.map((row) => lineOf(row, factsOf(row.details)))]);
    } catch (error) {
      if (!isProblem(error)) throw error;
      setFault(errorTexts[error.code]);
    } finally {
      setBusy(false);
    }
  }
  return (
    <>
      <StaffButton busy={isBusy} onPress={() => void save()}>
        {words.save}
      </StaffButton>
      <output>{fault}</output>
    </>
  );
}
