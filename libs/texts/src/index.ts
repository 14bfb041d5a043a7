import { booking } from './en/booking';
import { errors } from './en/errors';
import { calendar, invitations, messages, oneTimeCode } from './en/messages';
import { replies } from './en/replies';
import { staff } from './en/staff';
import { staffInvitation } from './en/staff-invitation';
import { times } from './en/times';

export type { EmailText, InvitationValues, MessageValues } from './en/messages';
export type { ReplyValues } from './en/replies';

/** The English catalogue; every other language has the same shape, so that a missing text does not compile. */
export const en = {
  errors,
  messages,
  invitations,
  oneTimeCode,
  calendar,
  replies,
  booking,
  staff,
  staffInvitation,
  times,
};
export type Texts = typeof en;
export type BookingMessageKind = keyof Texts['messages'];

const catalogues: Record<string, Texts> = { en };

/** The catalogue of a language, English where there is none. */
export function textsFor(language: string): Texts {
  return catalogues[language] ?? en;
}
