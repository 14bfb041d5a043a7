import type { CodeFault, DatePartsFault, NhsNumberFault } from '@fairslot/domain';

/** What a fault of a typed date is called; `about` names the date: "Date of birth". */
const dateFaults = (about: string): Record<Exclude<DatePartsFault, 'empty'>, string> => ({
  missing_day: `${about} must include a day`,
  missing_month: `${about} must include a month`,
  missing_year: `${about} must include a year`,
  missing_day_and_month: `${about} must include a day and month`,
  missing_day_and_year: `${about} must include a day and year`,
  missing_month_and_year: `${about} must include a month and year`,
  short_year: 'Year must include 4 numbers',
  not_real: `${about} must be a real date`,
});

const nhsNumberFaults: Record<NhsNumberFault, string> = {
  empty: 'Enter your NHS number',
  letters: 'NHS number must not include letters',
  too_short: 'That NHS number is too short. It has 10 numbers',
  too_long: 'That NHS number is too long. It has 10 numbers',
  check: 'Check your NHS number. One number looks wrong',
  repeated: 'Check your NHS number. The same number 10 times is not one',
  national_insurance: 'That looks like a National Insurance number. Your NHS number is 10 numbers',
};

const referenceFaults: Record<CodeFault, string> = {
  empty: 'Enter your booking reference',
  length: 'Booking reference must be 10 letters and numbers, like K7QF9-X2A4M',
  characters: 'Booking reference must be 10 letters and numbers, like K7QF9-X2A4M',
  check: 'Check your booking reference. One letter or number looks wrong',
};

const count = (n: number, one: string, many: string) => `${n.toLocaleString('en-GB')} ${n === 1 ? one : many}`;
const capital = (text: string) => text.charAt(0).toUpperCase() + text.slice(1);
/** "a flu vaccine", "an MMR vaccine", "an NHS health check": by sound, so initials are read out letter by letter. */
const withArticle = (name: string) =>
  `${/^(?:[aeio]|[FHLMNRSX][A-Z])/.test(name) || /^[AEIO]/.test(name) ? 'an' : 'a'} ${name}`;

/** "What is your referral code?" → "referral code"; undefined for a question that is asked otherwise. */
const askedFor = (label: string) => /^What is your (.+)\?$/.exec(label)?.[1];

