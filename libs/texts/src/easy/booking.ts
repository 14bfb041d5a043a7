import { booking as english } from '../en/booking';

/** Easy read: the same pages with fewer and shorter sentences where they are long. */
export const booking: typeof english = {
  ...english,
  start: {
    ...english.start,
    intro: 'You can book here. It is free.',
    forWhom: 'You can book for you. You can book for someone else.',
    needHeading: 'You need these things',
    need: ['a date of birth', 'the name of a town, or a postcode', 'a phone number or email, if you have one'],
    time: 'It takes 5 minutes. You can stop. You can come back later today.',
  },
  dateOfBirth: {
    ...english.dateOfBirth,
    forSomeoneElse: 'Is it for someone else? Then give their date of birth.',
  },
  help: { ...english.help, intro: 'We tell the clinic. Then they can be ready for you.' },
  hold: {
    ...english.hold,
    strip: (when, place, until) => `This time is yours until ${until}. It is ${when}. The place is ${place}.`,
    ended: (when, place) => `We could not keep ${when} at ${place}. We will try to get it back.`,
  },
  nhsNumber: { ...english.nhsNumber, hint: 'You do not have to know it.' },
  contact: {
    ...english.contact,
    hint: 'You can choose more than 1.',
    landlineHint: 'We call you only if something changes. You do not have to give a number.',
  },
  check: {
    ...english.check,
    notBooked: 'It is not booked yet. Press the green button to book it.',
    changed: 'Something has changed. Read this page again. Then press the green button.',
  },
  done: {
    ...english.done,
    keep: 'Keep this number.',
    early: 'Come 5 minutes early.',
    print: 'You can print this page. You can take a photo of it.',
    clearHelp: 'Do other people use this phone or computer? Then press this button.',
  },
  find: {
    ...english.find,
    referenceHint: 'It has 10 letters and numbers. It looks like K7QF9-X2A4M.',
    lost: 'Have you lost the number? Open the link in your text or email. Or call',
  },
  link: { ...english.link, intro: 'Tell us the date of birth. Then we can show the appointment.' },
  cancelled: {
    ...english.cancelled,
    keptUntil: (time) => `You can have it back. We keep it for you until ${time}.`,
    freeUntil: (time) => `You can have it back until ${time}. But somebody else may take it first.`,
  },
};
