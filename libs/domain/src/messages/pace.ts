/** How many may still go, at a rate; spent ahead of time it is below zero. Times are milliseconds of a clock that only runs forward. */
export interface Pace {
  left: number;
  at: number;
}

/** No more than a second's worth is saved up, so that a quiet minute is not followed by a burst. */
const SAVED_SECONDS = 1;

export const startPace = (now: number): Pace => ({ left: 0, at: now });

/** @param perSecond 0 where there is no limit */
export const refill = ({ left, at }: Pace, perSecond: number, now: number): Pace => ({
  left: Math.min(perSecond * SAVED_SECONDS, left + ((now - at) / 1000) * perSecond),
  at: now,
});

export const spend = (pace: Pace, count: number): Pace => ({ ...pace, left: pace.left - count });
