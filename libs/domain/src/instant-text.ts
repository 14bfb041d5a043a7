import { DateTime } from 'luxon';

/** An instant as RFC 3339 with the local offset: `2026-10-08T15:20:00+01:00`. */
export const instantText = (instant: Date, zone: string): string =>
  DateTime.fromJSDate(instant, { zone }).toISO({ suppressMilliseconds: true }) ?? '';
