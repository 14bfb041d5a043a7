import { plainSigns, smsParts } from '../sms';

/** What a message may name, written in braces: {first name}. */
export const wordMarks = ['first name', 'service', 'organisation', 'link', 'code', 'phone'] as const;
export type WordMark = (typeof wordMarks)[number];
export type WordValues = Record<WordMark, string>;

export const invitationKinds = ['invitation', 'invitation_again'] as const;
export type InvitationKind = (typeof invitationKinds)[number];

/** One message of a campaign in its own words: as a text message, and as an e-mail or letter. */
export interface CampaignWords {
  language: string;
  kind: InvitationKind;
  sms: string;
  subject: string;
  /** Paragraphs, apart by an empty line. */
  body: string;
}

export interface WordsFault {
  field: 'sms' | 'subject' | 'body';
  code: 'required' | 'mark_unknown' | 'link_missing' | 'sign_fine' | 'words_long';
  /** The mark or the signs that are wrong. */
  found?: string;
}

/** More would cost more than a letter where many people are written to. */
export const MOST_PARTS = 2;

const MARK = /\{([^{}]*)\}/g;
const isMark = (name: string): name is WordMark => (wordMarks as readonly string[]).includes(name);

/** The words with names in the place of their marks; what is no mark stays as it is. */
export const fillWords = (text: string, values: WordValues): string =>
  text.replace(MARK, (whole, name: string) => (isMark(name) ? values[name] : whole));

/** Signs that look finer than they are worth: each makes a part hold 70 characters in the place of 160. */
export const fineSigns = (text: string): string[] => [
  ...new Set(Array.from(text).filter((sign) => plainSigns(sign) !== sign)),
];

/** Everything that is wrong with the words of one message; `longest` are the longest names that may stand in it. */
export function faultsOfWords({ sms, subject, body }: CampaignWords, longest: WordValues): WordsFault[] {
  const faults: WordsFault[] = [];
  for (const [field, text] of Object.entries({ sms, subject, body }) as ['sms' | 'subject' | 'body', string][]) {
    if (text.trim() === '') faults.push({ field, code: 'required' });
    const unknown = [...text.matchAll(MARK)].map(([, name = '']) => name).filter((name) => !isMark(name));
    if (unknown.length > 0) faults.push({ field, code: 'mark_unknown', found: unknown.join(', ') });
  }
  if (sms.trim() === '') return faults;
  if (!sms.includes('{link}')) faults.push({ field: 'sms', code: 'link_missing' });
  const fine = fineSigns(sms);
  if (fine.length > 0) faults.push({ field: 'sms', code: 'sign_fine', found: fine.join(' ') });
  const { parts, offending } = smsParts(fillWords(sms, longest));
  if (parts > MOST_PARTS)
    faults.push({ field: 'sms', code: 'words_long', ...(offending.length > 0 && { found: offending.join(' ') }) });
  return faults;
}
