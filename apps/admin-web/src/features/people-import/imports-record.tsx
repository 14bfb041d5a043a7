import { isProblem } from '@fairslot/client';
import type { PeopleImport } from '@fairslot/contract';
import { StaffButton, StaffCell, StaffRow, StaffTable } from '@fairslot/ui';
import { useState, type ReactNode } from 'react';
import { coordinatorTexts } from '../../ui/coordinator-texts';
import { formatFigure } from '../../ui/figures';
import { dateAt, formatShortDate, formatTime } from '../../ui/formats';
import { errorTexts } from '../../ui/texts';
import type { ListKind } from './list-kinds';

const common = coordinatorTexts.people;

/** One list that was brought in, whatever was in it. */
interface Brought {
  id: string;
  name: string;
  at: string;
  by: string;
  added: number;
  state: string;
  mayUndo: boolean;
  faultGroups: PeopleImport['faultGroups'];
}

interface Props<One extends Brought> {
  items: readonly One[];
  /** Name, when and by whom, four figures, undo. */
  columns: readonly string[];
  caption: string;
  /** Those under the columns between "when" and "undo". */
  figuresOf: (one: One) => readonly number[];
  /** Of the list's kind: what its columns are called, and how to mend what was wrong. */
  words: Pick<ListKind['words'], 'column' | 'howToFix'>;
  undoSure: (name: string, added: number) => string;
  /** What more can be looked at of one. */
  moreOf?: (one: One) => ReactNode;
  /** Takes one back and answers what to say of it. */
  onUndo: (importId: string) => Promise<string>;
}

/** What was brought in, the latest first, and the way back within 24 hours. */
export function ImportsRecord<One extends Brought>(props: Props<One>) {
  const { items, columns, caption, figuresOf, words, undoSure, onUndo, moreOf } = props;
  const [asking, ask] = useState<One>();
  const [isBusy, setBusy] = useState(false);
  const [said, say] = useState('');

  async function takeBack(one: One) {
    setBusy(true);
    try {
      say(await onUndo(one.id));
    } catch (error) {
      if (!isProblem(error)) throw error;
      say(errorTexts[error.code]);
    } finally {
      setBusy(false);
      ask(undefined);
    }
  }

  return (
    <>
      <output className="staff-count">{said}</output>
      {asking && (
        <div className="staff-notice staff-notice--warning">
          <p>{undoSure(asking.name, asking.added)}</p>
          <div className="staff-acts">
            <StaffButton kind="forward" busy={isBusy} onPress={() => void takeBack(asking)}>
              {common.undoYes}
            </StaffButton>
            <StaffButton kind="plain" onPress={() => ask(undefined)}>
              {coordinatorTexts.cancel}
            </StaffButton>
          </div>
        </div>
      )}
      {items.length === 0 ? (
        <p>{common.noImports}</p>
      ) : (
        <StaffTable caption={caption} columns={columns}>
          {items.map((one) => (
            <Row
              key={one.id}
              one={one}
              columns={columns}
              figures={figuresOf(one)}
              words={words}
              more={moreOf?.(one)}
              onUndo={() => ask(one)}
            />
          ))}
        </StaffTable>
      )}
    </>
  );
}

interface RowProps {
  one: Brought;
  columns: readonly string[];
  figures: readonly number[];
  words: Props<Brought>['words'];
  more: ReactNode;
  onUndo: () => void;
}

function Row({ one, columns, figures, words, more, onUndo }: RowProps) {
  const [, when, ...headings] = columns;
  return (
    <StaffRow>
      <StaffCell kind="person" names>
        <span className="staff-person__name">{one.name}</span>
        {more}
        {one.faultGroups.length > 0 && (
          <details className="staff-more">
            <summary>{common.whatWasWrong}</summary>
            <ul className="staff-plain-list">
              {one.faultGroups.map(({ column, code, message, rows }) => (
                <li key={`${column} ${code}`}>
                  {common.wrongIn(rows, words.column[column] ?? column, words.howToFix[code] ?? message)}
                </li>
              ))}
            </ul>
          </details>
        )}
      </StaffCell>
      <StaffCell heading={when ?? ''}>
        {formatShortDate(dateAt(one.at))}, {formatTime(one.at)} {common.by(one.by)}
      </StaffCell>
      {figures.map((figure, index) => (
        <StaffCell key={headings[index]} heading={headings[index] ?? ''}>
          {formatFigure(figure)}
        </StaffCell>
      ))}
      <StaffCell kind="plain">
        {one.mayUndo ? (
          <StaffButton aria-label={common.undoOf(one.name)} onPress={onUndo}>
            {common.undo}
          </StaffButton>
        ) : (
          <span className="staff-none">{one.state === 'undone' ? common.undone : common.tooLate}</span>
        )}
      </StaffCell>
    </StaffRow>
  );
}
