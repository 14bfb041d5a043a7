import { closureReasons, type ChangeFigures } from '@fairslot/contract';
import { texts } from '../../ui/texts';
import type { BookingsWish } from '../../ui/wish-field';

const words = texts.close;
export const closeSteps = ['reason', 'scope', 'preview', 'messages', 'confirm'] as const;
export type CloseStep = (typeof closeSteps)[number];
export const isCloseStep = (text: string | null): text is CloseStep => closeSteps.some((step) => step === text);

export const reasons = [...closureReasons, 'other'] as const;

/** A closure as it is filled in. */
export interface Closing {
  reason: string;
  other: string;
  from: string;
  to: string;
  isPart: boolean;
  starts: string;
  ends: string;
  isSome: boolean;
  /** What is closed, where that is not everything. */
  serviceIds: string[];
  bookings: BookingsWish;
}

export interface Outcome {
  id: string;
  effect: ChangeFigures;
}

const reasonText = ({ reason, other }: Closing): string =>
  [words.reasons[reason as keyof typeof words.reasons] ?? '', other.trim()].filter(Boolean).join('. ').slice(0, 200);

const codeOf = ({ reason }: Closing) => closureReasons.find((code) => code === reason);

export const bodyOf = (closing: Closing) => ({
  from: closing.from,
  to: closing.to,
  reason: reasonText(closing) || words.reasons.other,
  ...(codeOf(closing) && { reasonCode: codeOf(closing) }),
  bookings: closing.bookings,
  ...(closing.isSome && { serviceIds: closing.serviceIds }),
  ...(closing.isPart && { starts: closing.starts, ends: closing.ends || '24:00' }),
});
