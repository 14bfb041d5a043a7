/** "Sat 10 Oct 10:50am", for text messages. */
export function shortTime(instant: Date, zone: string, language: string): string {
  const date = dated(instant, zone, language, { weekday: 'short', day: 'numeric', month: 'short' });
  return `${date} ${timeOfDay(instant, zone)}`;
}

/** "Saturday 10 October 2026, 10:50am". */
export function longTime(instant: Date, zone: string, language: string): string {
  const date = dated(instant, zone, language, { weekday: 'long', day: 'numeric', month: 'long', year: 'numeric' });
  return `${date}, ${timeOfDay(instant, zone)}`;
}

function dated(instant: Date, timeZone: string, language: string, parts: Intl.DateTimeFormatOptions): string {
  const locale = language === 'en' ? 'en-GB' : language;
  return new Intl.DateTimeFormat(locale, { timeZone, ...parts }).format(instant).replace(/,/g, '');
}

/** "10:50am", "midday"; plain letters only, so that a text message stays one part. */
function timeOfDay(instant: Date, timeZone: string): string {
  const shown = new Intl.DateTimeFormat('en-GB', { timeZone, hour: 'numeric', minute: '2-digit', hour12: true }).format(
    instant,
  );
  const [clock, half] = shown.split(/\s/) as [string, string];
  if (half.toLowerCase() === 'pm' && /^(12|0):00$/.test(clock)) return 'midday';
  return `${clock.replace(/^0:/, '12:')}${half.toLowerCase()}`;
}
