import { toAsciiDigits } from './digits';
import { localDateFrom, type LocalDate } from './local-date';

export type DatePartsFault =
  | 'empty'
  | 'missing_day'
  | 'missing_month'
  | 'missing_year'
  | 'missing_day_and_month'
  | 'missing_day_and_year'
  | 'missing_month_and_year'
  | 'short_year'
  | 'not_real';

export type ParsedDate = { ok: true; date: LocalDate } | { ok: false; reason: DatePartsFault };

const MONTHS = 'january february march april may june july august september october november december'.split(' ');

const monthNumber = (text: string): number => {
  if (/^\d{1,2}$/.test(text)) return Number(text);
  const name = text.toLowerCase().replace(/\.$/, '');
  return name.length < 3 || name.length > 9 ? 0 : MONTHS.findIndex((month) => month.startsWith(name)) + 1;
};

/** Three typed boxes → a date. Months may be numbers or English names ("March", "mar"). Faults in the order a form reports them. */
export const parseDateParts = (parts: { day: string; month: string; year: string }): ParsedDate => {
  const [day, month, year] = [parts.day, parts.month, parts.year].map((part) => toAsciiDigits(part).trim()) as [
    string,
    string,
    string,
  ];
  const missing = [day ? '' : 'day', month ? '' : 'month', year ? '' : 'year'].filter((name) => name !== '');
  if (missing.length === 3) return { ok: false, reason: 'empty' };
  if (missing.length > 0) return { ok: false, reason: `missing_${missing.join('_and_')}` as DatePartsFault };
  if (/^\d{1,3}$/.test(year)) return { ok: false, reason: 'short_year' };
  if (!/^\d{4}$/.test(year) || !/^\d{1,2}$/.test(day)) return { ok: false, reason: 'not_real' };
  const date = localDateFrom(Number(year), monthNumber(month), Number(day));
  return date ? { ok: true, date } : { ok: false, reason: 'not_real' };
};
