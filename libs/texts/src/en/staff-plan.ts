import { day } from './staff-frame';
import { count, figure } from './staff-words';

interface Day {
  capacity: number;
  booked: number;
  held: number;
  stranded: number;
  reserved: number;
  free: number;
}

/** Sentences about clinics: what is open, when, for whom, and what a change of it does. */
export const clinics = {
  heading: 'Clinics',
  backToToday: 'Back to today',
  backToWeek: 'Back to the week',
  backToList: 'Back to clinics',
  views: { day: 'Day', week: 'Week', month: 'Month', list: 'Repeating clinics and closures' },
  chooseView: 'Show',
  asTable: 'Show as a table',
  asGrid: 'Show as a calendar',
  create: day.create,
  previous: 'Earlier',
  next: 'Later',
  thisWeek: 'This week',
  gridHint: 'Arrow keys move between clinics. Enter opens one.',
  weekOf: (date: string) => `Clinics in the week of ${date}`,
  daySum: (d: Day) =>
    d.capacity === 0 ? 'No clinic' : `${figure(d.free)} free${d.stranded > 0 ? `, ${d.stranded} to call` : ''}`,
  noClinic: (day: string) => `${day}: no clinic`,
  noneInWeek: 'There is no clinic in this week.',
  noClinicsDay: 'There is no clinic on this day.',
  times: (from: string, until: string) => `${from} to ${until}`,
  fromTo: (from: string, to: string) => `${from} to ${to}`,
  allDay: 'all day',
  fill: (booked: number, capacity: number) => `${figure(booked)} of ${figure(capacity)} booked`,
  perService: (name: string, booked: number) => `${name} (${figure(booked)})`,
  columns: {
    when: 'Clinic',
    services: 'For (booked)',
    booked: 'Booked',
    held: 'Being booked now',
    keptBack: 'Kept back',
    free: 'Free',
    status: 'Status',
  },
  status: { open: 'Open', paused: 'Paused', cancelled: 'Cancelled' },
  dayFigures: (d: Day) =>
    `${figure(d.booked)} booked, ${figure(d.free)} free${d.reserved > 0 ? `, ${figure(d.reserved)} kept back` : ''}${d.stranded > 0 ? `, ${figure(d.stranded)} to call` : ''}.`,
  byService: 'By service',
  serviceFigures: (name: string, booked: number, free: number) =>
    `${name}: ${figure(booked)} booked, ${figure(free)} free`,
  openList: 'Open the list of this day',
  clinicOn: (date: string) => `Clinic on ${date}`,
  ofSeries: 'This clinic repeats.',
  openSeries: 'Change this and later clinics, or all of them',
  kept: {
    heading: 'Kept for some people',
    forEver: 'Only who was invited or belongs to the group can book here, until the day.',
    until: (date: string) => `On ${date} what is left opens to everybody.`,
    label: 'Open to everybody on (optional)',
    hint: 'To keep only some of the places, make a second clinic at the same times for everybody. Leave it empty to keep all of them.',
    save: 'Save the date',
    saved: 'Saved.',
    wrong: 'Enter a date after today, on the day of the clinic at the latest',
  },
  ownChanges: 'It has changes of its own, which stay when the others change.',
  change: 'Change',
  parts: { dates: 'Dates', times: 'Times', people: 'People at the same time', services: 'For', options: 'Options' },
  peopleOf: (capacity: number, minutes: number, cap: number | null) =>
    `${count(capacity, 'person', 'people')} at the same time, ${count(minutes, 'minute', 'minutes')} each${cap === null ? '' : `, ${figure(cap)} in a day at most`}`,
  pause: 'Stop taking bookings',
  pauseHint:
    'To stop for a while, for example until stock comes, stop taking bookings. Who is booked stays booked, and nobody is sent a message.',
  resume: 'Take bookings again',
  pausedSaid: 'No more bookings are taken. Who is booked stays booked.',
  resumedSaid: 'Bookings are taken again.',
  copy: 'Copy this clinic',
  copySeason: 'Copy to next year',
  cancelClinic: 'Cancel clinic',
  cancelSeries: 'Cancel all these clinics',
  seriesHeading: 'Repeating clinic',
  seriesCancelled: 'These clinics are cancelled.',
  dates: (n: number) => count(n, 'clinic to come', 'clinics to come'),
  exception: '(has changes of its own)',
  allSeries: 'Repeating clinics',
  noSeries: 'No clinic repeats here.',
  seriesColumns: {
    when: 'Every',
    dates: 'Dates',
    services: 'For',
    clinics: 'Clinics to come',
    exceptions: 'With own changes',
    status: 'Status',
  },
  closures: 'Closures',
  noClosures: 'No closure is planned.',
  addClosure: 'Close the site for a day or more',
  closedOn: (dates: string, times: string) => `${dates}, ${times}`,
  reopen: 'Open again',
  reopenAnyway: 'Open again: this changes who is seen',
  openedAgain: 'Opened again',
};

