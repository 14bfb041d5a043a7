/** How invited people behave: one number each, so that each can be wrong by half and the replay shows what that does. */
export interface Behaviour {
  /** Of invited people, how many ever look for a time. */
  looks: number;
  /** Of those who look, how many do so on the day they are invited; the others over the two weeks after. */
  looksAtOnce: number;
  /** Of those who see a time within their distance, how many take one. */
  books: number;
  /** Of booked people, how many cancel, at some time before. */
  cancels: number;
  /** People who come without invitation, for each free time of the next two weeks and day. */
  uninvited: number;
  /** Places of each site and day, for each hundred people of the cohort in its region over the campaign. */
  capacity: number;
}

/**
 * Where each figure comes from; all are approximate, which is why each is tried at half and at one and a half times.
 * - looks: uptake of the 65+ flu programme in England is about three of four (UKHSA, seasonal influenza vaccine uptake 2024 to 2025), of whom
 *   a part is vaccinated without any invitation of ours.
 * - looksAtOnce: trials of text reminders see about half of all clicks on the first day (Milkman et al., PNAS 2021, megastudy of flu texts).
 * - books: completion of online booking once times are shown, as NHS booking services report it: about four of five.
 * - cancels: about one in fourteen appointments is given back (NHS England, Appointments in General Practice).
 * - uninvited: walk-ins and self-bookers; a small share of what is free on any day, by assumption.
 * - capacity: by assumption, less than everybody needs at once, so that there is something to prevent.
 */
export const usual: Behaviour = {
  looks: 0.55,
  looksAtOnce: 0.5,
  books: 0.8,
  cancels: 0.07,
  uninvited: 0.01,
  capacity: 1.6,
};
export const parameters = Object.keys(usual) as (keyof Behaviour)[];
/** Shares stay below one. */
export const changed = (of: keyof Behaviour, by: number): Behaviour => {
  const value = usual[of] * by;
  return { ...usual, [of]: of === 'capacity' || of === 'uninvited' ? value : Math.min(0.98, value) };
};
