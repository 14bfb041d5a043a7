import { clinicBody, type ClinicDraft } from './clinic-draft';
import type { Changed } from './clinic-facts';

const partsOf: Record<Changed, readonly string[]> = {
  dates: ['startsOn', 'endsOn', 'weekdays'],
  times: ['from', 'until', 'breaks'],
  people: ['capacity', 'slotMinutes', 'dailyCap'],
  services: ['serviceIds'],
  options: ['heldBack', 'openTo', 'options'],
};

/** Of one part of a clinic or series, only what differs from how it is: what is not said stays as it is on each date. */
export function changesOf(what: Changed | 'cancel', draft: ClinicDraft, before: ClinicDraft): Record<string, unknown> {
  if (what === 'cancel') return {};
  const [now, then] = [draft, before].map((one) => {
    const { location: _, ...body } = clinicBody(one, undefined);
    return { ...body, startsOn: one.startsOn, endsOn: one.endsOn, weekdays: one.weekdays } as Record<string, unknown>;
  });
  const differs = (part: string) => JSON.stringify(now?.[part]) !== JSON.stringify(then?.[part]);
  return Object.fromEntries(partsOf[what].filter(differs).map((part) => [part, now?.[part]]));
}
