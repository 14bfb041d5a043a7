import type { ErrorCode } from '@fairslot/contract';
import { textsFor } from '@fairslot/texts';
import { deployment } from './deployment';

const catalogue = textsFor(deployment.language);

/** A sentence for every error of the API: a code without words does not compile. */
export const errorTexts: Record<ErrorCode, string> = catalogue.errors;
export const texts = { ...catalogue.staff, errors: errorTexts };
