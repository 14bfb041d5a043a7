import { deployment } from './deployment';

const whole = new Intl.NumberFormat(deployment.locale);
const oneDigit = new Intl.NumberFormat(deployment.locale, { maximumFractionDigits: 1 });

/** '4,000' */
export const formatFigure = (n: number): string => whole.format(n);
/** '4,000', or that it is hidden: it would tell of fewer than five people. */
export const formatTold = (n: number | null, hidden: string): string => (n === null ? hidden : formatFigure(n));
/** '4.5' */
export const formatRate = (n: number): string => oneDigit.format(n);
/** Of a hundred, as a whole number; 0 of nothing. */
export const ofHundred = (part: number, all: number): number => (all === 0 ? 0 : Math.round((part * 100) / all));
/** '£1,234' */
export const money = (amount: number, currency: string): string =>
  new Intl.NumberFormat(deployment.locale, {
    style: 'currency',
    currency,
    maximumFractionDigits: amount < 100 ? 2 : 0,
  }).format(amount);
