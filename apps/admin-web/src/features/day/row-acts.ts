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

export type When = 'past' | 'today' | 'future';

/** Before the day nothing is recorded; after it only how it ended, and that is not taken back. The API rules the same. */
const actsOn: Record<When, readonly Act[]> = {
  past: ['complete', 'did_not_attend'],
  today: ['check_in', 'complete', 'did_not_attend', 'undo'],
  future: [],
};

export interface RowActs {
  forward?: Act;
  didNotAttend: boolean;
  undo: boolean;
}

/** What a desk may do with a row now: at most one act that moves it forward. */
export function actsOf(row: Pick<DayRow, 'status'>, when: When): RowActs {
  const allowed: readonly string[] = actionsFrom(row.status);
  const may = actsOn[when].filter((act) => allowed.includes(act));
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
