import type { BodyInput, confirmBooking } from '@fairslot/contract';

type Confirm = BodyInput<typeof confirmBooking>;
type Person = Confirm['people'][number];

/** Somebody old enough for every service of the test world, with a name from nowhere in particular. */
export function aPerson(changes: Partial<Person> = {}): Person {
  return { firstName: 'Amina', lastName: 'Khan', dateOfBirth: '1950-03-27', ...changes };
}
