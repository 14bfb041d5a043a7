import { doseColumns, personColumns } from '@fairslot/contract';
import { columnOf, doseColumnOf } from '@fairslot/domain';
import { coordinatorTexts } from '../../ui/coordinator-texts';

const people = coordinatorTexts.people;
const doses = { ...people, ...coordinatorTexts.doses };

/** What kinds of list there are: who is known, and what somebody else gave them. */
export interface ListKind {
  what: 'people' | 'doses';
  columns: readonly string[];
  /** Without these a row says nothing. */
  needed: readonly string[];
  columnOf: (heading: string) => string;
  words: Omit<typeof people, 'importsCaption' | 'importColumns'> & { importsCaption: string };
}

export const peopleList: ListKind = {
  what: 'people',
  columns: personColumns,
  needed: ['first_name', 'last_name', 'date_of_birth'],
  columnOf,
  words: people,
};

export const dosesList: ListKind = {
  what: 'doses',
  columns: doseColumns,
  needed: ['date_of_birth', 'service', 'given_on'],
  columnOf: doseColumnOf,
  words: doses,
};