export const wizard = {
  steps: {
    dates: 'Dates',
    times: 'Times',
    people: 'People',
    services: 'For',
    options: 'Options',
    check: 'Check',
  } as Record<string, string>,
  headings: {
    dates: 'When is the clinic?',
    times: 'What time does it start and finish?',
    people: 'How many people can you see at the same time?',
    services: 'Who is it for?',
    options: 'Any options?',
    check: 'Check the clinic before you publish it',
  } as Record<string, string>,
  stepOf: (n: number, of: number) => `Page ${n} of ${of}`,
  next: 'Continue',
  back: 'Back',
  leave: 'Leave without publishing',
  broken: 'Something before this page is not filled in yet:',
  kind: 'Does it repeat?',
  one: 'No, one day',
  repeating: 'Yes, on the same days each week',
  date: 'Date',
  startsOn: 'First date',
  endsOn: 'Last date',
  weekdays: 'On which days?',
  clinics: (n: number) =>
    n === 0
      ? 'Choose the dates and days to see how many clinics that is.'
      : `That is ${count(n, 'clinic', 'clinics')}.`,
  from: 'Starts',
  until: 'Finishes',
  breaks: 'Breaks',
  breakFrom: (n: number) => `Break ${n} from`,
  breakUntil: (n: number) => `Break ${n} until`,
  addBreak: 'Add a break',
  withoutBreak: (n: number) => `Take break ${n} out`,
  capacity: 'People at the same time',
  capacityHint: 'Count the people who do the work, not the rooms. Most sites say 1.',
  slotMinutes: 'Minutes for each appointment',
  slotMinutesHint: 'Many choose 5, 10 or 15',
  live: (hour: number, day: number, all: number, n: number) =>
    `That is ${count(hour, 'appointment', 'appointments')} an hour, ${figure(day)} a day${n > 1 ? `, ${figure(all)} in all` : ''}.`,
  dailyCap: 'Most bookings in a day (optional)',
  dailyCapHint: 'Use this if you can give fewer than there are times for',
  services: 'What can people book?',
  servicesHint: 'Choose all that you can give in this clinic',
  heldPercent: 'Keep back for phone and walk-in, in percent (optional)',
  heldHint: 'For example, 20 keeps one place in five from being booked online',
  releaseDays: 'Put on sale online this many days before (optional)',
  releaseHint: 'Leave it empty to keep them back until the day',
  openTo: 'Who can book?',
  openToHint:
    'A clinic for a group is never listed publicly. Afterwards you can say on which date it opens to everybody.',
  everyone: 'Everybody it is for',
  mobile: 'Mobile unit',
  isMobile: 'The unit stands somewhere else that day',
  standsAt: 'Where does it stand?',
  standsAtHint: 'For example, Rock Ferry library car park',
  address: 'Address there',
  postcode: 'Postcode there',
  everyOf: (days: string, from: string, to: string, n: number) =>
    `Every ${days}, ${from} to ${to}: ${count(n, 'clinic', 'clinics')}`,
  breakOf: (from: string, until: string) => `break ${from} to ${until}`,
  peopleOf: (capacity: number, minutes: number, day: number, all: number, cap: string) =>
    `${count(capacity, 'person', 'people')} at the same time, ${count(minutes, 'minute', 'minutes')} each: ${figure(day)} a day${all > day ? `, ${figure(all)} in all` : ''}${cap ? `, ${cap} in a day at most` : ''}`,
  optionsOf: (percent: number, everyone: boolean, standsAt: string) =>
    [
      percent > 0 ? `${percent}% kept back` : '',
      everyone ? 'Everybody can book' : 'Only for a group',
      standsAt ? `Stands at ${standsAt}` : '',
    ]
      .filter(Boolean)
      .join(', '),
  change: 'Change',
  overlaps: (n: number) =>
    n === 1 ? 'There is a clinic at the same time already.' : `There are ${n} clinics at the same time already.`,
  overlapOf: (date: string, from: string, until: string) => `The first is on ${date}, ${from} to ${until}.`,
  overlapNext:
    'If one person runs both, go back and change the time. Else two people may be booked with one person to see them.',
  afterwards: 'People can book as soon as you publish.',
  publishOne: 'Publish clinic',
  publishMany: (n: number) => `Publish ${count(n, 'clinic', 'clinics')}`,
  madeOne: 'Clinic published',
  madeMany: (n: number) => `${count(n, 'clinic', 'clinics')} published`,
  madeNext: 'People can book now.',
  openMade: 'Open it',
  openWeek: 'Go to the week',
  another: 'Create another clinic',
  faults: {
    date: 'Enter a date from today on',
    startsOn: 'Enter a first date from today on',
    endsOn: 'Enter a last date that is not before the first',
    weekdays: 'Choose at least one day of the week',
    noDates: 'None of these days lies between the dates',
    from: 'Enter a start time',
    until: 'Enter a finish time after the start',
    breaks: 'Each break must lie inside the clinic, and leave time to see people',
    capacity: 'Enter how many people, from 1 to 99',
    slotMinutes: 'Enter the minutes, from 1 to 60',
    services: 'Choose at least one thing people can book',
    heldPercent: 'Enter a share from 0 to 100',
    standsAt: 'Enter where the unit stands',
    address: 'Enter the address there',
    postcode: 'Enter the postcode there',
  },
};

