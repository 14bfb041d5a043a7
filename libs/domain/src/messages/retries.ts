import { kindRules, type MessageKind } from './kinds';

const BACK_OFF_MINUTES = [1, 2, 5, 10, 15, 30];
/** Where the provider cannot be asked, a message of unknown outcome is sent once more, under the same id. */
const MOST_UNKNOWN_UNASKED = 2;
/** Where it was asked every time and never had it. */
const MOST_UNKNOWN_ASKED = 5;
/** With less time left, a second reminder does more harm than a call. */
const RESENT_WITH_MS_LEFT = 4 * 60 * 60_000;

/** After an outcome was lost the provider is asked at these seconds, the second time because its list may lag. */
export const ASK_AFTER_SECONDS = [60, 300] as const;

/**
 * Seconds until the next try, half of them by chance, so that what failed together does not come back together.
 * @param chance 0 to 1
 */
export const backOffSeconds = (attempt: number, chance: number): number => {
  const minutes = BACK_OFF_MINUTES[Math.min(Math.max(attempt, 1), BACK_OFF_MINUTES.length) - 1] as number;
  return Math.round(minutes * 60 * (0.5 + chance / 2));
};

export interface LostOutcome {
  kind: MessageKind;
  now: Date;
  notAfter: Date;
  /** Attempts of which nobody knows whether they left. */
  unknowns: number;
  /** False where there is nobody to ask. */
  asked: boolean;
}

/** What becomes of a message whose outcome was lost and which the provider, where it can be asked, does not have. */
export const afterLostOutcome = ({ kind, now, notAfter, unknowns, asked }: LostOutcome): 'resend' | 'give_up' => {
  const { resend } = kindRules[kind];
  if (resend === 'never' || unknowns >= (asked ? MOST_UNKNOWN_ASKED : MOST_UNKNOWN_UNASKED)) return 'give_up';
  if (resend === 'always') return notAfter > now ? 'resend' : 'give_up';
  return notAfter.getTime() - now.getTime() > RESENT_WITH_MS_LEFT ? 'resend' : 'give_up';
};
