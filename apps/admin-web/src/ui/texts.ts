import type { ErrorCode } from '@fairslot/contract';
import { en as catalogue } from '@fairslot/texts';

// Staff pages are written in English only; the catalogues of other languages, which residents read, stay out of the bundle.

/** A sentence for every error of the API: a code without words does not compile. */
export const errorTexts: Record<ErrorCode, string> = catalogue.errors;
export const texts = { ...catalogue.staff, errors: errorTexts };
