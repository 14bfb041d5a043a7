import type { ServiceRow } from '../services/service.entity';

/** What somebody looks for: a service for each person, and how they come. */
export interface Wish {
  services: ServiceRow[];
  /** At the same time, or one after the other in this order. */
  together: 'parallel' | 'consecutive';
  /** Each needs two adjacent slots of one clinic. */
  moreTime: boolean;
  /** Also clinics that are only for this audience. */
  audienceId: number | null;
}

/** One person of the public. */
export const wishFor = (service: ServiceRow): Wish => ({
  services: [service],
  together: 'parallel',
  moreTime: false,
  audienceId: null,
});
