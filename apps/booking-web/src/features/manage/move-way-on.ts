import type { ChosenTime } from '@fairslot/contract';
import { isProblem } from '@fairslot/client';
import { timeGonePath } from '../../ui/hold';

/** Where a change of time goes on when the new time cannot be had; undefined for any other fault. The old time stays booked. */
export function wayOnFromMove(error: unknown, time: ChosenTime): string | undefined {
  if (isProblem(error, 'time_gone', 'hold_expired')) return timeGonePath('/appointment', time);
  if (isProblem(error, 'not_eligible', 'needs_information')) return '/appointment/times?refused';
  return isProblem(error, 'service_closed') ? '/appointment/not-now' : undefined;
}
