/** What a message to a resident may name. Values are plain text, already fit for the channel. */
export interface MessageValues {
  firstName: string;
  /** "flu vaccine", "blood test" */
  service: string;
  /** "Sat 10 Oct 10:50am" */
  shortTime: string;
  /** "Saturday 10 October 2026, 10:50am" */
  longTime: string;
  site: string;
  siteShort: string;
  address: string;
  /** "K7QF9-X2A4M" */
  reference: string;
  link: string;
  bookAgainLink: string;
  preparation: string;
  /** A sentence for each thing that the clinic is besides: quiet, for women only, longer appointments. */
  special: string[];
  helpPhone: string;
  /** "10:50am" */
  clock: string;
  /** "Sat 10 Oct" */
  day: string;
  /** The day of the appointment, seen from when the message is sent; null where it is neither. */
  dayIs: 'today' | 'tomorrow' | null;
  /** Of a dose that is due: which one, and "Mon 9 Nov", the first day on which it may be given. */
  nextDose: { dose: number; from: string } | null;
  /** Of what a site moved to another time: where and when it was. */
  before?: { site: string; siteShort: string; shortTime: string; longTime: string; isSameSite: boolean } | null;
  /** Of a dose that somebody else gave: "Sat 3 Oct", and when the booking ends without an answer, "Mon 9 Nov 10:00am". */
  hadElsewhere?: { on: string; freesAt: string | null } | null;
}

/** What an invitation may name. */
export interface InvitationValues {
  firstName: string;
  /** "flu vaccine"; "appointment" where the service is sensitive */
  service: string;
  organisation: string;
  link: string;
  /** To type where no link can be opened: "K7QF9-X2A4M". */
  code: string;
  helpPhone: string;
}

export interface EmailText {
  subject: string;
  heading: string;
  paragraphs: string[];
  /** Words of the one button or link, and where it leads. */
  action: { words: string; link: string };
}

interface Words<V> {
  sms: (v: V) => string;
  /** A letter says the same. */
  email: (v: V) => EmailText;
}

const closing = (v: { helpPhone: string }) => `Need help? Call ${v.helpPhone}.`;

type Kind =
  | 'booked'
  | 'moved'
  | 'cancelled_by_resident'
  | 'cancelled_by_site'
  | 'possible_duplicate'
  | 'clinic_moved'
  | 'reminder_3_days'
  | 'reminder_1_day'
  | 'missed'
  | 'had_elsewhere'
  | 'freed_had_elsewhere'
  | 'next_dose';

/** And what the clinic is besides, which people choose by and prepare for. */
const whenAndWhere = (v: MessageValues) => [v.longTime, `${v.site}, ${v.address}`, ...v.special];

const when = (v: MessageValues) => (v.dayIs ? `${v.dayIs} ${v.clock}` : v.shortTime);

const ordinal = (n: number): string => {
  const last = n % 100 > 10 && n % 100 < 14 ? 0 : n % 10;
  return `${n}${['th', 'st', 'nd', 'rd'][last] ?? 'th'}`;
};

const elsewhere = (v: MessageValues) => (v.hadElsewhere ? ` on ${v.hadElsewhere.on}` : '');

const doseOf = (v: MessageValues) => (v.nextDose ? `${ordinal(v.nextDose.dose)} ${v.service}` : v.service);

