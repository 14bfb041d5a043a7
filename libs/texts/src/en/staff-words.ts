/** '4,000' */
export function figure(n: number): string {
  return n.toLocaleString('en-GB');
}

/** '1 dose', '4,000 doses' */
export function count(n: number, one: string, many: string): string {
  return `${figure(n)} ${n === 1 ? one : many}`;
}

/** Why something was not given: the keys of the API. */
export type Reason = 'unwell' | 'not_suitable' | 'declined' | 'already_had' | 'no_stock' | 'other';