/** Every sentence of the public site. Values are plain text; dates, times and distances come in words. */
export const booking = {
  serviceName: 'Fairslot',
  errorTitle: (title: string) => `Error: ${title}`,
  pageTitle: (title: string, serviceName: string) => `${title} – ${serviceName}`,

  frame: {
    skip: 'Skip to main content',
    back: 'Back',
    backLabel: 'Back',
    thereIsAProblem: 'There is a problem',
    errorPrefix: 'Error',
    help: {
      heading: 'Need help?',
      lines: (phone: string) => [`Call ${phone}, 8am to 8pm every day.`, `Text relay: dial 18001, then ${phone}.`],
    },
    demoLabel: 'Demonstration',
    demo: 'This is a demonstration with made-up places and people. Nothing you book here is real.',
    demoOutbox: 'See the messages it sends',
    continue: 'Continue',
    change: 'Change',
    or: 'or',
  },

  words: { day: 'Day', month: 'Month', year: 'Year', yes: 'Yes', no: 'No' },

  when: {
    midday: 'midday',
    midnight: 'midnight',
    am: 'am',
    pm: 'pm',
    /** For a time that the clock shows twice in one night. */
    repeated: (time: string, which: 'first' | 'second') => `${time} (${which})`,
    dateAndTime: (date: string, time: string) => `${date}, ${time}`,
    range: (from: string, to: string) => `${from} to ${to}`,
  },

  distance: {
    miles: (n: string) => (n === '1' ? '1 mile' : `${n} miles`),
    underTenth: 'under 0.1 miles',
  },

  start: {
    title: 'Book an appointment',
    intro: 'Book a vaccination or a clinic visit near you. It is free. You do not need an account.',
    forWhom: 'You can book for yourself, for a child or for someone you care for.',
    startNow: 'Start now',
    manage: 'Change or cancel an appointment',
    needHeading: 'What you need',
    need: ['a date of birth', 'a postcode, town or place to look near', 'a mobile number or email, if you have one'],
    time: 'It takes about 5 minutes. We keep your answers for 20 hours, so you can stop and come back.',
    cleared: 'Your answers are cleared from this browser.',
  },

  what: {
    title: 'What do you want to book?',
    missing: 'Select what you want to book',
    season: {
      opens: (date: string) => `You can book from ${date}.`,
      open: '',
      closing: (date: string) => `You can book until ${date}.`,
      closed: 'Bookings have closed.',
      paused: 'Bookings are paused for now.',
    },
    notNow: 'Not open right now',
    nothing: 'There is nothing to book right now. Call us if you think this is wrong.',
  },

  dateOfBirth: {
    title: 'What is your date of birth?',
    forSomeoneElse: 'If the appointment is for someone else, give their date of birth.',
    hint: 'For example, 27 3 1952',
    empty: 'Enter your date of birth',
    faults: dateFaults('Date of birth'),
    inFuture: 'Date of birth must be in the past',
    tooOld: 'Check the year of birth',
    isThisRight: (date: string) => `Is this right? ${date}`,
    isThisRightHelp: 'If it is, select Continue again. If not, change it first.',
  },

  aboutYou: {
    title: 'A few questions about you',
    titleOne: 'One question about you',
    why: 'Your answers tell us if you can have this appointment.',
    missing: (question: string) => `Select yes or no: ${question}`,
    /** "What is your referral code?" asks for it; the error names the same thing. */
    codeMissing: (label: string) => `Enter your ${askedFor(label) ?? 'code'}`,
    codeWrong: 'The code must be 6 to 12 letters and numbers',
  },

  nextSteps: {
    not_eligible: {
      title: 'You do not need to book this',
      text: (service: string) =>
        `From what you told us, you are not in a group that can have ${withArticle(service)} now.`,
    },
    not_yet: {
      title: 'You cannot book this yet',
      text: (service: string, date?: string) =>
        date ? `You can have your ${service} from ${date}.` : `It is too early for your ${service}.`,
    },
    already_vaccinated: {
      title: 'It looks like you have had this already',
      text: (service: string) => `From what we know, you have had your ${service}.`,
    },
    refer: {
      title: 'Talk to us before you book',
      text: (service: string) =>
        `From what you told us, it is best to talk to someone before you book ${withArticle(service)}.`,
    },
    needs_information: {
      title: 'We need to know a little more',
      text: (service: string) => `Call us and we will book ${withArticle(service)} with you.`,
    },
    whoFor: (who: string) => `It is for: ${who}.`,
    reasonsHeading: 'Why',
    reasons: {
      no_cohort: '',
      not_in_cohort: 'Your age and your answers do not match the groups that can have it.',
      missing_fact: 'There is something we do not know yet.',
      age_or_weeks: 'It is for people who are older.',
      interval: 'It is too soon after your last one.',
      interval_not_reached_before_programme_end: 'Bookings end before it would be time for your next one.',
      cohort_ends_before_interval: 'Bookings for your group end before it would be time for your next one.',
      programme_not_open: 'It has not started yet.',
      cohort_not_open: 'It has not started for your group yet.',
      programme_ended: 'It has ended.',
      doses_complete: 'You have had all you need.',
      refer: 'One of your answers means someone should talk to you first.',
      in_cohort: '',
    } as Record<string, string>,
    seeTimes: (date: string) => `See times from ${date}`,
    wrongHeading: 'If you think this is wrong',
    wrong: (phone: string) => `Check your answers, or call us on ${phone}.`,
    changeDateOfBirth: 'Change the date of birth',
    changeAnswers: 'Change your answers',
    bookElse: 'Book something else',
  },

  where: {
    title: 'Where do you want to go?',
    label: 'Postcode, town or place',
    hint: 'For example, L24 8QB, Crewe or Royal Liverpool Hospital',
    empty: 'Enter a postcode, town or place',
    notFound: (typed: string) => `We cannot find '${typed}'. Check the spelling or enter a postcode`,
    outside: (region: string) => `This service covers ${region}. Enter a postcode, town or place there`,
    chooseTitle: (typed: string) => `Which ${typed} do you mean?`,
    chooseMissing: 'Select a place',
    chooseOther: 'Look for somewhere else',
  },

  times: {
    title: (where: string) => `Appointments near ${where}`,
    caption: (service: string) => capital(service),
    counts: (free: number, places: number, miles: number, where: string) =>
      `${count(free, 'appointment', 'appointments')} free at ${count(places, 'place', 'places')} within ${count(miles, 'mile', 'miles')} of ${where}.`,
    countsMore: (places: number, miles: number, where: string) =>
      `${count(places, 'place has', 'places have')} times within ${count(miles, 'mile', 'miles')} of ${where}.`,
    between: (from: string, to: string) => `From ${from} to ${to}.`,
    filters: 'Change dates or distance',
    fromDate: 'Show times from',
    fromHint: 'For example, 12 10 2026. Leave it empty to start today.',
    fromFaults: dateFaults('The date'),
    distance: 'Distance',
    within: (miles: number) => `Within ${count(miles, 'mile', 'miles')}`,
    sort: 'Show first',
    soonest: 'Soonest',
    nearest: 'Nearest',
    show: 'Show times',
    sorted: { soonest: 'Soonest first.', nearest: 'Nearest first.' },
    away: (distance: string) => `${distance} away.`,
    allTimes: (place: string) => `See all times at ${place}`,
    facilities: {
      stepFree: 'way in without steps',
      parking: 'parking',
      hearingLoop: 'hearing loop',
      quietRoom: 'quiet room',
      accessibleToilet: 'accessible toilet',
    },
    facilityLine: (items: string) => `Has: ${items}.`,
    pages: 'More places',
    nextPage: 'Next places',
    previousPage: 'Earlier places',
    pageOf: (page: number, pages: number) => `Page ${page} of ${pages}`,
    changeWhere: 'Look near somewhere else',
    none: {
      title: 'There are no times near you right now',
      titleBetween: (from: string, to: string) => `There are no times near you from ${from} to ${to}`,
      ended: (service: string, date: string) => `Bookings for the ${service} end on ${date}.`,
      text: 'New times are added most days.',
      fartherText: (miles: number) => `Look within ${miles} miles`,
      later: 'Clear the date and look again',
      call: (phone: string) => `You can also call ${phone}.`,
    },
  },

  site: {
    title: (place: string) => `Choose a time at ${place}`,
    parts: { morning: 'Morning', afternoon: 'Afternoon', evening: 'Evening' },
    partCount: (part: string, n: number) => `${part}: ${count(n, 'time', 'times')}.`,
    laterDays: 'Later days',
    none: 'There are no free times here in the days shown.',
    otherPlaces: 'See other places',
    howToGetThere: 'How to get there',
  },

  notNow: {
    title: 'You cannot book this right now',
    text: (service: string) => `Bookings for the ${service} are closed or paused. We have kept your answers.`,
    moveText: (service: string, when: string) => `Bookings for the ${service} are closed or paused. You keep ${when}.`,
    bookElse: 'Choose something else to book',
    home: 'Go to the start page',
  },

  timeGone: {
    title: 'That time has just gone',
    text: (time: string, place: string) =>
      `Someone else took ${time} at ${place} while you were choosing. We have kept your answers.`,
    here: (place: string) => `Nearest times at ${place}`,
    nearby: 'Soonest times at other places near you',
    all: 'See all times',
    none: 'We could not find another time close by.',
    passedTitle: 'That time has passed',
    passedText: (time: string, place: string) => `${time} at ${place} has passed. We have kept your answers.`,
  },

  hold: {
    strip: (when: string, place: string, until: string) => `We are holding ${when} at ${place} for you until ${until}.`,
    ended: (when: string, place: string) =>
      `We could not keep ${when} at ${place} any longer. We will try to get it back when you continue.`,
    passed: (when: string, place: string) => `${when} at ${place} has passed. Choose another time.`,
    change: 'Change',
    changeAbout: 'the time or place',
    warning: '3 minutes left to finish. Select Continue to keep the time.',
  },

  name: {
    title: 'What is your name?',
    forSomeoneElse: 'If the appointment is for someone else, give their name.',
    hint: 'As it is on a letter from your GP',
    first: 'First name',
    last: 'Last name',
    firstMissing: 'Enter your first name',
    lastMissing: 'Enter your last name',
    firstLong: 'First name must be 100 characters or less',
    lastLong: 'Last name must be 100 characters or less',
  },

  nhsNumber: {
    title: 'Do you know your NHS number?',
    hint: 'It helps the clinic find your record. You can book without it.',
    yes: 'Yes, I know my NHS number',
    no: 'No, continue without it',
    label: 'NHS number',
    numberHint: '10 numbers, like 999 123 4567. It is on letters from your GP or hospital.',
    missing: 'Select yes if you know your NHS number',
    faults: nhsNumberFaults,
  },

  contact: {
    title: 'How should we send your booking?',
    hint: 'Select all that you want.',
    text: 'Text message',
    email: 'Email',
    none: 'I do not have a mobile or email',
    mobileLabel: 'Mobile number',
    emailLabel: 'Email address',
    landlineLabel: 'Landline number, if you have one',
    landlineHint: 'We only call if something changes. You can leave this empty and write your booking down.',
    missing: 'Select how we should send your booking',
    both: "Select text message or email, or select 'I do not have a mobile or email'",
    mobileWrong: 'Enter a mobile phone number, like 07700 900 982',
    emailWrong: 'Enter an email address in the correct format, like name@example.com',
    landlineWrong: 'Enter a phone number, like 01632 960 001',
  },

  check: {
    title: 'Check and confirm your appointment',
    rows: {
      appointment: 'Appointment',
      when: 'Date and time',
      where: 'Place',
      name: 'Name',
      dateOfBirth: 'Date of birth',
      nhsNumber: 'NHS number',
      contact: 'Send my booking to',
    },
    about: {
      appointment: 'what you are booking',
      when: 'date and time',
      where: 'place',
      name: 'name',
      dateOfBirth: 'date of birth',
      nhsNumber: 'NHS number',
      contact: 'how we send your booking',
    },
    aboutQuestion: (label: string) => `your ${askedFor(label) ?? `answer to: ${label}`}`,
    notGiven: 'Not given',
    writeDown: 'I will write it down',
    didYouMean: (domain: string) => `Did you mean ${domain}?`,
    before: 'Before you come',
    notBooked: 'Your appointment is not booked until you confirm.',
    confirm: 'Confirm appointment',
    changedHeading: 'Your answers have changed',
    changed: 'You changed the time or an answer since this page was shown. Check it again before you confirm.',
  },

  done: {
    title: 'Appointment booked',
    reference: 'Your reference number',
    keep: 'Keep it to change or cancel.',
    readAloud: (words: string) => `Read aloud: ${words}`,
    nextHeading: 'What happens next',
    sent: {
      both: 'We have sent you a text and an email with these details.',
      mobile: 'We have sent you a text with these details.',
      email: 'We have sent you an email with these details.',
      none: 'Write the reference number and the time down. We cannot send it to you.',
    },
    early: 'Come 5 minutes before your time.',
    manage: 'Change or cancel this appointment',
    another: 'Book another appointment',
    clear: 'Finish and clear my answers',
    clearHelp: 'Do this if other people use this phone or computer.',
    print: 'You can print this page or take a picture of it.',
  },

  alreadyBooked: {
    title: 'You already have an appointment',
    text: (service: string) => `There is already ${withArticle(service)} booked for this person.`,
    manage: 'Find that appointment',
  },

  find: {
    title: 'Find your appointment',
    reference: 'Booking reference',
    referenceHint: 'It is 10 letters and numbers, like K7QF9-X2A4M. You can leave out the dash.',
    referenceFaults,
    dateOfBirth: 'Date of birth of the person the appointment is for',
    submit: 'Find appointment',
    failed: 'We cannot find an appointment with that reference and date of birth. Check both and try again',
    lost: 'If you do not have the reference, use the link in your text or email, or call',
  },

  link: {
    title: 'Your appointment',
    intro: 'To keep your appointment private, tell us the date of birth of the person it is for.',
    label: 'What is the date of birth?',
    failed: 'We cannot open an appointment with that link and date of birth. Check the date and try again',
    other: 'Find your appointment with its reference instead',
  },

  locked: {
    title: 'You have tried too many times',
    text: (minutes: number, phone: string) => `Try again in ${count(minutes, 'minute', 'minutes')} or call ${phone}.`,
  },

  appointment: {
    title: 'Your appointment',
    status: {
      booked: (service: string) => `Your ${service} is booked.`,
      past: (service: string) => `The time of your ${service} has passed.`,
      checked_in: (service: string) => `You have arrived for your ${service}.`,
      completed: (service: string) => `You have had your ${service}.`,
      did_not_attend: (service: string) => `Our records say you did not come to your ${service}.`,
      cancelled: (service: string) => `Your ${service} is cancelled.`,
      held: (service: string) => `Your ${service} is not booked yet.`,
      expired: (service: string) => `Your ${service} was not booked.`,
    },
    greeting: (name: string) => `Hello ${name}.`,
    reference: 'Reference number',
    change: 'Change time',
    cancel: 'Cancel appointment',
    before: 'Before you come',
    directions: 'How to get there',
    leave: 'Finish and close this appointment',
    another: 'Book another time',
    changedMeanwhile: 'This appointment has changed since you opened it. Here it is as it is now.',
  },

  moveTimes: {
    title: 'Choose a new time',
    keep: (when: string) => `You keep ${when} until you confirm a new time.`,
    soonest: (place: string) => `Soonest times at ${place}`,
    all: (place: string) => `All times at ${place}`,
    nearby: 'Soonest times at other places',
    keepMine: 'Keep my time',
    refused: 'You cannot have this appointment on that date. Choose another time.',
  },

  checkMove: {
    title: 'Check and confirm your new time',
    now: 'Your time now',
    next: 'Your new time',
    heldUntil: (time: string) => `We are holding the new time for you until ${time}.`,
    ended: 'We could not keep the new time any longer. We will try to get it back when you confirm.',
    passed: 'The new time has passed. Choose another time.',
    notMoved: 'Your time is not changed until you confirm.',
    confirm: 'Confirm new time',
  },

  moved: {
    title: 'Your time is changed',
    // Whether there is a contact is not told to this page, so the sentence must be true of everybody.
    sent: 'If you gave us a mobile number or email address, we have sent your new time there.',
    keep: 'Write the reference number and the time down. Your reference number stays the same.',
    view: 'See your appointment',
  },

  cancel: {
    title: 'Cancel this appointment?',
    reasonLabel: 'Why are you cancelling? You do not have to say.',
    reasons: {
      had_elsewhere: 'I had it somewhere else',
      not_well: 'I am not well',
      time_does_not_suit: 'The time does not suit me',
      do_not_want: 'I do not want it',
      other: 'Another reason',
    },
    confirm: 'Cancel appointment',
    keep: 'Keep it',
  },

  cancelled: {
    title: 'Appointment cancelled',
    text: 'Someone else can have that time now.',
  },

  problem: {
    title: 'Sorry, there is a problem with the service',
    kept: 'We have kept your answers.',
    again: 'Try again at this address.',
    tryAgain: 'Try again',
    call: (phone: string) => `If it still does not work, call ${phone}.`,
    reference: (id: string) => `If you call, this number helps us: ${id}`,
  },

  notFound: {
    title: 'Page not found',
    text: 'Check the address, or begin again from the start page.',
    home: 'Go to the start page',
  },

  notTaken: {
    title: 'This page cannot take what was sent',
    text: 'Go back and try again, or begin again from the start page.',
  },

  foreign: {
    title: 'We could not take that',
    text: 'The form was sent from another site. Go back to our page and try again.',
  },
};
