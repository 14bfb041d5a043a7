/** What people choose first when twelve characters are asked for, without the digits and signs they add. */
const COMMON =
  /^(password|passw0rd|p4ssword|letmein|welcome|qwerty(uiop)?|asdfgh(jkl)?|zxcvbn(m)?|iloveyou|vaccine|vaccination|fairslot|monday|sunday|summer|winter|spring|autumn|january|december|liverpool|manchester|chelsea|arsenal|everton|football|administrator|admin|changeme|secret|pharmacy|hospital|nhs|nursing|dragon|monkey|sunshine|princess)+$/;

/** Is this among the passwords that are guessed first? Length alone is judged elsewhere; no rule asks for signs or digits. */
export function isGuessedFirst(password: string, email: string): boolean {
  const text = password.normalize('NFKC').toLowerCase();
  const letters = text.replace(/[^a-z]/g, '');
  const name = email.toLowerCase().split('@')[0] ?? '';
  return (
    new Set(text).size < 5 ||
    COMMON.test(letters) ||
    /^(0?1234567890?|abcdefgh)/.test(text) ||
    (name.length > 3 && text.replaceAll(name, '').length < 6)
  );
}
