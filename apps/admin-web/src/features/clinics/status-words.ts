import type { Clinic } from '@fairslot/contract';
import { formatShortDate } from '../../ui/formats';
import { texts } from '../../ui/texts';

const words = texts.clinics;

/** Open, cancelled, or paused and until when. */
export const statusOf = ({ status, pausedUntil }: Pick<Clinic, 'status' | 'pausedUntil'>): string =>
  status === 'paused' && pausedUntil ? words.pausedUntil(formatShortDate(pausedUntil)) : words.status[status];
