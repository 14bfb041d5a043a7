/** People that one member of staff may cancel alone in one change; those who get another time are not cancelled. */
export const MOST_CANCELLED_ALONE = 10;
/** People that one member of staff may tell something alone in one change. */
export const MOST_TOLD_ALONE = 50;
/** What starts within this time cannot wait for somebody to look at it. */
const URGENT_MS = 24 * 3_600_000;

/** What a change does to people. */
export interface ChangeReach {
  cancelled: number;
  /** Everybody who is sent a message, those cancelled among them. */
  told: number;
  /** When those it cancels or tells were to come. */
  starts: readonly Date[];
}

/** `urgent`: one person may, with a reason, and two others are alerted. */
export type SecondPerson = 'not_needed' | 'needed' | 'urgent';

/**
 * Whether a change of clinics is for one person alone. It is urgent only where everybody concerned was to come within 24
 * hours: nobody cancels next week in the shadow of tonight.
 */
export function secondPersonFor({ cancelled, told, starts }: ChangeReach, now: Date): SecondPerson {
  if (cancelled <= MOST_CANCELLED_ALONE && told <= MOST_TOLD_ALONE) return 'not_needed';
  const until = now.getTime() + URGENT_MS;
  return starts.every((start) => start.getTime() <= until) ? 'urgent' : 'needed';
}
