/** What a rule answers: what to write, or why not. Reasons are named as the SQL functions and the error catalogue name them. */
export type Decision<Granted extends object, Reason extends string> = ({ ok: true } & Granted) | Refused<Reason>;

export interface Refused<Reason extends string> {
  ok: false;
  reason: Reason;
}

export const refused = <Reason extends string>(reason: Reason): Refused<Reason> => ({ ok: false, reason });
