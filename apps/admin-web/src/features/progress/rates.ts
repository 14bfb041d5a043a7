import type { CampaignProgress } from '@fairslot/contract';
import { wilsonInterval } from '@fairslot/domain';
import { coordinatorTexts } from '../../ui/coordinator-texts';
import { ofHundred } from '../../ui/figures';

/** Whole numbers of a hundred. */
export interface Rate {
  rate: number;
  low: number;
  high: number;
}

/** Reckoned from what is told, so that it says nothing of a count that is hidden; null where one of the two is, or nobody is invited. */
export function rateOf({ invited, booked }: { invited: number | null; booked: number | null }): Rate | null {
  const interval = invited === null || booked === null ? null : wilsonInterval(booked, invited);
  if (!interval || invited === null || booked === null) return null;
  return { rate: ofHundred(booked, invited), low: Math.floor(interval.low), high: Math.ceil(interval.high) };
}

/** '22 to 40'; null, which a table says is hidden, where a count is. */
export const rangeSaid = (rate: Rate | null): string | null =>
  rate && coordinatorTexts.progress.range(rate.low, rate.high);

/** The campaign of the season before, as far as it is known. */
export interface Before {
  name: string;
  progress: CampaignProgress;
}