export const messages: Record<Kind, Words<MessageValues>> = {
  booked: {
    sms: (v) =>
      `${capital(v.service)} booked for ${v.firstName}\n${v.shortTime}\n${v.siteShort}\nRef ${v.reference}\nChange or cancel ${v.link}`,
    email: (v) => ({
      subject: `${capital(v.service)}: ${v.longTime}`,
      heading: 'Your appointment is booked',
      paragraphs: [
        `${v.firstName}, your ${v.service} is booked.`,
        ...whenAndWhere(v),
        `Your reference number is ${v.reference}. Keep it to change or cancel.`,
        ...(v.preparation ? [v.preparation] : []),
        closing(v),
      ],
      action: { words: 'Change or cancel your appointment', link: v.link },
    }),
  },
  moved: {
    sms: (v) =>
      `New time for ${v.firstName}: ${v.service}\n${v.shortTime}\n${v.siteShort}\nRef ${v.reference}\nChange or cancel ${v.link}`,
    email: (v) => ({
      subject: `New time for your ${v.service}: ${v.longTime}`,
      heading: 'Your appointment has moved',
      paragraphs: [
        `${v.firstName}, your ${v.service} has a new time.`,
        ...whenAndWhere(v),
        `Your reference number is still ${v.reference}.`,
        ...(v.preparation ? [v.preparation] : []),
        closing(v),
      ],
      action: { words: 'Change or cancel your appointment', link: v.link },
    }),
  },
  cancelled_by_resident: {
    sms: (v) =>
      `${v.firstName}, your ${v.service} on ${v.shortTime} is cancelled. Changed your mind? Book again: ${v.bookAgainLink}`,
    email: (v) => ({
      subject: `Cancelled: your ${v.service} on ${v.longTime}`,
      heading: 'Your appointment is cancelled',
      paragraphs: [
        `${v.firstName}, you cancelled your ${v.service} on ${v.longTime} at ${v.site}.`,
        'We keep the time for you for half an hour, where nobody was waiting for it. You can also book again whenever you like.',
        closing(v),
      ],
      action: { words: 'Book another time', link: v.bookAgainLink },
    }),
  },
  cancelled_by_site: {
    sms: (v) =>
      `Sorry ${v.firstName}, ${v.siteShort} had to cancel your ${v.service} on ${v.shortTime}. Book another time ${v.bookAgainLink} or call ${v.helpPhone}`,
    email: (v) => ({
      subject: `Cancelled by ${v.site}: your ${v.service} on ${v.longTime}`,
      heading: 'We had to cancel your appointment',
      paragraphs: [
        `${v.firstName}, we are sorry. ${v.site} had to cancel your ${v.service} on ${v.longTime}.`,
        'Please do not travel to it. You can book another time, there or somewhere else.',
        `Would you rather talk to somebody? Call ${v.helpPhone}.`,
      ],
      action: { words: 'Book another time', link: v.bookAgainLink },
    }),
  },
  // Says nothing of the other booking: whoever made it may be somebody else.
  possible_duplicate: {
    sms: (v) =>
      `${v.firstName}, your ${v.service} may be booked twice. Do you want to keep this one?\n${v.shortTime}\n${v.siteShort}\nYes: do nothing. No: cancel it ${v.link}`,
    email: (v) => ({
      subject: `Is your ${v.service} booked twice?`,
      heading: 'Do you want to keep this appointment?',
      paragraphs: [
        `${v.firstName}, your ${v.service} may be booked twice. This one was made with your contact details:`,
        ...whenAndWhere(v),
        'To keep it, you need do nothing. If you want the other one instead, cancel this one.',
        closing(v),
      ],
      action: { words: 'Keep, change or cancel this appointment', link: v.link },
    }),
  },
  // Another time, which a site keeps for whom it cannot see; or the same time in another place.
  clinic_moved: {
    sms: (v) =>
      v.before
        ? `Sorry ${v.firstName}, ${v.before.siteShort} cannot see you on ${v.before.shortTime}. We keep ${v.shortTime} ${v.before.isSameSite ? 'there' : `at ${v.siteShort}`} for you. Keep or change it: ${v.link}`
        : `Sorry ${v.firstName}, new place for your ${v.service}\n${v.shortTime}\n${v.siteShort}\nKeep or change it: ${v.link}`,
    email: (v) => ({
      subject: v.before
        ? `Changed by ${v.before.site}: your ${v.service} is now on ${v.longTime}`
        : `New place for your ${v.service}: ${v.longTime}`,
      heading: v.before ? 'We had to change your appointment' : 'Your appointment is in a new place',
      paragraphs: [
        v.before
          ? `${v.firstName}, we are sorry. ${v.before.site} cannot see you for your ${v.service} on ${v.before.longTime}. We have kept this time for you:`
          : `${v.firstName}, we are sorry. We had to change the place of your ${v.service}. The time is the same:`,
        ...whenAndWhere(v),
        'To keep it, you need do nothing. If it does not suit you, choose another time or place.',
        closing(v),
      ],
      action: { words: 'Keep it or change it', link: v.link },
    }),
  },
  reminder_3_days: {
    sms: (v) =>
      `${v.firstName}, your ${v.service}: ${when(v)}\n${v.siteShort}\nCannot come? Free it for someone else: ${v.link}`,
    email: (v) => ({
      subject: `Your ${v.service}: ${v.longTime}`,
      heading: 'Your appointment is coming up',
      paragraphs: [
        `${v.firstName}, this is about your ${v.service}.`,
        ...whenAndWhere(v),
        ...(v.preparation ? [v.preparation] : []),
        'If you cannot come, please free the time for someone else. It takes less than a minute.',
        closing(v),
      ],
      action: { words: 'Change or cancel your appointment', link: v.link },
    }),
  },
  reminder_1_day: {
    sms: (v) => `${v.firstName}, see you ${when(v)} for your ${v.service}\n${v.siteShort}\nHelp or change: ${v.link}`,
    email: (v) => ({
      subject: `See you ${when(v)}: your ${v.service}`,
      heading: `See you ${when(v)}`,
      paragraphs: [
        `${v.firstName}, we look forward to seeing you for your ${v.service}.`,
        ...whenAndWhere(v),
        ...(v.preparation ? [v.preparation] : []),
        closing(v),
      ],
      action: { words: 'Help, or change your appointment', link: v.link },
    }),
  },
  missed: {
    sms: (v) =>
      `${v.firstName}, we missed you ${v.dayIs === 'today' ? 'today' : `on ${v.day}`}. Your ${v.service} is still here for you. Pick a new time: ${v.bookAgainLink}`,
    email: (v) => ({
      subject: `We missed you: pick a new time for your ${v.service}`,
      heading: 'We missed you',
      paragraphs: [
        `${v.firstName}, you had a time for your ${v.service} on ${v.longTime} at ${v.site}.`,
        'It is still here for you. You can pick a new time whenever it suits you.',
        closing(v),
      ],
      action: { words: 'Pick a new time', link: v.bookAgainLink },
    }),
  },
  had_elsewhere: {
    sms: (v) =>
      `${v.firstName}, have you had your ${v.service} already${elsewhere(v)}? Keep or cancel ${v.shortTime}: ${v.link}${v.hadElsewhere?.freesAt ? `\nNo answer by ${v.hadElsewhere.freesAt}: we cancel it` : ''}`,
    email: (v) => ({
      subject: `Do you still need your ${v.service} on ${v.longTime}?`,
      heading: 'Do you still need this appointment?',
      paragraphs: [
        `${v.firstName}, our records say that you had your ${v.service} somewhere else${elsewhere(v)}. You also have this appointment:`,
        ...whenAndWhere(v),
        'If you have had it, cancel, and somebody else can come. If our records are wrong, keep it.',
        ...(v.hadElsewhere?.freesAt
          ? [`If we do not hear from you by ${v.hadElsewhere.freesAt}, we cancel it for you.`]
          : []),
        closing(v),
      ],
      action: { words: 'Keep it or cancel it', link: v.link },
    }),
  },
  freed_had_elsewhere: {
    sms: (v) =>
      `${v.firstName}, we cancelled your ${v.service} on ${v.shortTime}: our records say you have had it${elsewhere(v)}. Not so? Book again: ${v.bookAgainLink} or call ${v.helpPhone}`,
    email: (v) => ({
      subject: `Cancelled: your ${v.service} on ${v.longTime}`,
      heading: 'We cancelled your appointment',
      paragraphs: [
        `${v.firstName}, our records say that you had your ${v.service} somewhere else${elsewhere(v)}. We asked you, and heard nothing.`,
        `So we cancelled ${v.longTime} at ${v.site}. Somebody else can come.`,
        `Have you not had it? Book another time, or call ${v.helpPhone}.`,
      ],
      action: { words: 'Book another time', link: v.bookAgainLink },
    }),
  },
  next_dose: {
    sms: (v) =>
      `${v.firstName}, your ${doseOf(v)} can be given from ${v.nextDose?.from ?? v.day}. Book: ${v.bookAgainLink}`,
    email: (v) => ({
      subject: `Your ${doseOf(v)} is due soon`,
      heading: 'Your next dose is due soon',
      paragraphs: [
        `${v.firstName}, your ${doseOf(v)} can be given from ${v.nextDose?.from ?? v.day}.`,
        'You can book a time now.',
        closing(v),
      ],
      action: { words: 'Book a time', link: v.bookAgainLink },
    }),
  },
};

