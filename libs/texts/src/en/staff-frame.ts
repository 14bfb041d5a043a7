import type { Reason } from './staff-words';
import { count, figure } from './staff-words';

/*
 * Sentences of what every desk loads first: the frame, sign-in, the list of the day, search. Each area's own file comes
 * with the pages of that area, so that nobody waits for words of pages they do not open.
 */
export const serviceName = 'Fairslot';
export const title = (page: string) => `${page} – Fairslot for staff`;
export const errorTitle = (page: string) => `Error: ${page} – Fairslot for staff`;
export const skipToMain = 'Skip to main content';
export const loading = 'Loading';
export const tryAgain = 'Try again';
export const endOfList = 'There are no more.';
export const thereIsAProblem = 'There is a problem';
export const onThisPage = 'On this page';
export const fillIn = (label: string) => `Fill in “${label}”`;
export const wrongIn = (label: string, what: string) => `Check “${label}”. ${what}`;

export const frame = {
  navigation: 'Main',
  menu: 'Menu',
  today: 'Today',
  clinics: 'Clinics',
  phone: 'Phone booking',
  book: 'Book',
  homeVisits: (n: number) => (n > 0 ? `Home visits (${n})` : 'Home visits'),
  search: 'Search',
  stock: 'Stock',
  reports: 'Reports',
  details: 'Site details',
  team: 'Team',
  yourAccount: 'Password and sign-in app',
  guide: 'Guide',
  guideHint: 'How to do it, role by role',
  account: 'Your account',
  signOut: 'Sign out',
  changeSite: 'Change site',
  site: 'Site',
  findSite: 'Find a site by name or Place',
  noSiteFound: 'No site has that name',
  noSites: 'You have no sites yet',
  noSitesNext: 'Ask the person who manages accounts in your organisation to give you a site.',
  emptyRegion: 'Nothing is set up yet',
  emptyRegionNext: 'Add organisations, sites and services first. It takes a few minutes.',
  toRegion: 'Set up the region',
};

/** What waits for a second person, said above every page. */
export const waiting = {
  nav: (n: number) => (n > 0 ? `To agree (${n})` : 'To agree'),
  banner: (n: number) => `${count(n, 'change waits', 'changes wait')} for you to agree.`,
  look: 'Look at it',
  alert: (by: string, site: string, time: string, n: number) =>
    `${by} made an urgent change at ${site} at ${time}: ${count(n, 'person is', 'people are')} told.`,
  alertSeen: 'I have read this',
  reason: (words: string) => `Why: ${words}`,
};

export const session = {
  ended: 'Your session ended. Sign in to go back to where you were.',
  signedOut: 'You are signed out.',
  endsSoon: 'You have not done anything for a while. To keep patient details safe we sign you out in 5 minutes.',
  staySignedIn: 'Stay signed in',
};

export const signIn = {
  heading: 'Sign in',
  joined: 'Your password is set. Sign in with it.',
  email: 'Email address',
  password: 'Password',
  showPassword: 'Show',
  showPasswordLong: 'Show password',
  hidePassword: 'Hide',
  hidePasswordLong: 'Hide password',
  submit: 'Sign in',
  emailMissing: 'Enter your email address',
  passwordMissing: 'Enter your password',
  wrong: 'Check your email address and password. One of them is wrong',
  code: 'Code from your sign-in app',
  codeHint: '6 numbers, or one of your recovery codes',
  codeMissing: 'Enter the code from your app',
  codeWrong: 'That code is not right. Wait for the next one, or use a recovery code',
  tooMany: (when: string) => `You have tried too many times. Try again ${when}`,
  inMinutes: (n: number) => (n === 1 ? 'in 1 minute' : `in ${n} minutes`),
  later: 'later',
};