export const effect = {
  heading: 'What this does',
  done: 'What was done',
  places: (before: number, after: number) =>
    before === after
      ? `${count(after, 'place is', 'places are')} free, as before.`
      : `Free places: ${figure(before)} before, ${figure(after)} after.`,
  nobody: 'Nobody who is booked is affected.',
  kept: 'Seen as before',
  moved: 'Seen by another clinic at the same time',
  newTimes: 'Given another time and told',
  told: 'Cancelled and told',
  toCall: 'To call',
  bookings: 'Appointments affected',
  holds: (n: number) => `${count(n, 'person is', 'people are')} booking right now and must choose again.`,
  rescued: (n: number) => `${count(n, 'person', 'people')} from the call list can be seen again.`,
  wish: 'What about those who lose their place?',
  wishes: {
    move: 'Give each the best other time, and tell them',
    cancel: 'Cancel and tell them',
    call: 'Keep them, and call each one',
  },
  wishHints: {
    move: 'Here if we can, else near, within 7 days. They can keep it or change it. Who finds no time is cancelled and told.',
    cancel: 'They get a message with a link to book again',
    call: 'Nobody is sent a message. All go on the call list.',
  },
  noWay: 'Who has no mobile or email goes on the call list.',
  whoGetsWhat: 'Who gets what',
  columns: { was: 'Was', person: 'Name', gets: 'Gets' },
  goesTo: (date: string, time: string, site: string) => `${date}, ${time}, ${site}`,
  outcomes: { new_time: 'Another time', told: 'Cancelled and told', to_call: 'A call from you' },
  firstOnly: (n: number, of: number) => `The first ${figure(n)} of ${figure(of)} are shown.`,
  sampleFor: (n: number, channel: 'sms' | 'email', language: string) =>
    `${count(n, 'person gets', 'people get')} this by ${channel === 'sms' ? 'text' : 'email'}, in ${language}.`,
  sampleParts: (n: number) => `${count(n, 'part', 'parts')} each.`,
};

