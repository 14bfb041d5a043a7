export interface HoldRules {
  /** How long a hold lasts from its start, and from each renewal. */
  minutes: number;
  /** How long it may last in all. */
  maxMinutes: number;
}

export const HOLD_RULES = {
  online: { minutes: 10, maxMinutes: 30 },
  phone: { minutes: 20, maxMinutes: 40 },
} as const satisfies Record<string, HoldRules>;

const MINUTE = 60_000;

/** Until when a hold renewed at `now` lasts, never beyond its cap; null once the cap has come and nothing can be added. */
export const renewedUntil = ({
  heldSince,
  now,
  rules,
}: {
  heldSince: Date;
  now: Date;
  rules: HoldRules;
}): Date | null => {
  const cap = heldSince.getTime() + rules.maxMinutes * MINUTE;
  return cap <= now.getTime() ? null : new Date(Math.min(now.getTime() + rules.minutes * MINUTE, cap));
};
