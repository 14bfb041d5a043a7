import { coordinatorTexts } from './coordinator-texts';

const words = coordinatorTexts.cohorts;
const OLDEST = 130;

export type Ages = { from?: number; below?: number };
export type AgesRead = { ok: true; ages: Ages } | { ok: false; field: keyof Ages; words: string };

/** A whole number typed into a box, if it lies between the two. */
export const numberOf = (text: string, from: number, to: number): number | undefined => {
  const n = Number(text.trim());
  return /^\d+$/.test(text.trim()) && n >= from && n <= to ? n : undefined;
};

/** Ages as typed into two boxes, either of which may be empty; or which of them is wrong and why. */
export function readAges({ from, below }: Record<keyof Ages, string>): AgesRead {
  const [least, under] = [numberOf(from, 0, OLDEST), numberOf(below, 0, OLDEST)];
  const isWrong = (typed: string, read: number | undefined) => typed.trim() !== '' && read === undefined;
  if (isWrong(from, least) || (least === undefined && under === undefined))
    return { ok: false, field: 'from', words: words.ageWrong };
  if (isWrong(below, under)) return { ok: false, field: 'below', words: words.ageWrong };
  if (least !== undefined && under !== undefined && least >= under)
    return { ok: false, field: 'below', words: words.ageOrder };
  return {
    ok: true,
    ages: { ...(least !== undefined && { from: least }), ...(under !== undefined && { below: under }) },
  };
}
