import { count, figure } from './staff-words';

/** Sentences for those who look after a site, its team or the region. */
export const site = {
  heading: 'Site details',
  name: 'Name',
  address: 'Address',
  postcode: 'Postcode',
  directions: 'How to find it',
  directionsHint: 'One or two sentences: which door, which desk',
  hours: 'When is it open?',
  hoursHint: 'Leave a day empty when it is closed.',
  travel: 'Buses, trains and parking',
  travelHint: 'One line for each, at most 6. For example: Bus 82A stops outside.',
  walkIn: 'When can people come without a booking?',
  walkInHint: 'It is shown in the list of times. Leave it empty when everybody needs a booking.',
  walkInFor: 'What can they come for without a booking?',
  week: {
    days: {
      1: 'Monday',
      2: 'Tuesday',
      3: 'Wednesday',
      4: 'Thursday',
      5: 'Friday',
      6: 'Saturday',
      7: 'Sunday',
    } as Record<number, string>,
    from: 'from',
    until: 'until',
  },
  has: 'What is there?',
  facilities: {
    stepFree: 'Way in without steps',
    parking: 'Parking',
    hearingLoop: 'Hearing loop',
    quietRoom: 'Quiet room',
    accessibleToilet: 'Accessible toilet',
  },
  status: 'Is the site open to residents?',
  open: 'Yes',
  closed: 'No',
  closedHint: 'It is shown to nobody. Who is booked stays booked.',
  save: 'Save',
  saved: 'Saved. Residents see it now.',
  mayNot: 'A site administrator can change these details.',
  preview: 'What residents see',
  hidden: 'Not shown to residents',
};

type Check =
  | 'site_open'
  | 'service_open'
  | 'service_not_paused'
  | 'clinics_planned'
  | 'clinics_running'
  | 'not_closed'
  | 'service_not_closed'
  | 'open_to_everyone'
  | 'not_frozen'
  | 'places_left'
  | 'not_kept_back';

export const why = {
  heading: 'Why is my site not showing?',
  service: 'When somebody looks for',
  noServices: 'No service is set up in this region yet.',
  shown: 'Residents are shown this site now.',
  notShown: 'Residents are not shown this site now.',
  first: (free: number, when: string) => `${count(free, 'time is', 'times are')} free. The first is ${when}.`,
  fine: 'Fine:',
  look: 'Look here:',
  toClinics: 'Go to clinics',
  toDetails: 'Go to site details',
  searched: (from: string, to: string) => `Search looks from ${from} to ${to}.`,
  ok: {
    site_open: 'the site is open to residents.',
    service_open: 'bookings for this are open.',
    service_not_paused: 'your site has not paused this.',
    clinics_planned: 'there are clinics for this.',
    clinics_running: 'the clinics take bookings.',
    not_closed: 'the site is not closed today.',
    service_not_closed: 'the site is not closed for this today.',
    open_to_everyone: 'there are clinics that everybody can book.',
    not_frozen: 'no time is held for a check.',
    places_left: 'not everything is booked.',
    not_kept_back: 'not everything is kept back.',
  } satisfies Record<Check, string>,
  not: {
    site_open: () => 'the site is closed to residents.',
    service_open: () =>
      'bookings for this are not open: its season has not begun, is over, or is paused. The region sets this.',
    service_not_paused: (_: number, until: string) =>
      until
        ? `your site has paused this until the end of ${until}.`
        : 'your site has paused this until somebody opens it again.',
    clinics_planned: () => 'no clinic for this is planned in these days.',
    clinics_running: (n: number) => `the clinics are paused: ${count(n, 'time', 'times')}.`,
    not_closed: (_: number, until: string) => `the site is closed until ${until}.`,
    service_not_closed: (_: number, until: string) => `the site is closed for this until the end of ${until}.`,
    open_to_everyone: () => 'every clinic for this is only for a group or a campaign.',
    not_frozen: (n: number) => `${count(n, 'time is', 'times are')} held until somebody has checked the figures.`,
    places_left: () => 'everything is booked.',
    not_kept_back: (n: number) => `what is free is kept back for phone and walk-in: ${count(n, 'place', 'places')}.`,
  } satisfies Record<Check, (n: number, date: string) => string>,
};

