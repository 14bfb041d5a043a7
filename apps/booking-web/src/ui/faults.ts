import type { FieldFault } from '@fairslot/ui';
import { data } from 'react-router';

/** What a form page answers when something has to be put right: the faults, and all that was typed. */
export interface Refusal<Typed> {
  faults: FieldFault[];
  typed: Typed;
}

export const refuse = <Typed>(faults: FieldFault[], typed: Typed) => data<Refusal<Typed>>({ faults, typed }, 422);

/** The words for one field, the same as in the summary. */
export const faultOf = (refusal: Refusal<unknown> | undefined, field: string): string | undefined =>
  refusal?.faults.find((fault) => fault.field === field)?.words;
