/** A language that people speak at a site or need to have interpreted. Codes: ISO 639. */
export interface SpokenLanguage {
  code: string;
  /** What staff read. */
  english: string;
  own: string;
}

const language = (code: string, english: string, own: string): SpokenLanguage => ({ code, english, own });

/** What interpreters are asked for most here comes first, then the others by name. */
export const SPOKEN_LANGUAGES: readonly SpokenLanguage[] = [
  language('pl', 'Polish', 'polski'),
  language('ar', 'Arabic', 'العربية'),
  language('ro', 'Romanian', 'română'),
  language('cmn', 'Chinese (Mandarin)', '普通话'),
  language('yue', 'Chinese (Cantonese)', '廣東話'),
  language('ckb', 'Kurdish Sorani', 'کوردیی سۆرانی'),
  language('kmr', 'Kurdish Kurmanji', 'kurmancî'),
  language('fa', 'Farsi', 'فارسی'),
  language('pt', 'Portuguese', 'português'),
  language('uk', 'Ukrainian', 'українська'),
  language('ur', 'Urdu', 'اردو'),
  language('bn', 'Bengali', 'বাংলা'),
  language('sq', 'Albanian', 'shqip'),
  language('am', 'Amharic', 'አማርኛ'),
  language('bg', 'Bulgarian', 'български'),
  language('cs', 'Czech', 'čeština'),
  language('prs', 'Dari', 'دری'),
  language('fr', 'French', 'français'),
  language('el', 'Greek', 'ελληνικά'),
  language('gu', 'Gujarati', 'ગુજરાતી'),
  language('hi', 'Hindi', 'हिन्दी'),
  language('hu', 'Hungarian', 'magyar'),
  language('it', 'Italian', 'italiano'),
  language('lv', 'Latvian', 'latviešu'),
  language('lt', 'Lithuanian', 'lietuvių'),
  language('ml', 'Malayalam', 'മലയാളം'),
  language('ne', 'Nepali', 'नेपाली'),
  language('ps', 'Pashto', 'پښتو'),
  language('pa', 'Punjabi', 'ਪੰਜਾਬੀ'),
  language('ru', 'Russian', 'русский'),
  language('sk', 'Slovak', 'slovenčina'),
  language('so', 'Somali', 'Soomaali'),
  language('es', 'Spanish', 'español'),
  language('sw', 'Swahili', 'Kiswahili'),
  language('tl', 'Tagalog', 'Tagalog'),
  language('ta', 'Tamil', 'தமிழ்'),
  language('ti', 'Tigrinya', 'ትግርኛ'),
  language('tr', 'Turkish', 'Türkçe'),
  language('vi', 'Vietnamese', 'Tiếng Việt'),
  language('cy', 'Welsh', 'Cymraeg'),
  language('yo', 'Yoruba', 'Yorùbá'),
];

/** British Sign Language, which is asked for by a need of its own. */
export const BSL: SpokenLanguage = language('bfi', 'British Sign Language', 'BSL');

/** All that staff of a site may speak or sign. */
export const STAFF_LANGUAGES: readonly SpokenLanguage[] = [...SPOKEN_LANGUAGES, BSL];

/** "polish", "pl" or "polski" → the language; undefined for one that is not on the list. */
export function readLanguage(typed: string): SpokenLanguage | undefined {
  const plain = typed.trim().toLowerCase();
  return STAFF_LANGUAGES.find(({ code, english, own }) =>
    [code, english.toLowerCase(), own.toLowerCase()].includes(plain),
  );
}