export const team = {
  heading: 'Team',
  headingAll: 'Team of the region',
  caption: 'People and what they may do',
  columns: { person: 'Name', roles: 'May do', status: 'Account', action: 'Change' },
  none: 'Nobody works here yet. Invite the first person below.',
  you: '(you)',
  notYourself: 'Another administrator changes your access',
  hasFactor: 'Has a sign-in app',
  noFactor: 'No sign-in app yet',
  roleAt: (role: string, where: string) => `${role}, ${where}`,
  until: (date: string) => `until ${date}`,
  isOver: (date: string) => `ended after ${date}`,
  lastDay: 'Last day (optional)',
  lastDayHint: 'After it the role gives nothing. Leave it empty for no end.',
  endRole: 'Take away',
  asked: (role: string, by: string) => `${role}: asked for by ${by}, waits for a second administrator`,
  approve: 'Approve',
  refuse: 'Refuse',
  approved: (name: string) => `${name} has the role now.`,
  refused: (name: string) => `The role for ${name} is refused.`,
  roleEnded: (name: string) => `The role of ${name} is taken away.`,
  roleGiven: (name: string) => `${name} has the role now, or it waits for a second administrator.`,
  status: {
    invited: 'Invited',
    active: 'Active',
    asleep: 'Asleep: not here for 90 days, cannot sign in',
    ended: 'Access ended',
  },
  lastSeen: (date: string) => `Last sign-in ${date}`,
  change: 'Change access',
  giveRole: 'Give this role',
  inviteAgain: 'Send the invitation again',
  invitedAgain: (name: string) => `A new invitation is on its way to ${name}.`,
  resetFactor: 'Lost phone: set up the sign-in app again',
  factorReset: (name: string) => `${name} sets up the sign-in app at the next sign-in.`,
  endAccess: 'End access',
  ended: (name: string) => `${name} can no longer sign in.`,
  asleep: (n: number) =>
    `${count(n, 'person has', 'people have')} not signed in for 90 days. They cannot sign in until you wake them.`,
  wakeAll: (n: number) => (n === 1 ? 'Wake this person' : `Wake all ${n}`),
  wokenAll: (n: number) => `${count(n, 'person', 'people')} can sign in again.`,
  wakeOne: 'Wake',
  wake: 'Give access back',
  woken: (name: string) => `${name} can sign in again.`,
  where: 'Where',
  role: 'Role',
  scopes: { region: 'Region', place: 'Place', organisation: 'Organisation', site: 'Site' },
  roles: {
    viewer: 'Viewer',
    front_desk: 'Front desk',
    clinic_lead: 'Clinic lead',
    phone_agent: 'Phone agent',
    helper: 'Helper of a voluntary group',
    site_administrator: 'Site administrator',
    coordinator: 'Coordinator',
    campaign_author: 'Campaign author',
    campaign_approver: 'Campaign approver',
    campaign_releaser: 'Campaign releaser',
    analyst: 'Analyst',
    region_administrator: 'Region administrator',
  },
  rolesTitle: 'What each role may do',
  rolesMean: {
    viewer: 'Sees the lists and can search.',
    front_desk: 'Checks people in, records what was given, adds walk-ins, books, moves and cancels.',
    clinic_lead: 'All of that, and plans clinics and closes days.',
    helper: 'Books for a person who is with them. Sees how many are booked, and nobody by name.',
    phone_agent: 'Searches, books, moves and cancels for callers. Does not see the day lists.',
    site_administrator: 'All a clinic lead may do, and the site’s details and its team.',
    coordinator: 'Sees the lists of many sites. Writes, approves and releases campaigns, never their own.',
    campaign_author: 'Imports people, writes cohorts and campaigns. Approves and releases none.',
    campaign_approver: 'Approves campaigns or sends them back. Releases none.',
    campaign_releaser: 'Releases approved campaigns. Approves none.',
    analyst: 'Sees figures of campaigns and the region. Sees no person, and no count under 5.',
    region_administrator: 'Everything, in the whole region.',
  },
  invite: 'Invite somebody',
  name: 'Name',
  email: 'Work email address',
  emailHint: 'We send a link to choose a password. It works for 14 days.',
  nameMissing: 'Enter a name',
  inviteSubmit: 'Invite',
  invited: (name: string) => `An invitation is on its way to ${name}.`,
  waits: (name: string) => `A second administrator has to approve this role for ${name}.`,
  importTitle: 'Invite many people from a CSV file',
};

