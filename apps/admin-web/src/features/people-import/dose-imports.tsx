import { useApiMutation, useApiQuery } from '@fairslot/client/react';
import { listDoseImports, undoDoseImport } from '@fairslot/contract';
import { coordinatorTexts } from '../../ui/coordinator-texts';
import { FiguresTable } from '../../ui/figures-table';
import { Loaded } from '../../ui/loaded';
import { ImportsRecord } from './imports-record';

const words = { ...coordinatorTexts.people, ...coordinatorTexts.doses };
const OUTCOMES = ['asked', 'open', 'kept', 'freed', 'freedUnanswered', 'deceased'] as const;

/** Lists of doses that were brought in, and what came of the bookings they made useless. */
export function DoseImports() {
  const query = useApiQuery(listDoseImports, {});
  const undo = useApiMutation(undoDoseImport, [listDoseImports]);
  return (
    <section aria-labelledby="imports">
      <h2 className="nhsuk-heading-m coord-gap" id="imports">
        {words.imports}
      </h2>
      <Loaded query={query}>
        {({ items, bookings }) => (
          <>
            <ImportsRecord
              items={items}
              columns={words.importColumns}
              caption={words.importsCaption}
              figuresOf={({ rows, added, same, bad }) => [rows, added, same, bad]}
              words={words}
              undoSure={words.undoSure}
              onUndo={async (importId) => {
                const { removed } = await undo.mutateAsync({ params: { importId } });
                return words.undoDone(removed);
              }}
            />
            <h2 className="nhsuk-heading-m coord-gap">{words.bookings}</h2>
            <p>{words.silence}</p>
            <FiguresTable
              caption={words.bookingsCaption}
              title
              columns={words.bookingColumns}
              rows={OUTCOMES.map((outcome) => [words.outcomes[outcome], bookings[outcome]])}
            />
          </>
        )}
      </Loaded>
    </section>
  );
}
