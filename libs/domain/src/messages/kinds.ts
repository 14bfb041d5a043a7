/** Ways to tell somebody something, in the order in which they are tried. The last one is a person who calls. */
export const MESSAGE_CHANNELS = ['sms', 'email', 'letter', 'call'] as const;
export type MessageChannel = (typeof MESSAGE_CHANNELS)[number];

export const MESSAGE_STATES = [
  'pending',
  'sending',
  'accepted',
  'delivered',
  'undelivered',
  'failed',
  'unknown',
  'gave_up',
  'superseded',
  'suppressed',
  'expired',
  'no_receipt',
] as const;
export type MessageState = (typeof MESSAGE_STATES)[number];

export const MESSAGE_KINDS = [
  'booked',
  'moved',
  'cancelled_by_resident',
  'cancelled_by_site',
  'possible_duplicate',
  'clinic_moved',
  'reminder_3_days',
  'reminder_1_day',
  'missed',
  'next_dose',
  'had_elsewhere',
  'freed_had_elsewhere',
  'invitation',
  'invitation_again',
  'one_time_code',
] as const;
export type MessageKind = (typeof MESSAGE_KINDS)[number];

export interface KindRules {
  /** `every`: each way we have gets one. `first`: the first way gets it, the next only where that fails. */
  ways: 'every' | 'first';
  /** Is a letter of use, which is days on its way? */
  letter: boolean;
  /** Held back at night. `unless_near`: texts only, and not where the appointment begins within a day. */
  quiet: 'never' | 'unless_near' | 'always';
  /** Does the limit of messages to one number hold it back? It is counted in any case. */
  capped: boolean;
  /** When somebody calls instead: where there is no other way, only where every way failed, or never. */
  call: 'always' | 'failed' | 'never';
  /** Sent again where nobody knows whether it arrived, and the provider does not have it. */
  resend: 'always' | 'if_time' | 'never';
}

const news: KindRules = {
  ways: 'every',
  letter: false,
  quiet: 'never',
  capped: true,
  call: 'failed',
  resend: 'if_time',
};
/** What a site did: silence is worse than a second message. */
const bySite: KindRules = { ...news, quiet: 'unless_near', capped: false, call: 'always', resend: 'always' };
const timed: KindRules = { ...news, ways: 'first', quiet: 'always' };
const invitation: KindRules = { ...timed, letter: true };

export const kindRules: Record<MessageKind, KindRules> = {
  booked: news,
  moved: news,
  cancelled_by_resident: { ...news, call: 'never' },
  possible_duplicate: news,
  cancelled_by_site: bySite,
  clinic_moved: bySite,
  // Where it fails, the one of the day before is still to come.
  reminder_3_days: { ...timed, call: 'never' },
  reminder_1_day: { ...timed, call: 'always' },
  missed: { ...timed, call: 'never' },
  next_dose: { ...invitation, call: 'always' },
  // Where it fails nothing is freed; somebody asks by phone.
  had_elsewhere: { ...timed, call: 'always' },
  freed_had_elsewhere: { ...timed, call: 'never' },
  invitation: { ...invitation, call: 'always' },
  invitation_again: { ...invitation, call: 'never' },
  // Nothing sends one: a booking is opened by its link or reference with the date of birth, and staff have an app for codes.
  one_time_code: { ...news, ways: 'first', call: 'never', resend: 'never' },
};

/** Does a STOP for this channel hold this kind back? Who unsubscribes from invitations is still told of their appointment. */
export const stopHolds = (kind: MessageKind, channel: MessageChannel): boolean =>
  channel === 'sms' || (channel === 'email' && (kind === 'invitation' || kind === 'invitation_again'));
