import type { Service } from '@fairslot/contract';
import { dateTyped } from '../../ui/date-typed';

/** One of those a caller books for, as it is typed. */
export interface Person {
  firstName: string;
  lastName: string;
  born: string;
  nhsNumber: string;
  code: string;
  yes: string[];
  /** Two appointments in a row. */
  moreTime: boolean;
}

export type Together = 'parallel' | 'consecutive';

/** Everything that is typed while somebody is on the phone. */
export interface Caller {
  people: Person[];
  together: Together;
  help: string[];
  mobile: string;
  email: string;
  landline: string;
}

export const MOST_PEOPLE = 6;
export const nobody: Person = {
  firstName: '',
  lastName: '',
  born: '',
  nhsNumber: '',
  code: '',
  yes: [],
  moreTime: false,
};
export const emptyCaller: Caller = {
  people: [nobody],
  together: 'parallel',
  help: [],
  mobile: '',
  email: '',
  landline: '',
};

/** The id of a person's field on the page; the first person's is its plain name. */
export const fieldOf = (name: keyof Person, index: number): string => (index === 0 ? name : `${name}${index + 1}`);

/** The next of a family: the name, the help and the way to reach them stay. */
export const family = ({ people, ...caller }: Caller): Caller => ({
  ...caller,
  people: [{ ...nobody, lastName: people[0]?.lastName ?? '' }],
});

const answersOf = ({ code, yes }: Person, questions: Service['questions']) =>
  questions.length === 0
    ? {}
    : { answers: Object.fromEntries(questions.map(({ id, kind }) => [id, kind === 'code' ? code : yes.includes(id)])) };

/** What a hold asks for one of them; who they are may still be unknown. */
export function attendeeOf(person: Person, service: Pick<Service, 'id' | 'questions'>) {
  const born = dateTyped(person.born);
  return {
    serviceId: service.id,
    ...(born && { dateOfBirth: born }),
    ...(person.moreTime && { moreTime: true }),
    ...answersOf(person, service.questions),
  };
}

export function personOf(person: Person, questions: Service['questions']) {
  const { firstName, lastName, born, nhsNumber } = person;
  return {
    firstName,
    lastName,
    dateOfBirth: dateTyped(born) ?? '',
    ...(nhsNumber.trim() && { nhsNumber }),
    ...answersOf(person, questions),
  };
}

export function contactOf({ mobile, email, landline }: Caller) {
  const contact = {
    ...(mobile.trim() && { mobile }),
    ...(email.trim() && { email }),
    ...(landline.trim() && { landline }),
  };
  return Object.keys(contact).length > 0 ? contact : { none: true };
}

/** What a hold was made for: with another party it does not fit any more. */
export const partyOf = ({ people, together }: Caller): string =>
  JSON.stringify([people.map(({ moreTime }) => moreTime), people.length > 1 && together]);
