import type { MessageChannel } from '../messages';

/** What one of each costs, in the currency of the deployment; null where nobody said. */
export interface Prices {
  smsPart: number | null;
  email: number | null;
  letter: number | null;
}

export interface CostRange {
  low: number;
  high: number;
}

/** A price nobody said makes the sum unknown, unless nothing is sent that way. */
const times = (count: number, price: number | null): number | null =>
  count === 0 ? 0 : price === null ? null : count * price;

/**
 * What it costs to write to so many people: at the least one message each, at the most a second one to everybody.
 * `parts` are the parts of the shortest and the longest text message. Null where a price is not known.
 */
export function campaignCost(
  ways: Record<MessageChannel, number>,
  parts: { fewest: number; most: number },
  prices: Prices,
  messages: 1 | 2,
): CostRange | null {
  const of = (partsEach: number): number | null => {
    const sums = [
      times(ways.sms * partsEach, prices.smsPart),
      times(ways.email, prices.email),
      times(ways.letter, prices.letter),
    ];
    return sums.includes(null) ? null : (sums as number[]).reduce((sum, one) => sum + one, 0);
  };
  const [low, high] = [of(parts.fewest), of(parts.most)];
  return low === null || high === null ? null : { low, high: high * messages };
}
