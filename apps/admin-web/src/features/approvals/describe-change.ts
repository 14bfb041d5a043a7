import type { ProposedChange } from '@fairslot/contract';
import { formatLocalTime, formatLongDate, weekdayNames } from '../../ui/formats';
import { specialWords } from '../../ui/special-words';
import { texts } from '../../ui/texts';

const words = texts.secondPerson;

/** What is asked for, in a line. */
export function describeChange(change: ProposedChange, nameOf: (serviceId: string) => string): string {
  if (change.kind !== 'close') return words.kinds[change.kind];
  const { from, to, starts, ends, serviceIds } = change;
  const dates = from === to ? formatLongDate(from) : texts.clinics.fromTo(formatLongDate(from), formatLongDate(to));
  const times =
    starts && ends ? texts.clinics.times(formatLocalTime(starts), formatLocalTime(ends)) : texts.clinics.allDay;
  const what = serviceIds ? `, ${serviceIds.map(nameOf).join(', ')}` : '';
  return `${words.kinds.close}: ${words.closing(dates, times)}${what}`;
}

/** Each field that an edit sets, and to what. */
export function newValues(change: ProposedChange): [string, string][] {
  if (change.kind !== 'edit_clinic' && change.kind !== 'edit_series') return [];
  const { kind: _, bookings: __, ...fields } = change;
  return Object.entries(fields).flatMap(([name, value]) => {
    const says = words.values[name];
    return says === undefined || value === undefined ? [] : [[says, valueOf(name, value)] as [string, string]];
  });
}

function valueOf(name: string, value: unknown): string {
  if (value === null) return words.noValue;
  if (typeof value === 'string' && /^\d\d:\d\d$/.test(value)) return formatLocalTime(value);
  if (typeof value === 'string' && /^\d{4}-\d\d-\d\d$/.test(value)) return formatLongDate(value);
  if (name === 'weekdays') return weekdayNames(value as number[]);
  if (name === 'openTo') return value === 'everyone' ? texts.wizard.everyone : words.group;
  if (name === 'options') return specialWords(value as string[]).join(', ') || words.noValue;
  if (name === 'heldBack') return words.percent((value as { percent: number }).percent);
  if (name === 'location') {
    const { name: place, address, postcode } = value as { name: string; address: string; postcode: string };
    return [place, address, postcode].join(', ');
  }
  if (name === 'breaks')
    return (
      (value as { from: string; until: string }[])
        .map(({ from, until }) => texts.clinics.times(formatLocalTime(from), formatLocalTime(until)))
        .join(', ') || words.noValue
    );
  return Array.isArray(value) ? value.join(', ') : `${value as string | number}`;
}
