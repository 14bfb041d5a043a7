/** What an answer to somebody's text message may name. */
export interface ReplyValues {
  /** "Sat 10 Oct 10:50am" */
  shortTime: string;
  siteShort: string;
  /** Opens this appointment. */
  link: string;
  bookAgainLink: string;
  helpPhone: string;
}
type Help = Pick<ReplyValues, 'helpPhone'>;

/** Answers to text messages that people send us, and the words we understand. No answer says what the appointment is for. */
export const replies = {
  /** In lower case. Carriers have fixed STOP, START, HELP and their like; those are not listed here. */
  words: { coming: ['1', 'yes', 'y', 'yeah', 'yep', 'coming', 'confirm'], cannotCome: ['2'] },
  coming: (v: ReplyValues) => `Thank you. See you on ${v.shortTime} at ${v.siteShort}. Plans change? ${v.link}`,
  /** Cancelled; the place is kept for half an hour, and can be had back for a day while it is free. */
  cancelled: (v: ReplyValues) =>
    `Your appointment on ${v.shortTime} at ${v.siteShort} is cancelled. Get it back within 24 hours (after 30 minutes only if it is still free), or choose another time: ${v.link}`,
  /** Cancelled, and somebody who waited has the place now. */
  cancelledAndGone: (v: ReplyValues) =>
    `Your appointment on ${v.shortTime} at ${v.siteShort} is cancelled. Choose another time: ${v.bookAgainLink}`,
  /** Too near to be cancelled by a text, or it changed meanwhile. */
  useLink: (v: ReplyValues) =>
    `To change or cancel your appointment on ${v.shortTime}, open ${v.link} or call ${v.helpPhone}`,
  /** The clinic can no longer see them at that time. */
  needsNewTime: (v: ReplyValues) =>
    `Please do not travel yet: your appointment on ${v.shortTime} needs a new time. Call ${v.helpPhone} or open ${v.link}`,
  several: (v: Help) =>
    `There are several appointments for this number. To change or cancel one, open the link in its text message, or call ${v.helpPhone}`,
  notFound: (v: Help) => `We have no appointment ahead for this number. Need help? Call ${v.helpPhone}`,
  stopped: (v: Help) =>
    `We will send you no more texts. Your appointments stay as they are: to cancel one, use its link or call ${v.helpPhone}. To get texts again, send START`,
  started: (v: Help) => `You will get our texts again. To end them, send STOP. Need help? Call ${v.helpPhone}`,
  help: (v: Help) =>
    `Send 1 if you are coming, 2 if you cannot come, STOP for no more texts. To change an appointment, open its link or call ${v.helpPhone}`,
};
