import { formatReference, normaliseCrockford } from '@fairslot/domain';

/** "K7QF9-X2A4M", whether or not the dash is there already. */
export const shownReference = (reference: string): string => formatReference(normaliseCrockford(reference));