const desk = {
  actions: {
    walkIn: 'Add walk-in',
    callList: (n: number) => `Call list (${n})`,
    block: 'Block time',
    close: 'Close early or all day',
    print: 'Print',
    export: 'Save as a file',
    paper: 'Type in a paper list',
  },
  stock: {
    waiting: (n: number) => `${figure(n)} to come`,
    left: (n: number) => count(n, 'dose', 'doses') + ' left',
    short: (n: number) => `only ${count(n, 'dose', 'doses')} left`,
    batch: (product: string, number: string) => `Batch: ${product} ${number}.`,
    noBatch: 'No batch is set, so doses are recorded without one.',
    change: 'Change batch',
    set: 'Set the batch',
    of: (name: string) => `of ${name}`,
  },
  end: {
    open: (n: number) => `${count(n, 'person has', 'people have')} no outcome`,
    openNext: 'Say what happened, so that nobody is asked to come again, or missed.',
    allMissed: (n: number) => `${count(n, 'person', 'people')} did not come`,
    allDone: (n: number) => `All ${figure(n)} who arrived are done`,
    oneByOne: 'One by one',
    complete: 'Day complete',
    counts: (s: { booked: number; done: number; notGiven: number; didNotAttend: number; walkIns: number }) =>
      `${figure(s.done)} done, ${figure(s.notGiven)} not given, ${figure(s.didNotAttend)} did not come, of ${figure(s.booked)} on the list. ${count(s.walkIns, 'walk-in', 'walk-ins')}.`,
  },
};

export const reasons: Record<Reason, string> = {
  unwell: 'Not well today',
  not_suitable: 'Not suitable for this person',
  declined: 'Changed their mind',
  already_had: 'Had it already',
  no_stock: 'No stock',
  other: 'Another reason',
};

export const day = {
  pageTitle: (site: string) => `Today at ${site}`,
  dateTitle: (date: string, site: string) => `${date} at ${site}`,
  heading: { today: 'Today', yesterday: 'Yesterday', tomorrow: 'Tomorrow' },
  chooseDay: 'Choose a day',
  previousDay: 'Previous day',
  nextDay: 'Next day',
  yesterday: 'Yesterday',
  today: 'Today',
  tomorrow: 'Tomorrow',
  date: 'Date',
  go: 'Go',
  dateWrong: 'That is not a date. Showing today.',
  summary: (s: {
    booked: number;
    arrived: number;
    done: number;
    notGiven: number;
    walkIns: number;
    didNotAttend: number;
    free: number;
  }) => [
    `${figure(s.booked)} booked`,
    `${figure(s.arrived)} arrived`,
    `${figure(s.done)} done`,
    ...(s.notGiven > 0 ? [`${figure(s.notGiven)} not given`] : []),
    ...(s.walkIns > 0 ? [count(s.walkIns, 'walk-in', 'walk-ins')] : []),
    `${figure(s.didNotAttend)} did not come`,
    `${figure(s.free)} free`,
  ],
  filters: 'Filter the list',
  filter: {
    all: 'All',
    expected: 'Expected',
    arrived: 'Arrived',
    done: 'Done',
    help: 'Needs help',
    check: 'To check',
  },
  findInList: 'Find in this list',
  findHint: {
    withNumber: 'Name, reference, NHS number, date of birth or end of phone',
    without: 'Name, reference, date of birth or end of phone',
  },
  clear: 'Clear',
  showing: (n: number, of: number) => `Showing ${n} of ${of}`,
  jumpToNow: 'Go to now',
  showAbove: (n: number) => `Show the ${n} before these`,
  showBelow: (n: number) => `Show the ${n} after these`,
  caption: (date: string) => `Bookings on ${date}`,
  columns: {
    time: 'Time',
    person: { withNumber: 'Name, age, NHS number', without: 'Name, age' },
    for: 'For',
    help: 'Help needed',
    status: 'Status',
    action: 'Action',
  },
  born: (date: string) => `born ${date}`,
  noNhsNumber: 'NHS number not known',
  detailsToCheck: 'Details to check',
  possibleDuplicate: 'Possible duplicate',
  hadElsewhere: (date: string, answer: 'keep' | 'free' | 'no_answer' | 'over' | null) =>
    answer === 'keep' ? `A list says: had it on ${date}. Wants to come` : `May have had it elsewhere on ${date}: ask`,
  stranded: 'No place: call',
  walkIn: 'Walk-in',
  batchMissing: 'Batch not recorded',
  more: 'More',
  notGivenAct: 'Not given',
  printed: (when: string, by: string) => `Printed ${when} by ${by}. Shred after use.`,
  ...desk,
  noHelp: 'None',
  now: 'Now',
  status: {
    held: 'Held',
    booked: 'Expected',
    checked_in: 'Arrived',
    vaccinated: 'Vaccinated',
    seen: 'Seen',
    notGiven: 'Not given',
    cancelled: 'Cancelled',
    did_not_attend: 'Did not come',
    expired: 'Expired',
  },
  act: {
    check_in: 'Check in',
    vaccinated: 'Vaccinated',
    seen: 'Seen',
    did_not_attend: 'Did not come',
    undo: 'Undo',
  },
  said: {
    check_in: (name: string) => `Checked in ${name}.`,
    vaccinated: (name: string) => `${name} is vaccinated.`,
    seen: (name: string) => `${name} has been seen.`,
    did_not_attend: (name: string) => `${name} did not come.`,
    undo: (name: string, status: string) => `Undone. ${name} is back to: ${status}.`,
  },
  changedElsewhere: (name: string, status: string) =>
    `Nothing saved: ${name} was changed somewhere else and is now: ${status}.`,
  goneElsewhere: (name: string) => `Nothing saved: ${name} is no longer on this list.`,
  notNow: (name: string) => `Nothing saved: this cannot be done for ${name} today.`,
  notSaved: (name: string, why: string) => `Nothing saved for ${name}. ${why}.`,
  noConnection: (since: string) => `No connection since ${since}. This list may be out of date.`,
  empty: 'Nobody is booked on this day.',
  emptyNext: 'People can book when there is a clinic.',
  create: 'Create a clinic',
  noMatch: 'Nobody on this list matches.',
  siteNotFound: 'We cannot find that site',
  siteNotFoundNext: 'It may have closed, or your account may not include it.',
  mySites: 'Go to your own site',
  /** For a time that the clock shows twice in one night; residents read the same words. */
  repeated: (time: string, which: 'first' | 'second') => `${time} (${which})`,
};