export const imports = {
  needs: 'The first line must be these headings:',
  file: 'Choose a file',
  paste: 'Or paste the rows here',
  check: 'Check the file',
  add: (n: number) => `Add ${count(n, 'row', 'rows')}`,
  empty: 'Choose a file, or paste its rows',
  checked: (n: number, bad: number) =>
    bad === 0
      ? `${count(n, 'row', 'rows')} checked. All are fine.`
      : `${figure(bad)} of ${count(n, 'row', 'rows')} must be mended. Nothing was added.`,
  added: (n: number) => `${count(n, 'row', 'rows')} added.`,
  line: (line: number, name: string) => `Line ${line}${name ? `, ${name}` : ''}`,
};

export const region = {
  heading: 'Region',
  steps: { organisations: 'Organisations', sites: 'Sites', services: 'Services', clinics: 'Clinics' },
  next: {
    organisations: 'Start here: add the organisations that run sites, below.',
    sites: 'Next: add the sites, below.',
    services: 'Next: add what people can book, below.',
    clinics: 'Last: create the first clinic. Then residents can book.',
  },
  later: 'Later.',
  there: (n: number) => `${figure(n)} there.`,
  complete: 'Everything is set up: residents can book.',
  importOrganisations: 'Add organisations from a CSV file',
  importSites: 'Add sites from a CSV file',
  place: (name: string, n: number) => `${name}: ${count(n, 'site', 'sites')}`,
  library: 'Services you can add',
  libraryHint: 'Each comes with a rule of who it is for. A clinician confirms every figure before residents see it.',
  addService: 'Add',
  serviceColumns: { name: 'Service', minutes: 'Minutes', status: 'Bookings', action: 'Action' },
  seasons: {
    opens: 'Open later',
    open: 'Open',
    closing: 'Open, closing soon',
    closed: 'Season over',
    paused: 'Paused',
  },
  pause: 'Stop bookings',
  resume: 'Take bookings again',
  rule: 'Who may have it',
  season: 'Season, and what changed',
  opensOn: 'Opens on (optional)',
  closesOn: 'Closes on (optional)',
  whatChanged: 'What changed since last season (optional)',
  whatChangedHint:
    'Read by residents who are asked about themselves or cannot have it. For example: Last year it was from age 65.',
  seasonSaved: 'Saved.',
  own: 'Add a service of your own',
  ownName: 'Name, as residents read it',
  whoFor: 'Who is it for?',
  whoForHint: 'One line in plain words, for example: People aged 40 to 74',
  ageFrom: 'From age (optional)',
  ageTo: 'To age, included (optional)',
  minutes: 'Minutes',
  addOwn: 'Add service',
  added: (name: string) => `${name} is added.`,
};

export const account = {
  heading: 'Your account',
  mustHeading: 'Set up your sign-in app',
  factor: 'Sign-in app',
  why: 'A code from an app on your phone, as well as your password, keeps patient details safe. Any authenticator app will do.',
  start: 'Set up the app',
  scan: 'Open the app on your phone and scan this picture.',
  qr: 'Picture to scan with an authenticator app. The same code is written below it.',
  orType: 'Or type this code into the app:',
  code: 'Code from the app',
  codeHint: '6 numbers. They change every 30 seconds.',
  confirm: 'Confirm',
  codes: 'Keep these recovery codes',
  codesHint:
    'Each works once, if you do not have your phone. Print them or write them down now: they are not shown again.',
  codesKept: 'I have kept them',
  enrolled: (left: number) =>
    `Your sign-in app is set up. You have ${count(left, 'recovery code', 'recovery codes')} left.`,
  newCodes: 'Make new recovery codes',
  password: 'Password',
  current: 'Password now',
  newPassword: 'New password',
  passwordHint: '12 characters or more. Three or four words are easy to remember.',
  changePassword: 'Change password',
  passwordChanged: 'Your password is changed.',
};

export const join = {
  heading: (name: string) => `Welcome, ${name}. Choose a password`,
  submit: 'Choose password',
  wrong: 'This link does not work any more',
  wrongNext: 'It works once, for 14 days. Ask the person who invited you to send it again.',
};
