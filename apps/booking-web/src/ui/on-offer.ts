import type { Service } from '@fairslot/contract';

/** May it be booked today? */
export const isOnOffer = ({ season }: Pick<Service, 'season'>): boolean =>
  season.state === 'open' || season.state === 'closing';
