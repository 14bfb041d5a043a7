import type { PublicSite } from '@fairslot/contract';

/** The page about a place; of a mobile unit, about where it stands on a date. */
export const placePath = ({ id, standsAt }: Pick<PublicSite, 'id' | 'standsAt'>, date?: string): string =>
  `/place/${encodeURIComponent(id)}${standsAt && date ? `?on=${date}` : ''}`;
