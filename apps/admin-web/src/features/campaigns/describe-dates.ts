import type { LocalDate } from '@fairslot/domain';
import { coordinatorTexts } from '../../ui/coordinator-texts';
import { formatShortDate } from '../../ui/formats';

/** '24 Nov to 29 Dec 2026'; both years where they differ. */
export function describeDates({ startsOn, endsOn }: { startsOn: LocalDate; endsOn: LocalDate }): string {
  const year = startsOn.slice(0, 4);
  const from = formatShortDate(startsOn);
  const isSame = endsOn.startsWith(year);
  return coordinatorTexts.campaigns.dates(isSame ? from.replace(` ${year}`, '') : from, formatShortDate(endsOn));
}
