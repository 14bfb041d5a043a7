export type ParsedEmail = { ok: true; email: string } | { ok: false; reason: 'empty' | 'format' };

const LONGEST_EMAIL = 254;
const LONGEST_LOCAL = 64;

/** Each is one class repeated, so that no input makes them slow. Source: RFC 5321 (lengths), RFC 5322 atext. */
const ATOM = /^[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+$/;
const LABEL = /^[a-z0-9-]{1,63}$/;
const TOP = /^(?:[a-z]{2,63}|xn--[a-z0-9-]{2,59})$/;

const isDomain = (domain: string): boolean => {
  const labels = domain.split('.');
  const isLabel = (label: string) => LABEL.test(label) && !label.startsWith('-') && !label.endsWith('-');
  return labels.length >= 2 && labels.every(isLabel) && TOP.test(labels.at(-1) ?? '');
};

/** Trims, lowers the domain, keeps the local part as typed. Quoted local parts and address literals are refused. */
export const parseEmail = (input: string): ParsedEmail => {
  if (input.length > LONGEST_EMAIL + 20) return { ok: false, reason: 'format' };
  const text = input.trim();
  if (text === '') return { ok: false, reason: 'empty' };
  const at = text.lastIndexOf('@');
  const local = text.slice(0, Math.max(0, at));
  const domain = text.slice(at + 1).toLowerCase();
  const isAddress =
    text.length <= LONGEST_EMAIL && local.length <= LONGEST_LOCAL && local.split('.').every((atom) => ATOM.test(atom));
  return isAddress && isDomain(domain) ? { ok: true, email: `${local}@${domain}` } : { ok: false, reason: 'format' };
};

/** Domains that most people use; the last line is there so that they are never "corrected". */
const COMMON = (
  'gmail.com googlemail.com hotmail.com hotmail.co.uk outlook.com outlook.co.uk yahoo.com yahoo.co.uk icloud.com ' +
  'live.com live.co.uk btinternet.com aol.com sky.com virginmedia.com talktalk.net ntlworld.com nhs.net ' +
  'mail.com ymail.com email.com gmx.com me.com mac.com msn.com proton.me protonmail.com aol.co.uk'
).split(' ');

/** Is `a` one slip from `b`: a letter wrong, missing, too many, or two swapped? */
const isOneSlip = (a: string, b: string): boolean => {
  let start = 0;
  while (start < a.length && a[start] === b[start]) start += 1;
  const [restA, restB] = [a.slice(start), b.slice(start)];
  return (
    restA.slice(1) === restB.slice(1) ||
    restA.slice(1) === restB ||
    restA === restB.slice(1) ||
    (restA[0] === restB[1] && restA[1] === restB[0] && restA.slice(2) === restB.slice(2))
  );
};

/** The domain that was probably meant ('a@hotmial.com' → 'hotmail.com'), or null. A suggestion to show, never a correction. */
export const suggestEmailDomain = (email: string): string | null => {
  const domain = email
    .slice(email.lastIndexOf('@') + 1)
    .trim()
    .toLowerCase();
  if (!email.includes('@') || domain.length > 40 || COMMON.includes(domain)) return null;
  return COMMON.find((known) => isOneSlip(domain, known)) ?? null;
};
