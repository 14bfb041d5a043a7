import { dateAt, formatShortWeekday, formatTime } from '../../ui/formats';

/** 'Sat 21 Nov 2026, 9:02am' */
export const when = (instant: string): string => `${formatShortWeekday(dateAt(instant))}, ${formatTime(instant)}`;
