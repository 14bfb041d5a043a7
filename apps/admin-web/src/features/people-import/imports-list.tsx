import { isProblem } from '@fairslot/client';
import { useApiMutation, useApiQuery } from '@fairslot/client/react';
import { listImports, undoImport, type ResponseOf } from '@fairslot/contract';
import { StaffButton, StaffCell, StaffRow, StaffTable } from '@fairslot/ui';
import { useState } from 'react';
import { coordinatorTexts } from '../../ui/coordinator-texts';
import { formatFigure } from '../../ui/figures';
import { dateAt, formatShortDate, formatTime } from '../../ui/formats';
import { Loaded } from '../../ui/loaded';
import { errorTexts } from '../../ui/texts';

const words = coordinatorTexts.people;
type Import = ResponseOf<typeof listImports>['items'][number];

/** What was brought in, and the way back within 24 hours. */
export function ImportsList() {
  const query = useApiQuery(listImports, {});
  const undo = useApiMutation(undoImport, [listImports]);
  const [asking, ask] = useState<Import>();
  const [said, say] = useState('');

  async function takeBack(one: Import) {
    try {
      const { removed, kept } = await undo.mutateAsync({ params: { importId: one.id } });
      say(words.undoDone(removed, kept));
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
        {({ items }) =>
          items.length === 0 ? (
            <p>{words.noImports}</p>
          ) : (
            <StaffTable caption={words.importsCaption} columns={words.importColumns}>
              {items.map((one) => (
                <ImportRow key={one.id} one={one} onUndo={() => ask(one)} />
              ))}
            </StaffTable>
          )
        }
      </Loaded>
    </section>
  );
}

function ImportRow({ one, onUndo }: { one: Import; onUndo: () => void }) {
  const [, when, rows, added, changed, bad] = words.importColumns;
  const figures: [string, number][] = [
    [rows, one.rows],
    [added, one.added],
    [changed, one.changed],
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
