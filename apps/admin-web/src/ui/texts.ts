import type { ErrorCode } from '@fairslot/contract';
import { staffTexts as texts } from '@fairslot/texts';

/*
 * Staff pages are written in English only, and what residents read stays out of the bundle: the catalogue that chooses by
 * language is not used here. The words of each area come with the pages that name them.
 */
export { texts };

/** A sentence for every error of the API: a code without words does not compile. */
export const errorTexts: Record<ErrorCode, string> = texts.errors;
