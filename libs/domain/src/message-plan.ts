export type BookingMessageKind =
  'booked' | 'moved' | 'cancelled_by_resident' | 'cancelled_by_site' | 'possible_duplicate';
export type MessageChannel = 'sms' | 'email';

export interface BookingChange {
  kind: BookingMessageKind;
  contact: { hasMobile: boolean; hasEmail: boolean };
  now: Date;
  /** Start of the appointment the message is about; not used by these kinds, which say what has just happened. */
  startsAt: Date;
  /** How often this booking has had this kind of message, so that a second move is a message of its own. */
  occurrence: number;
}

export interface PlannedMessage {
  kind: BookingMessageKind;
  channel: MessageChannel;
  sendAfter: Date;
  /** After this instant it is not sent any more. */
  notAfter: Date;
  occurrence: number;
}

const NEWS_LASTS = 24 * 60 * 60_000;

/** One message for each way we can reach the person, due at once, stale after 24 hours; none (a call list entry) without contact. */
export const planBookingMessages = ({ kind, contact, now, occurrence }: BookingChange): PlannedMessage[] => {
  const channels: MessageChannel[] = [];
  if (contact.hasMobile) channels.push('sms');
  if (contact.hasEmail) channels.push('email');
  const notAfter = new Date(now.getTime() + NEWS_LASTS);
  return channels.map((channel) => ({ kind, channel, sendAfter: now, notAfter, occurrence }));
};
