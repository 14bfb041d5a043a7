import { useApiMutation } from '@fairslot/client/react';
import { getCampaign, getProgress, setBudget } from '@fairslot/contract';
import { StaffButton, TextField } from '@fairslot/ui';
import { useState } from 'react';
import { coordinatorTexts } from '../../ui/coordinator-texts';
import { faultsOf, useFaults } from '../../ui/faults';

const words = coordinatorTexts.progress.budget;

interface Props {
  campaignId: string;
  budget: number | null;
  currency: string;
  onDone: () => void;
}

export function BudgetForm({ campaignId, budget, currency, onDone }: Props) {
  const set = useApiMutation(setBudget, [getCampaign, getProgress]);
  const [typed, setTyped] = useState(budget === null ? '' : String(budget));
  const faults = useFaults();

  async function save() {
    const amount = amountOf(typed);
    if (Number.isNaN(amount)) return faults.report([{ field: 'budget', words: words.wrong }]);
    try {
      await set.mutateAsync({ params: { campaignId }, body: { amount } });
      onDone();
    } catch (error) {
      faults.report(faultsOf(error, 'budget'));
    }
  }

  return (
    <form
      className="coord-gap"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        void save();
      }}
    >
      {faults.summary}
      <TextField
        id="budget"
        name="budget"
        label={words.label(currency)}
        hint={words.hint}
        error={faults.of('budget')}
        value={typed}
        room={10}
        inputMode="decimal"
        autoComplete="off"
        onChange={({ target }) => setTyped(target.value)}
      />
      <div className="staff-acts">
        <button type="submit" className="staff-button staff-button--forward" disabled={set.isPending}>
          {words.save}
        </button>
        <StaffButton kind="plain" onPress={onDone}>
          {words.cancel}
        </StaffButton>
      </div>
    </form>
  );
}

/** As people type it: '£2,500.50'. Null for nothing; NaN for what is no amount. */
function amountOf(typed: string): number | null {
  const plain = typed.replace(/[£€$,\s]/g, '');
  if (plain === '') return null;
  return /^\d{1,9}(\.\d{1,2})?$/.test(plain) && Number(plain) > 0 ? Number(plain) : NaN;
}
