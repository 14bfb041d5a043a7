import { clinicOptionsOf } from '@fairslot/domain';
import { texts } from './texts';

/** What a clinic is besides its hours and services, each in words. */
export const specialWords = (options: readonly string[] | undefined): string[] =>
  clinicOptionsOf(options).map((option) => texts.clinics.special[option]);
