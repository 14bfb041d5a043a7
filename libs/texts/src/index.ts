import { booking as arBooking } from './ar/booking';
import { errors as arErrors } from './ar/errors';
import * as arMessages from './ar/messages';
import { times as arTimes } from './ar/times';
import { booking as easyBooking } from './easy/booking';
import { booking } from './en/booking';
import { errors } from './en/errors';
import { calendar, invitations, messages, noMoreInvitations, oneTimeCode } from './en/messages';
import { replies } from './en/replies';
import { staffAlert } from './en/staff-alert';
import { staffInvitation } from './en/staff-invitation';
import { times } from './en/times';
import { booking as plBooking } from './pl/booking';
import { errors as plErrors } from './pl/errors';
import * as plMessages from './pl/messages';
import { times as plTimes } from './pl/times';
import { longer, mirrored, pseudo } from './pseudo';

export type { EmailText, InvitationValues, MessageValues } from './en/messages';
// Apart from the catalogue: its pages are opened by few, and should not be waited for at every desk.
export { coordinator } from './en/coordinator';
export { staffAudit } from './en/staff-audit';
export { staffMessages } from './en/staff-messages';
export * as staffTexts from './en/staff';
// Staff see what residents are told of a site as they write it: these words alone, and not the catalogue.
export { describePlace, describeWay, placeLine, sentencesOf, spokenSentences, waySentences } from './describe-place';
export { place as placeWords } from './en/place';
export { when as whenWords } from './en/when';
export { languages, type Language } from './languages';
export type { ReplyValues } from './en/replies';
export { weekWords } from './week-words';

/** The English catalogue; every other language has the same shape, so that a missing text does not compile. */
export const en = {
  errors,
  messages,
  invitations,
  noMoreInvitations,
  oneTimeCode,
  calendar,
  replies,
  booking,
  staffAlert,
  staffInvitation,
  times,
};
export type Texts = typeof en;
export type BookingMessageKind = keyof Texts['messages'];

/** What residents read on pages is whole in every language; answers to texts and staff pages are English where nothing else is written. */
const catalogues: Record<string, () => Texts> = {
  en: () => en,
  easy: () => ({ ...en, booking: easyBooking }),
  pl: () => ({ ...en, ...plMessages, booking: plBooking, errors: plErrors, times: plTimes }),
  ar: () => ({ ...en, ...arMessages, booking: arBooking, errors: arErrors, times: arTimes }),
  'en-XA': () => ({ ...en, booking: pseudo(booking, longer), errors: pseudo(errors, longer) }),
  'ar-XB': () => ({ ...en, booking: pseudo(booking, mirrored), errors: pseudo(errors, mirrored) }),
};
const made = new Map<string, Texts>();

/** The catalogue of a language, English where there is none. */
export function textsFor(language: string): Texts {
  const known = made.get(language);
  if (known) return known;
  const texts = catalogues[language]?.() ?? en;
  made.set(language, texts);
  return texts;
}
