import { instantsOf, localDateOf, localTimeOf } from './time';

export type Repetition = 'first' | 'second';

/**
 * Which of two equal local times `instant` is, in the night the clocks are put back in `zone` (IANA name).
 * Null when its local time occurs once; then nobody needs to be told.
 */
export function repetitionOf(instant: Date, zone: string): Repetition | null {
  const [, second] = instantsOf(localDateOf(instant, zone), localTimeOf(instant, zone), zone);
  if (!second) return null;
  return instant.getTime() < second.getTime() ? 'first' : 'second';
}
