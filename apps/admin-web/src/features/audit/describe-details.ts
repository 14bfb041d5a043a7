import { isLocalDate } from '@fairslot/domain';
import { auditTexts as words } from '../../ui/audit-texts';
import { dateAt, formatShortWeekday, formatTime } from '../../ui/formats';

/** Ids of what a page shows: a link, or nothing that a person could read. */
const IDS = new Set(['clinic', 'series', 'closure', 'proposal', 'batch', 'openTo', 'campaignId', 'cohortId']);
const instant = /^\d{4}-\d\d-\d\dT\d\d:\d\d/;

/** A name of the program as words: `fromSlot` is "From slot". */
function inWords(name: string): string {
  const spaced = name.replace(/[._]/g, ' ').replace(/([a-z])([A-Z])/g, '$1 $2');
  return spaced.charAt(0).toUpperCase() + spaced.slice(1).toLowerCase();
}

/** What was done, as a sentence without its subject. */
export const actOf = (action: string): string => words.acts[action] ?? inWords(action);

/** Of a service by its id; anything else as it is. */
type NameOf = (id: string) => string;

function said(value: unknown, nameOf: NameOf): string {
  if (value === null || value === undefined) return '';
  if (Array.isArray(value))
    return value
      .map((one) => said(one, nameOf))
      .filter(Boolean)
      .join(', ');
  if (typeof value === 'boolean') return value ? words.yes : words.no;
  if (typeof value === 'number') return String(value);
  if (typeof value === 'string') {
    if (instant.test(value)) return `${formatShortWeekday(dateAt(value))}, ${formatTime(value)}`;
    return isLocalDate(value) ? formatShortWeekday(value) : nameOf(value).replace(/_/g, ' ');
  }
  return Object.entries(value)
    .map(([key, one]) => [words.facts[key] ?? inWords(key), said(one, nameOf)] as const)
    .filter(([, says]) => says !== '')
    .map(([name, says]) => `${name}: ${says}`)
    .join('; ');
}

const isChange = (value: unknown): value is { from: unknown; to: unknown } =>
  typeof value === 'object' && value !== null && 'from' in value && 'to' in value;

/** The facts of an act, each with its name; what changed with what was before. */
export function factsOf(details: Record<string, unknown>, nameOf: NameOf): [string, string][] {
  return Object.entries(details).flatMap(([key, value]): [string, string][] => {
    if (IDS.has(key)) return [];
    if (key === 'changes' && typeof value === 'object' && value !== null)
      return factsOf(value as Record<string, unknown>, nameOf);
    const told = (one: unknown) => said(one, nameOf);
    const says = isChange(value) ? words.beforeAndAfter(told(value.from), told(value.to)) : told(value);
    return says === '' ? [] : [[words.facts[key] ?? inWords(key), says]];
  });
}