export const invitations: Record<'invitation' | 'invitation_again', Words<InvitationValues>> = {
  invitation: {
    sms: (v) =>
      `${v.firstName}, your ${v.service} is ready for you. Book or find a walk-in clinic: ${v.link}\nNo internet? Call ${v.helpPhone}`,
    email: (v) => ({
      subject: `Your ${v.service} is ready for you`,
      heading: `Your ${v.service} is ready for you`,
      paragraphs: [
        `${v.firstName}, ${v.organisation} invites you to book your ${v.service}.`,
        'Choose a place and a time that suit you. It takes about two minutes, and you need no account.',
        'If you have had it already, or do not want it, you can tell us on the same page.',
        `Your code is ${v.code}. Nobody else can book with it. No internet? Call ${v.helpPhone}.`,
      ],
      action: { words: 'Book your time', link: v.link },
    }),
  },
  invitation_again: {
    sms: (v) =>
      `${v.firstName}, your ${v.service} is still waiting for you. Book in 2 minutes, or tell us if you have had it: ${v.link}`,
    email: (v) => ({
      subject: `Your ${v.service} is still waiting for you`,
      heading: `Your ${v.service} is still waiting for you`,
      paragraphs: [
        `${v.firstName}, we wrote to you about your ${v.service}. It is still waiting for you.`,
        'Book in two minutes, or tell us if you have had it or do not want it. Then we will not ask again.',
        `Your code is ${v.code}. No internet? Call ${v.helpPhone}.`,
      ],
      action: { words: 'Book, or tell us', link: v.link },
    }),
  },
};

/** The link at the end of an invitation by e-mail. */
export const noMoreInvitations = 'No more invitations by email';

export const oneTimeCode = {
  sms: (v: { code: string; minutes: number }) =>
    `Your code is ${v.code}. It is good for ${v.minutes} minutes. We never ask you for it by phone.`,
};

/** What a calendar shows. */
export const calendar = {
  title: (v: Pick<MessageValues, 'service'>) => capital(v.service),
  description: (v: Pick<MessageValues, 'reference' | 'link' | 'preparation' | 'special'>) =>
    [
      `Reference ${v.reference}`,
      ...v.special,
      ...(v.preparation ? [v.preparation] : []),
      `Change or cancel: ${v.link}`,
    ].join('\n'),
};

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
