import { slopeIndex } from '@fairslot/domain';
import type { CampaignProgress } from '@fairslot/contract';
import { coordinatorTexts } from '../../ui/coordinator-texts';
import { type Before, rateOf } from './rates';

const words = coordinatorTexts.progress;
const FIFTHS = ['1', '2', '3', '4', '5'];
type Fifths = CampaignProgress['by']['deprivation'];

/** How far apart the most and the least deprived are, in words; nothing where one of them is hidden or not invited, or nobody of them has booked. */
export function Gap({ fifths, before }: { fifths: Fifths; before: Before | null }) {
  const now = ends(fifths);
  if (!now || now.most + now.least === 0) return null;
  const was = before && ends(before.progress.by.deprivation);
  const slope = slopeOf(fifths);
  return (
    <p className="staff-notice">
      {words.gap(now.most, now.least)} {slope !== null && words.slope(slope)}{' '}
      {was && words.gapBefore(before.name, was.most, was.least)}
    </p>
  );
}

function ends(fifths: Fifths): { most: number; least: number } | null {
  const of = (key: string) => {
    const fifth = fifths.find((one) => one.key === key);
    return (fifth && rateOf(fifth)?.rate) ?? null;
  };
  const [most, least] = [of('1'), of('5')];
  return most === null || least === null ? null : { most, least };
}

/** Points of a hundred, whole; null where a fifth is hidden. */
function slopeOf(fifths: Fifths): number | null {
  const groups = FIFTHS.map((key) => fifths.find((one) => one.key === key)).filter((fifth) => fifth !== undefined);
  const told = groups.flatMap(({ invited, booked }) =>
    invited === null || booked === null ? [] : [{ part: booked, all: invited }],
  );
  const slope = told.length < groups.length ? null : slopeIndex(told);
  return slope === null ? null : Math.round(slope) + 0;
}
