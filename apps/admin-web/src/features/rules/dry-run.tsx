import type { RuleDryRun } from '@fairslot/contract';
import { coordinatorTexts } from '../../ui/coordinator-texts';
import { FiguresTable } from '../../ui/figures-table';
import { formatLongDate } from '../../ui/formats';

const words = coordinatorTexts.rules;

/** Whom the changed rule would include, and who would be told something else than now. */
export function DryRun({ run: { people, on, outcomes, changes, byAge } }: { run: RuleDryRun }) {
  return (
    <>
      <p>
        {words.tried(people, formatLongDate(on))} {words.triedHint}
      </p>
      <FiguresTable
        caption={words.outcomes}
        csv="rule-outcomes"
        columns={words.columns}
        rows={outcomes.map(({ outcome, before, after }) => [words.outcome[outcome], before, after, after - before])}
      />
      {changes.length === 0 ? (
        <p>{words.noChanges}</p>
      ) : (
        <FiguresTable
          caption={words.changes}
          csv="rule-changes"
          columns={words.changeColumns}
          rows={changes.map(({ from, to, people: n }) => [words.outcome[from], words.outcome[to], n])}
        />
      )}
      <FiguresTable
        caption={words.byAge}
        csv="rule-by-age"
        columns={words.ageColumns}
        rows={byAge.map(({ name, before, after }) => [name, before, after, after - before])}
      />
    </>
  );
}
