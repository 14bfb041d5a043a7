import { useApiMutation } from '@fairslot/client/react';
import {
  addCohortVersion,
  createCohort,
  getCohort,
  listCohorts,
  type Cohort,
  type CohortRules,
} from '@fairslot/contract';
import { StaffButton, TextField } from '@fairslot/ui';
import { useState } from 'react';
import { coordinatorTexts } from '../../ui/coordinator-texts';
import { faultsOf, useFaults } from '../../ui/faults';
import { isSame } from './rule-words';

const words = coordinatorTexts.cohorts.save;

interface Props {
  cohort: Cohort | undefined;
  rules: CohortRules;
  onSaved: (cohort: Cohort) => void;
}

/** A new cohort gets a name; a saved one another version. */
export function SaveCohort({ cohort, rules, onSaved }: Props) {
  const create = useApiMutation(createCohort, [listCohorts]);
  const add = useApiMutation(addCohortVersion, [listCohorts, getCohort]);
  const [name, setName] = useState('');
  const faults = useFaults();
  const latest = cohort?.versions[0];
  const isUnchanged = latest !== undefined && isSame(latest.rules, rules);
  const isBusy = create.isPending || add.isPending;

  async function save() {
    if (!cohort && name.trim() === '') return faults.report([{ field: 'cohort-name', words: words.nameMissing }]);
    try {
      const saved = cohort
        ? await add.mutateAsync({ params: { cohortId: cohort.id }, body: { rules } })
        : await create.mutateAsync({ body: { name, rules } });
      faults.report([]);
      onSaved(saved);
    } catch (error) {
      faults.report(faultsOf(error, 'cohort-save', { name: 'cohort-name' }));
    }
  }

  return (
    <section aria-labelledby="save">
      <h2 className="nhsuk-heading-s" id="save">
        {words.heading}
      </h2>
      {faults.summary}
      {!cohort && (
        <TextField
          id="cohort-name"
          name="cohort-name"
          label={words.name}
          error={faults.of('cohort-name')}
          maxLength={120}
          autoComplete="off"
          value={name}
          onChange={({ target }) => setName(target.value)}
        />
      )}
      {isUnchanged ? (
        <p>{words.unchanged}</p>
      ) : (
        <StaffButton id="cohort-save" kind="forward" busy={isBusy} onPress={() => void save()}>
          {cohort ? words.version((latest?.version ?? 0) + 1) : words.create}
        </StaffButton>
      )}
    </section>
  );
}
