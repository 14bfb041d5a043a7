import { NO_OPTIONS, type ClinicOption } from '@fairslot/domain';
import type { ServiceRow } from '../services/service.entity';

/** What somebody looks for: a service for each person, and how they come. */
export interface Wish {
  services: ServiceRow[];
  /** At the same time, or one after the other in this order. */
  together: 'parallel' | 'consecutive';
  /** Each needs two adjacent slots of one clinic, or one of a clinic with longer appointments. */
  moreTime: boolean;
  /** Also clinics that are only for this audience. */
  audienceId: number | null;
  /** Clinics that are any of these are shown first. */
  prefers: readonly ClinicOption[];
  /** And clinics that are any of these not at all. */
  without: readonly ClinicOption[];
}

/** One person of the public. */
export const wishFor = (service: ServiceRow): Wish => ({
  services: [service],
  together: 'parallel',
  moreTime: false,
  audienceId: null,
  prefers: NO_OPTIONS,
  without: NO_OPTIONS,
});
