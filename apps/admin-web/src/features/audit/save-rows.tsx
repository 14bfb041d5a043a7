import { isProblem } from '@fairslot/client';
import { useClient } from '@fairslot/client/react';
import { listAudit, type AuditRow } from '@fairslot/contract';
import { StaffButton } from '@fairslot/ui';
import { useState } from 'react';
import { auditTexts as words } from '../../ui/audit-texts';
import { downloadCsv } from '../../ui/download-csv';
import { errorTexts } from '../../ui/texts';
import { actOf, factsOf } from './describe-details';
import type { Asked } from './use-asked';

const { when, what, who, site, reference } = words.columns;
const COLUMNS = [when, what, who, site, reference, words.details, words.request];

const lineOf = (row: AuditRow): string[] => [
  row.at,
  actOf(row.action),
  words.by(row.by),
  row.site.name,
  row.reference ?? '',
  factsOf(row.details)
    .map((fact) => fact.join(': '))
    .join('; '),
  row.requestId ?? '',
];

/** The rows that are shown, as a file for a spreadsheet. */
export function SaveRows({ asked, cursors }: { asked: Asked; cursors: readonly (string | undefined)[] }) {
  const client = useClient();
  const [isBusy, setBusy] = useState(false);
  const [fault, setFault] = useState('');
  async function save() {
    setBusy(true);
    setFault('');
    try {
      const parts = await Promise.all(cursors.map((cursor) => client.call(listAudit, { query: { ...asked, cursor } })));
      downloadCsv('audit', [COLUMNS, ...parts.flatMap(({ items }) => items.map(lineOf))]);
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
