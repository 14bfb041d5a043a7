import type { CampaignProgress } from '@fairslot/contract';
import { StaffButton } from '@fairslot/ui';
import { useState } from 'react';
import { coordinatorTexts } from '../../ui/coordinator-texts';
import { money, ofHundred } from '../../ui/figures';
import { BudgetForm } from './budget-form';

const { progress: words } = coordinatorTexts;

interface Props {
  campaignId: string;
  progress: CampaignProgress;
  mayWrite: boolean;
}

/** What the messages have cost, against what they may cost. */
export function Cost({ campaignId, progress, mayWrite }: Props) {
  const [isEdited, setEdited] = useState(false);
  const { cost, budget, currency } = progress;
  const verdict = verdictOf(progress);
  return (
    <section aria-labelledby="cost">
      <h2 className="nhsuk-heading-m" id="cost">
        {words.cost}
      </h2>
      <p>
        {cost ? words.spent(money(cost.spent, currency)) : words.costUnknown} {budgetSaid(progress)}
      </p>
      {verdict && <p className={`staff-notice${verdict.isOver ? ' staff-notice--warning' : ''}`}>{verdict.says}</p>}
      {mayWrite && !isEdited && (
        <StaffButton kind="secondary" onPress={() => setEdited(true)}>
          {budget === null ? words.budget.set : words.budget.change}
        </StaffButton>
      )}
      {isEdited && (
        <BudgetForm campaignId={campaignId} budget={budget} currency={currency} onDone={() => setEdited(false)} />
      )}
    </section>
  );
}

function budgetSaid({ cost, budget, currency }: CampaignProgress): string {
  if (budget === null) return words.budget.none;
  const sum = money(budget, currency);
  return cost ? words.budget.of(sum, ofHundred(cost.spent, budget)) : words.budget.is(sum);
}

/** Where it goes, if those still to be invited cost as much each as those invited so far; null where a figure is hidden. */
function verdictOf({ cost, budget, currency, invited, left }: CampaignProgress) {
  if (!cost || budget === null) return null;
  const of = (amount: number) => money(amount, currency);
  if (cost.spent > budget) return { isOver: true, says: words.budget.spentOver(of(cost.spent - budget)) };
  if (!invited || left === null || left === 0 || cost.spent === 0) return null;
  const end = (cost.spent * (invited + left)) / invited;
  return end > budget
    ? { isOver: true, says: words.budget.over(of(end), of(end - budget)) }
    : { isOver: false, says: words.budget.within(of(end)) };
}
