import { isProblem } from '@fairslot/client';
import { useApiMutation, useApiQuery } from '@fairslot/client/react';
import { listDoseImports, undoDoseImport, type ResponseOf } from '@fairslot/contract';
import { StaffButton, StaffCell, StaffRow, StaffTable } from '@fairslot/ui';
import { useState } from 'react';
import { coordinatorTexts } from '../../ui/coordinator-texts';
import { formatFigure } from '../../ui/figures';
import { FiguresTable } from '../../ui/figures-table';
import { dateAt, formatShortDate, formatTime } from '../../ui/formats';
import { Loaded } from '../../ui/loaded';
import { errorTexts } from '../../ui/texts';

const words = { ...coordinatorTexts.people, ...coordinatorTexts.doses };
type Answer = ResponseOf<typeof listDoseImports>;
type Import = Answer['items'][number];
const OUTCOMES = ['asked', 'open', 'kept', 'freed', 'freedUnanswered', 'deceased'] as const;

/** Lists of doses that were brought in, the way back, and what came of the bookings they made useless. */
export function DoseImports() {
  const query = useApiQuery(listDoseImports, {});
  const undo = useApiMutation(undoDoseImport, [listDoseImports]);
  const [asking, ask] = useState<Import>();
  const [said, say] = useState('');

  async function takeBack(one: Import) {
    try {
      const { removed } = await undo.mutateAsync({ params: { importId: one.id } });
      say(words.undoDone(removed));
    } catch (error) {
      if (!isProblem(error)) throw error;
      say(errorTexts[error.code]);
    }
    ask(undefined);
  }

  return (
    <section aria-labelledby="imports">
      <h2 className="nhsuk-heading-m coord-gap" id="imports">
        {words.imports}
      </h2>
      <output className="staff-count">{said}</output>
      {asking && (
        <div className="staff-notice staff-notice--warning">
          <p>{words.undoSure(asking.name, asking.added)}</p>
          <div className="staff-acts">
            <StaffButton kind="forward" busy={undo.isPending} onPress={() => void takeBack(asking)}>
              {words.undoYes}
            </StaffButton>
            <StaffButton kind="plain" onPress={() => ask(undefined)}>
              {coordinatorTexts.cancel}
            </StaffButton>
          </div>
        </div>
      )}
      <Loaded query={query}>
        {({ items, bookings }) => (
          <>
            {items.length === 0 ? (
              <p>{words.noImports}</p>
            ) : (
              <StaffTable caption={words.importsCaption} columns={words.importColumns}>
                {items.map((one) => (
                  <Row key={one.id} one={one} onUndo={() => ask(one)} />
                ))}
              </StaffTable>
            )}
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

function Row({ one, onUndo }: { one: Import; onUndo: () => void }) {
  const [, when, rows, added, known, bad] = words.importColumns;
  const figures: [string, number][] = [
    [rows, one.rows],
    [added, one.added],
    [known, one.same],
    [bad, one.bad],
  ];
  return (
    <StaffRow>
      <StaffCell kind="person" names>
        <span className="staff-person__name">{one.name}</span>
      </StaffCell>
      <StaffCell heading={when}>
        {formatShortDate(dateAt(one.at))}, {formatTime(one.at)} {words.by(one.by)}
      </StaffCell>
      {figures.map(([heading, figure]) => (
        <StaffCell key={heading} heading={heading}>
          {formatFigure(figure)}
        </StaffCell>
      ))}
      <StaffCell kind="plain">
        {one.mayUndo ? (
          <StaffButton aria-label={words.undoOf(one.name)} onPress={onUndo}>
            {words.undo}
          </StaffButton>
        ) : (
          <span className="staff-none">{one.state === 'undone' ? words.undone : words.tooLate}</span>
        )}
      </StaffCell>
    </StaffRow>
  );
}
