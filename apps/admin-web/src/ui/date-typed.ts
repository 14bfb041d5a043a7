import { parseDateParts, toAsciiDigits } from '@fairslot/domain';

/** '3/4/1954', '03041954', '3 April 1954', '1954-04-03' → a date; null for anything else. */
export function dateTyped(typed: string): string | null {
  const text = toAsciiDigits(typed).trim();
  const parts =
    /^(?<day>\d{1,2})[\s./-]+(?<month>\d{1,2}|\p{L}{3,9})[\s./-]+(?<year>\d{4})$/u.exec(text) ??
    /^(?<day>\d{2})(?<month>\d{2})(?<year>\d{4})$/.exec(text) ??
    /^(?<year>\d{4})-(?<month>\d{2})-(?<day>\d{2})$/.exec(text);
  if (!parts?.groups) return null;
  const read = parseDateParts(parts.groups as { day: string; month: string; year: string });
  return read.ok ? read.date : null;
}
