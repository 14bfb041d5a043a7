/** What a list may mark about a person, in the order of their bits. */
export const personFlags = [
  'care_home',
  'housebound',
  'pregnant',
  'immunosuppressed',
  'clinical_risk',
  'carer',
  'frontline',
  'learning_disability',
] as const;
export type PersonFlag = (typeof personFlags)[number];

/** How a person can be reached first; everybody is in exactly one of these. */
export const contactWays = ['mobile', 'email', 'letter', 'none'] as const;
export type ContactWay = (typeof contactWays)[number];

export const waveModes = ['drip', 'need', 'dates'] as const;
export type WaveMode = (typeof waveModes)[number];

/** Why somebody whom a cohort selects is not invited; each person counts for the first that holds. */
export const exclusions = [
  'deceased',
  'do_not_contact',
  'had',
  'booked',
  'invited_before',
  'invited_elsewhere',
  'opted_out',
] as const;
export type Exclusion = (typeof exclusions)[number];

export const campaignStates = [
  'draft',
  'awaiting_approval',
  'approved',
  'running',
  'paused',
  'stopped',
  'done',
] as const;
export type CampaignState = (typeof campaignStates)[number];

/** More people than this are written to only after a second person has approved, at once or over time. */
export const FOUR_EYES_ABOVE = 50;
/** The first wave of every campaign. */
export const CANARY = 50;

/** The bits of these flags. */
export function flagBits(flags: readonly PersonFlag[]): number {
  return flags.reduce((bits, flag) => bits | (1 << personFlags.indexOf(flag)), 0);
}
