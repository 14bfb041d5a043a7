import { count, figure } from './staff-words';

/** Words of the page for doses given elsewhere; the others are those of the import of people. */
export const doses = {
  heading: 'Doses given elsewhere',
  lead: 'Bring in who has had it somewhere else. They are not invited. Who has a booking is asked whether they still need it.',
  nameHint: 'Such as “RAVS extract, 3 November”',
  columnsNeeded:
    'Date of birth, vaccine and date are needed. So is an NHS number, or first name, last name and postcode.',
  column: {
    nhs_number: 'NHS number',
    first_name: 'First name',
    last_name: 'Last name',
    date_of_birth: 'Date of birth',
    postcode: 'Postcode',
    service: 'Vaccine or service',
    given_on: 'Date given',
    product: 'Product',
    given_at: 'Where it was given',
  } as Record<string, string>,
  imported: (added: number, _changed: number, same: number) =>
    `Imported: ${figure(added)} new, ${figure(same)} known already.`,
  importsCaption: 'Imports of doses, the latest first',
  importColumns: ['Name', 'When and by whom', 'Rows', 'New', 'Known', 'With a problem', 'Undo'] as const,
  undoSure: (name: string, n: number) =>
    `Take back ${name}? ${count(n, 'dose', 'doses')} it brought ${n === 1 ? 'is' : 'are'} removed. Questions without an answer are taken back. Bookings that have ended stay ended.`,
  undoDone: (removed: number) => `Undone: ${count(removed, 'dose', 'doses')} removed.`,
  toDoses: 'Import doses given elsewhere',
  toPeople: 'Import people',
  bookings: 'Bookings that lists made useless, in the last 30 days',
  bookingsCaption: 'What came of bookings that lists made useless',
  bookingColumns: ['What', 'Bookings'] as const,
  outcomes: {
    asked: 'Asked after a dose given elsewhere',
    open: 'No answer yet',
    kept: 'Said: I still need it',
    freed: 'Cancelled by the person',
    freedUnanswered: 'Cancelled by us, after no answer in 2 days',
    deceased: 'Cancelled because a list says the person has died; nobody was written to',
  },
  silence:
    'We cancel without an answer only where the number says it is the same person, our message arrived, and there was a day or more to answer. Everybody else stays booked, and the desk sees it.',
};
