import { repetitionOf } from '@fairslot/domain';
import { textsFor } from '@fairslot/texts';

/** "Sat 10 Oct 10:50am", for text messages. */
export function shortTime(instant: Date, zone: string, language: string): string {
  return `${shortDay(instant, zone, language)} ${clockTime(instant, zone, language)}`;
}

/** "Sat 10 Oct". */
export function shortDay(instant: Date, zone: string, language: string): string {
  return dated(instant, zone, language, { weekday: 'short', day: 'numeric', month: 'short' });
}

/** "Saturday 10 October 2026, 10:50am". */
export function longTime(instant: Date, zone: string, language: string): string {
  const date = dated(instant, zone, language, { weekday: 'long', day: 'numeric', month: 'long', year: 'numeric' });
  return `${date}, ${clockTime(instant, zone, language)}`;
}

function dated(instant: Date, timeZone: string, language: string, parts: Intl.DateTimeFormatOptions): string {
  const locale = language === 'en' || language === 'easy' ? 'en-GB' : language === 'ar' ? 'ar-u-nu-latn' : language;
  return format(locale, { timeZone, ...parts })
    .format(instant)
    .replace(/,/g, '');
}

const formats = new Map<string, Intl.DateTimeFormat>();

/** Making one takes longer than all else about a message; there are few. */
function format(locale: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = JSON.stringify([locale, options]);
  const made = formats.get(key) ?? new Intl.DateTimeFormat(locale, options);
  formats.set(key, made);
  return made;
}

/** "10:50am", "midday", "1:30am (second)"; plain letters only, so that a text message stays one part. */
export function clockTime(instant: Date, timeZone: string, language: string): string {
  const { clock: hours, midday, repeated } = textsFor(language).times;
  const options = { timeZone, hour: 'numeric', minute: '2-digit', hourCycle: 'h23' } as const;
  const parts = format('en-GB', options).formatToParts(instant);
  const part = (type: string): number => Number(parts.find((p) => p.type === type)?.value);
  const [hour, minute] = [part('hour'), part('minute')];
  if (hour === 12 && minute === 0) return midday;
  const twelve = `${hour % 12 || 12}:${String(minute).padStart(2, '0')}${hour < 12 ? 'am' : 'pm'}`;
  const clock = hours === '12' ? twelve : `${hour}:${String(minute).padStart(2, '0')}`;
  const repetition = repetitionOf(instant, timeZone);
  return repetition ? `${clock} (${repeated[repetition]})` : clock;
}