export const change = {
  headings: {
    dates: 'Change the dates',
    times: 'Change the times',
    people: 'Change how many people you can see',
    services: 'Change who it is for',
    options: 'Change the options',
  },
  cancelClinic: 'Cancel clinic',
  cancelSeries: 'Cancel all these clinics',
  series: 'Repeating clinic',
  back: 'Back to the clinic',
  scope: 'Which clinics?',
  scopeFrom: (date: string) => `${date} and later`,
  scopeAll: 'All of them',
  seeEffect: 'See what this does',
  nothing: 'You have not changed anything yet',
  changeMind: 'Go back and change it',
  save: 'Save the change',
  doCancelClinic: 'Cancel this clinic',
  doCancelSeries: 'Cancel these clinics',
  forGood: 'This is for good. To stop for a while, go back and stop taking bookings instead.',
  clinicsChanged: (n: number) => `${count(n, 'clinic changes', 'clinics change')}.`,
  doneHeading: (what: string) => `Done: ${what.charAt(0).toLowerCase()}${what.slice(1)}`,
  notChanged: (n: number) =>
    `${count(n, 'clinic was', 'clinics were')} not changed, because you changed ${n === 1 ? 'it' : 'them'} before:`,
};

export const close = {
  headings: {
    reason: 'Why do you have to close?',
    scope: 'When do you close?',
    preview: 'What happens to those who are booked',
    messages: 'What people are told',
    confirm: 'Close and tell people',
  },
  reason: 'Reason',
  reasons: {
    weather: 'Weather',
    staff: 'Staff cannot come',
    stock: 'No stock, or a fridge failed',
    premises: 'Something is wrong with the building',
    other: 'Another reason',
  },
  reasonMissing: 'Choose a reason',
  more: 'Anything to add? (optional)',
  moreHint: 'Only staff see this',
  from: 'First day',
  to: 'Last day',
  howMuch: 'How much of the day?',
  allDay: 'All day',
  part: 'Part of the day',
  starts: 'Closed from',
  ends: 'Closed until',
  endsHint: 'Leave it empty for the rest of the day',
  nobody: (free: number) => `Nobody is booked then. ${count(free, 'free place goes', 'free places go')} off sale.`,
  messageFor: (n: number) =>
    n === 0
      ? 'Nobody is sent a message.'
      : `${count(n, 'person is', 'people are')} told. These are the words; the link is made for each of them.`,
  leavesAfter: 'Messages wait one minute. Until then you can open again, and everybody has their old time back.',
  callFor: (n: number) => `${count(n, 'person goes', 'people go')} on the call list for you to ring.`,
  summary: (dates: string, times: string) =>
    `You close on ${dates}, ${times}. Residents cannot book then from the moment you press.`,
  closeAndTell: (n: number) => `Close and tell ${count(n, 'person', 'people')}`,
  closeOnly: 'Close',
  done: 'Closed',
  reopened: 'Open again',
  reopenHint: 'Closed by mistake? Open again, and everybody has their place back.',
  reopenHintTold:
    'Closed by mistake? Open again within a minute, and everybody has their old time back and hears nothing. Later, who was told keeps what they were told.',
  takenBack: (n: number) => `${count(n, 'person has', 'people have')} their old time back. Nobody was told.`,
  notTakenBack: 'Messages had left already, so what people were told stands.',
};
