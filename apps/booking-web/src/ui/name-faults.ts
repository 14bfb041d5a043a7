import type { FieldFault } from '@fairslot/ui';
import type { Texts } from '@fairslot/texts';

/** As many letters as a name may have. */
const LONGEST = 100;

/** Spaces, and signs that nobody sees, such as one that comes with what is pasted. */
const UNSEEN = /[\s\p{C}]/gu;

/** What is wrong with a first or last name, by field. */
export function nameFaults(
  typed: { firstName?: string; lastName?: string },
  words: Pick<Texts['booking']['name'], 'firstMissing' | 'firstLong' | 'lastMissing' | 'lastLong'>,
): FieldFault[] {
  const check = (field: 'firstName' | 'lastName', missing: string, long: string): FieldFault[] => {
    const name = typed[field];
    if (name === undefined) return [];
    if (!name.replaceAll(UNSEEN, '')) return [{ field, words: missing }];
    return name.length > LONGEST ? [{ field, words: long }] : [];
  };
  return [
    ...check('firstName', words.firstMissing, words.firstLong),
    ...check('lastName', words.lastMissing, words.lastLong),
  ];
}