export const help: Record<string, string> = {
  interpreter: 'Interpreter',
  bsl: 'British Sign Language (BSL) interpreter',
  step_free: 'Way in without steps',
  hearing_loop: 'Hearing loop',
  more_time: 'More time',
  quiet: 'Quiet time or room',
  needles: 'Scared of needles',
  chaperone: 'Person with them, or same-sex staff',
  lie_down: 'May need to lie down',
  format: 'Large print, easy read, braille or audio',
};

export const clock = { midday: 'midday', midnight: 'midnight' };

export const search = {
  heading: 'Search',
  label: 'Find a booking',
  hint: {
    withNumber: 'Name, date of birth, reference, NHS number or mobile number',
    without: 'Name, date of birth, reference or mobile number',
  },
  submit: 'Search',
  inHeader: 'Search bookings on every page',
  placeholder: 'Name, reference, mobile',
  tooShort: 'Enter at least 2 letters or numbers',
  tooLong: 'Enter 100 letters and numbers at most',
  none: 'No booking matches in your sites.',
  noneNext: {
    withNumber: 'Check the spelling, or search by reference or NHS number.',
    without: 'Check the spelling, or search by reference.',
  },
  found: (n: number) => (n === 1 ? '1 booking found' : `${n} bookings found`),
  more: 'Only the first bookings are shown. Type more to narrow the search.',
  caption: 'Bookings found',
  columns: {
    when: 'When',
    person: { withNumber: 'Name, age, NHS number', without: 'Name, age' },
    for: 'For',
    site: 'Site',
    status: 'Status',
  },
};

export const pages = {
  notFound: 'Page not found',
  notFoundNext: 'Check the address. It may also be that your account does not include this page.',
  goToToday: 'Go to today’s list',
  broken: 'This page did not load',
  brokenNext: 'What you saved is safe. Load the page again.',
  reload: 'Load the page again',
};
