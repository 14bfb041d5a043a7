import type { JourneyDraft } from '@fairslot/contract';
import { parseEmail, parseMobile, parsePhone } from '@fairslot/domain';
import type { Texts } from '@fairslot/texts';
import type { FieldFault } from '@fairslot/ui';

export interface TypedContact {
  /** Boxes ticked: text, email, none. */
  by: string[];
  mobile: string;
  email: string;
  landline: string;
}

/** Only what was ticked is looked at: what stands in a box that is not wanted is nobody's fault. */
export function faultsIn(
  { by, mobile, email, landline }: TypedContact,
  words: Texts['booking']['contact'],
): FieldFault[] {
  const wants = (way: string) => by.includes(way);
  if (!wants('text') && !wants('email') && !wants('none')) return [{ field: 'by', words: words.missing }];
  if (wants('none') && (wants('text') || wants('email'))) return [{ field: 'by', words: words.both }];
  const faults: FieldFault[] = [];
  if (wants('text') && !parseMobile(mobile).ok) faults.push({ field: 'mobile', words: words.mobileWrong });
  if (wants('email') && !parseEmail(email).ok) faults.push({ field: 'email', words: words.emailWrong });
  if (wants('none') && landline && !parsePhone(landline).ok)
    faults.push({ field: 'landline', words: words.landlineWrong });
  return faults;
}

/** What the draft keeps: as typed, so that people see their own number again. */
export function contactOf({ by, mobile, email, landline }: TypedContact): NonNullable<JourneyDraft['contact']> {
  if (by.includes('none')) return { none: true, ...(landline && { landline }) };
  return { ...(by.includes('text') && { mobile }), ...(by.includes('email') && { email }) };
}
