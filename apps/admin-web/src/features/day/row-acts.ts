import { checkIn, completeBooking, didNotAttend, undoBooking, type DayRow } from '@fairslot/contract';
import { actionsFrom } from '@fairslot/domain';
import { fullName, statusWord } from '../../ui/person';
import { texts } from '../../ui/texts';

export const actEndpoints = {
  check_in: checkIn,
  complete: completeBooking,
  did_not_attend: didNotAttend,
  undo: undoBooking,
} as const;
export type Act = keyof typeof actEndpoints;

const forwardActs = ['check_in', 'complete'] as const;

/** What a desk may do with a row now: at most one act that moves it forward. */
export function actsOf(row: Pick<DayRow, 'status'>): { forward?: Act; didNotAttend: boolean; undo: boolean } {
  const may = actionsFrom(row.status);
  const forward = forwardActs.find((act) => may.includes(act));
  return { ...(forward && { forward }), didNotAttend: may.includes('did_not_attend'), undo: may.includes('undo') };
}

/** The word on the button. */
export function actWord(act: Act, row: Pick<DayRow, 'service'>): string {
  return texts.day.act[act === 'complete' ? row.service.outcomeWord : act];
}

/** What is said once it is done; `row` is the row as it stands now. */
export function actSentence(act: Act, row: DayRow): string {
  const name = fullName(row);
  return act === 'undo'
    ? texts.day.said.undo(name, statusWord(row))
    : texts.day.said[act === 'complete' ? row.service.outcomeWord : act](name);
}
