import type { Call, StrandedRow } from '@fairslot/contract';
import { texts } from '../../ui/texts';

const words = texts.callList;

type Known = Pick<
  Call,
  | 'firstName'
  | 'lastName'
  | 'dateOfBirth'
  | 'service'
  | 'mobile'
  | 'landline'
  | 'email'
  | 'help'
  | 'start'
  | 'reference'
>;

/** One row of the call list. */
export interface ToCall extends Known {
  key: string;
  why: string;
  isStranded: boolean;
  /** To be ticked off; left out where nobody has to, or the caller may not. */
  call?: Call;
  /** What came of the last call, of somebody who still has no place. */
  done?: Call['done'];
}

/**
 * Whoever has no place, and whoever no message reached, once for each thing they have to be told, in the order of their
 * appointments. Who was called about a lost place stays until they have another one, with what came of it.
 */
export function personsToCall(
  stranded: readonly StrandedRow[],
  open: readonly Call[],
  done: readonly Call[],
): ToCall[] {
  const of = (calls: readonly Call[], reference: string): Call | undefined =>
    calls.find((call) => call.about === 'stranded' && call.reference === reference);
  const rows = stranded.map((row): ToCall => {
    const call = of(open, row.reference);
    const before = call ? undefined : of(done, row.reference)?.done;
    const known = { ...row, key: row.reference, why: words.why['stranded'] ?? words.whyElse, isStranded: true };
    return { ...known, ...(call && { call }), ...(before && { done: before }) };
  });
  const listed = new Set(rows.map(({ call }) => call?.id));
  const others = open
    .filter(({ id }) => !listed.has(id))
    .map((call): ToCall => ({
      ...call,
      key: call.id,
      why: words.why[call.about] ?? words.whyElse,
      isStranded: call.about === 'stranded',
      call,
    }));
  return [...rows, ...others].sort((a, b) => Date.parse(a.start ?? '') - Date.parse(b.start ?? ''));
}
