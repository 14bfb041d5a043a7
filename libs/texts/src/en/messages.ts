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
  helpPhone: string;
}

export interface EmailText {
  subject: string;
  heading: string;
  paragraphs: string[];
  /** Words of the one button or link, and where it leads. */
  action: { words: string; link: string };
}

type Sms = (v: MessageValues) => string;
type Email = (v: MessageValues) => EmailText;

const closing = (v: MessageValues) => `Need help? Call ${v.helpPhone}.`;

type Kind = 'booked' | 'moved' | 'cancelled_by_resident' | 'cancelled_by_site' | 'possible_duplicate';

export const messages: Record<Kind, { sms: Sms; email: Email }> = {
  booked: {
    sms: (v) =>
      `${capital(v.service)} booked for ${v.firstName}\n${v.shortTime}\n${v.siteShort}\nRef ${v.reference}\nChange or cancel ${v.link}`,
    email: (v) => ({
      subject: `${capital(v.service)}: ${v.longTime}`,
      heading: 'Your appointment is booked',
      paragraphs: [
        `${v.firstName}, your ${v.service} is booked.`,
        v.longTime,
        `${v.site}, ${v.address}`,
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
        v.longTime,
        `${v.site}, ${v.address}`,
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
        v.longTime,
        `${v.site}, ${v.address}`,
        'To keep it, you need do nothing. If you want the other one instead, cancel this one.',
        closing(v),
      ],
      action: { words: 'Keep, change or cancel this appointment', link: v.link },
    }),
  },
};

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
