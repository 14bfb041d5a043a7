import { useApiMutation } from '@fairslot/client/react';
import { importStaff, listTeam } from '@fairslot/contract';
import { CsvImport } from '../../ui/csv-import';
import { texts } from '../../ui/texts';

export function ImportTeam() {
  const { mutateAsync } = useApiMutation(importStaff, [listTeam]);
  return (
    <CsvImport
      id="team"
      title={texts.team.importTitle}
      columns="email,name,role,site,until"
      example="sam@example.org,Sam Lee,front desk,high-street-pharmacy,2027-03-31"
      send={(csv, check) => mutateAsync({ body: { csv, check } })}
    />
  );
}
