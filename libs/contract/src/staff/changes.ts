import { z } from 'zod';

/**
 * What a change does to bookings. Of those that are booked or checked in at the starts it touches, `kept`, `moved`,
 * `cancelledAndTold` and `toCall` add up to `bookings`.
 */
export const changeFigures = z.object({
  bookings: z.number().int(),
  /** Served where they were. */
  kept: z.number().int(),
  /** Served by another clinic at the same time, or at another time that is theirs now. */
  moved: z.number().int(),
  /** Of the moved: those who have another time, and are told. */
  newTimes: z.number().int(),
  cancelledAndTold: z.number().int(),
  /** Without a place now: they wait on the call list. */
  toCall: z.number().int(),
  /** Holds that end. */
  holdsEnded: z.number().int(),
  /** Waited on the call list, and have a place again. */
  rescued: z.number().int(),
  /** Of the bookings: at a start that is frozen. What becomes of them is what becomes of the others. */
  inFrozen: z.number().int(),
  /** Beyond the bookings: whose appointment had begun where a closure lies, and who stay. */
  begun: z.number().int(),
  /** Moved or cancelled by a closure, and put back where they were before they were told. */
  takenBack: z.number().int(),
  /** Keep their appointments, and are told that the place is another one. */
  toldOfPlace: z.number().int(),
  /** Coming slots of the clinics concerned that are not closed, and their places. */
  slotsBefore: z.number().int(),
  slotsAfter: z.number().int(),
  placesBefore: z.number().int(),
  placesAfter: z.number().int(),
  /** Of these places, how many nobody has. */
  freeBefore: z.number().int(),
  freeAfter: z.number().int(),
  clinicsAdded: z.number().int(),
  clinicsChanged: z.number().int(),
  clinicsCancelled: z.number().int(),
});
export type ChangeFigures = z.output<typeof changeFigures>;

/** One of those who lose their place, and what they get. */
export const displacedRow = z.object({
  reference: z.string(),
  firstName: z.string(),
  lastName: z.string(),
  start: z.string(),
  outcome: z.enum(['new_time', 'told', 'to_call']),
  /** Where they go. */
  to: z.object({ start: z.string(), siteId: z.string(), siteName: z.string() }).nullable(),
});
export type DisplacedRow = z.output<typeof displacedRow>;

/** A message as it would be sent to somebody concerned, with the link left out; one for each kind, channel and language. */
export const messageSample = z.object({
  kind: z.enum(['clinic_moved', 'cancelled_by_site']),
  channel: z.enum(['sms', 'email']),
  language: z.string(),
  text: z.string(),
  /** Parts of a text message; null for an e-mail. */
  parts: z.number().int().nullable(),
  /** How many get one of this sort. */
  people: z.number().int(),
});
export type MessageSample = z.output<typeof messageSample>;

/** The figures, and what applying the change asks for. */
export const changePreview = changeFigures.extend({
  /** Whether somebody else has to agree before it is done; `urgent`: one may do it at once with a reason, and others are alerted. */
  secondPerson: z.enum(['not_needed', 'needed', 'urgent']),
  /** At most 200 of those who lose their place, in order of time; with `move` and `cancel` only. */
  people: z.array(displacedRow),
  messages: z.array(messageSample),
  /** Stands for the change and the state it was reckoned from; opaque. */
  preview: z.string(),
  /** Of the clinic or series; 0 for what is only being made. */
  version: z.number().int(),
});
export type ChangePreview = z.output<typeof changePreview>;

/** A date that a change of its series left as it was, wholly or in these fields. */
export const leftDate = z.object({
  clinicId: z.string(),
  date: z.string(),
  reason: z.enum(['own_changes', 'cancelled']),
  fields: z.array(z.string()),
});
export type LeftDate = z.output<typeof leftDate>;
