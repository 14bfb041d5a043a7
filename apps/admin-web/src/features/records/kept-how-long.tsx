import { useApiMutation, useApiQuery } from '@fairslot/client/react';
import { getRetention, setRetention, type Retention } from '@fairslot/contract';
import { StaffButton } from '@fairslot/ui';
import { useState } from 'react';
import { coordinatorTexts } from '../../ui/coordinator-texts';
import { FiguresTable } from '../../ui/figures-table';
import { dateAt, formatShortDate, formatTime } from '../../ui/formats';
import { Loaded } from '../../ui/loaded';

const words = coordinatorTexts.retention;
const whenAt = (at: string): string => `${formatShortDate(dateAt(at))}, ${formatTime(at)}`;

/** What is kept how long and how much is past its time; deleting begins only when somebody has seen that and says so. */
export function KeptHowLong() {
  const query = useApiQuery(getRetention, {}, { refetchOnWindowFocus: false });
  return <Loaded query={query}>{(retention) => <Shown retention={retention} />}</Loaded>;
}

function Shown({ retention: { isOn, changedBy, changedAt, ranAt, kinds } }: { retention: Retention }) {
  const { mutateAsync, isPending } = useApiMutation(setRetention, [getRetention]);
  const [isAsking, ask] = useState(false);
  const change = (to: boolean) => {
    ask(false);
    void mutateAsync({ body: { isOn: to } });
  };
  return (
    <>
      <FiguresTable
        caption={words.caption}
        title
        csv="retention"
        columns={words.columns}
        rows={kinds.map(({ kind, kept, due, gone }) => [
          words.kinds[kind],
          words.kept(kept.count, kept.unit),
          due,
          gone,
        ])}
      />
      <p className="coord-gap">{words.recordsGo}</p>
      <div className="staff-notice">
        <output>
          {isOn ? words.on : words.off} {changedBy && changedAt && words.by(changedBy, whenAt(changedAt))}{' '}
          {ranAt && words.ran(whenAt(ranAt))}
        </output>
      </div>
      {isAsking && (
        <div className="staff-notice staff-notice--warning">
          <p>{words.sure(kinds.reduce((sum, { due }) => sum + due, 0))}</p>
          <div className="staff-acts">
            <StaffButton kind="forward" busy={isPending} onPress={() => change(true)}>
              {words.yes}
            </StaffButton>
            <StaffButton kind="plain" onPress={() => ask(false)}>
              {coordinatorTexts.cancel}
            </StaffButton>
          </div>
        </div>
      )}
      {!isAsking && (
        <p className="coord-gap">
          {isOn ? (
            <StaffButton busy={isPending} onPress={() => change(false)}>
              {words.switchOff}
            </StaffButton>
          ) : (
            <StaffButton onPress={() => ask(true)}>{words.switchOn}</StaffButton>
          )}
        </p>
      )}
    </>
  );
}
