import type * as english from '../en/messages';

/**
 * Draft: nobody who speaks Polish has checked it. Texts are written without Polish letters, of which a single one would take
 * two or three parts in place of one; e-mails have them. Names of services come in English and stand after a colon.
 */

const closing = (phone: string): string => `Potrzebujesz pomocy? Zadzwoń: ${phone}.`;
const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);
const when = (v: english.MessageValues): string =>
  v.dayIs === 'today' ? `dzisiaj ${v.clock}` : v.dayIs === 'tomorrow' ? `jutro ${v.clock}` : v.shortTime;
const place = (v: english.MessageValues): string[] => [v.longTime, `${v.site}, ${v.address}`, ...v.special];
const preparation = (v: Pick<english.MessageValues, 'preparation'>): string[] => (v.preparation ? [v.preparation] : []);

export const messages: typeof english.messages = {
  booked: {
    sms: (v) =>
      `Zapisano: ${v.firstName}, ${v.service}\n${v.shortTime}\n${v.siteShort}\nNr ${v.reference}\nZmien lub odwolaj ${v.link}`,
    email: (v) => ({
      subject: `Wizyta: ${v.longTime}`,
      heading: 'Wizyta jest zapisana',
      paragraphs: [
        `${v.firstName}, Twoja wizyta: ${v.service}.`,
        ...place(v),
        `Numer wizyty: ${v.reference}.`,
        ...preparation(v),
        closing(v.helpPhone),
      ],
      action: { words: 'Zmień lub odwołaj wizytę', link: v.link },
    }),
  },
  moved: {
    sms: (v) =>
      `Nowy termin: ${v.firstName}, ${v.service}\n${v.shortTime}\n${v.siteShort}\nNr ${v.reference}\nZmien lub odwolaj ${v.link}`,
    email: (v) => ({
      subject: `Nowy termin wizyty: ${v.longTime}`,
      heading: 'Wizyta ma nowy termin',
      paragraphs: [
        `${v.firstName}, nowy termin wizyty: ${v.service}.`,
        ...place(v),
        `Numer wizyty się nie zmienił: ${v.reference}.`,
        ...preparation(v),
        closing(v.helpPhone),
      ],
      action: { words: 'Zmień lub odwołaj wizytę', link: v.link },
    }),
  },
  cancelled_by_resident: {
    sms: (v) => `${v.firstName}, odwolano wizyte ${v.shortTime}. Mozesz zapisac sie ponownie: ${v.bookAgainLink}`,
    email: (v) => ({
      subject: `Odwołana wizyta: ${v.longTime}`,
      heading: 'Wizyta jest odwołana',
      paragraphs: [
        `${v.firstName}, wizyta (${v.service}) ${v.longTime}, ${v.site}, jest odwołana.`,
        'Jeśli nikt nie czekał na ten termin, trzymamy go dla Ciebie przez pół godziny.',
        closing(v.helpPhone),
      ],
      action: { words: 'Wybierz inny termin', link: v.bookAgainLink },
    }),
  },
  cancelled_by_site: {
    sms: (v) =>
      `Przepraszamy, ${v.firstName}. ${v.siteShort} odwolal wizyte ${v.shortTime}. Nowy termin: ${v.bookAgainLink} lub tel. ${v.helpPhone}`,
    email: (v) => ({
      subject: `Odwołana wizyta: ${v.longTime}`,
      heading: 'Musieliśmy odwołać wizytę',
      paragraphs: [
        `${v.firstName}, przepraszamy. ${v.site}: wizyta (${v.service}) ${v.longTime} nie odbędzie się.`,
        'Prosimy nie przyjeżdżać. Możesz wybrać inny termin, także w innym miejscu.',
        closing(v.helpPhone),
      ],
      action: { words: 'Wybierz inny termin', link: v.bookAgainLink },
    }),
  },
  possible_duplicate: {
    sms: (v) =>
      `${v.firstName}, mozliwe, ze masz dwie wizyty. Zachowac te?\n${v.shortTime}\n${v.siteShort}\nTak: nic nie rob. Nie: odwolaj ${v.link}`,
    email: (v) => ({
      subject: 'Czy masz dwie wizyty?',
      heading: 'Czy zachować tę wizytę?',
      paragraphs: [
        `${v.firstName}, możliwe, że masz dwie wizyty: ${v.service}. Tę zapisano z Twoim numerem lub adresem:`,
        ...place(v),
        'Aby ją zachować, nic nie rób. Jeśli wolisz drugą, odwołaj tę.',
        closing(v.helpPhone),
      ],
      action: { words: 'Zachowaj, zmień lub odwołaj', link: v.link },
    }),
  },
  clinic_moved: {
    sms: (v) =>
      v.before
        ? `Przepraszamy, ${v.firstName}. ${v.siteShort}: nowy termin wizyty ${v.shortTime}. Zachowaj lub zmien: ${v.link}`
        : `Przepraszamy, ${v.firstName}: nowe miejsce wizyty.\n${v.shortTime}\n${v.siteShort}\nZachowaj lub zmien: ${v.link}`,
    email: (v) => ({
      subject: `${v.before ? 'Zmieniony termin' : 'Nowe miejsce'} wizyty: ${v.longTime}`,
      heading: v.before ? 'Musieliśmy zmienić termin wizyty' : 'Musieliśmy zmienić miejsce wizyty',
      paragraphs: [
        v.before
          ? `${v.firstName}, przepraszamy. Trzymamy dla Ciebie ten termin:`
          : `${v.firstName}, przepraszamy. Miejsce wizyty jest inne. Termin jest ten sam:`,
        ...place(v),
        'Jeśli Ci odpowiada, nic nie rób. Jeśli nie, wybierz inny.',
        closing(v.helpPhone),
      ],
      action: { words: 'Zachowaj lub zmień termin', link: v.link },
    }),
  },
  had_elsewhere: {
    sms: (v) =>
      `${v.firstName}, czy to szczepienie juz za Toba${v.hadElsewhere ? ` (${v.hadElsewhere.on})` : ''}? Zachowaj lub odwolaj ${v.shortTime}: ${v.link}${v.hadElsewhere?.freesAt ? `\nBez odpowiedzi do ${v.hadElsewhere.freesAt} odwolamy` : ''}`,
    email: (v) => ({
      subject: `Czy ta wizyta jest jeszcze potrzebna? ${v.longTime}`,
      heading: 'Czy ta wizyta jest jeszcze potrzebna?',
      paragraphs: [
        `${v.firstName}, według naszych danych to już się odbyło gdzie indziej (${v.service})${v.hadElsewhere ? `: ${v.hadElsewhere.on}` : ''}. Masz też tę wizytę:`,
        ...place(v),
        'Jeśli tak było, odwołaj wizytę. Jeśli nasze dane są błędne, zachowaj ją.',
        ...(v.hadElsewhere?.freesAt ? [`Jeśli nie odpowiesz do ${v.hadElsewhere.freesAt}, odwołamy ją.`] : []),
        closing(v.helpPhone),
      ],
      action: { words: 'Zachowaj lub odwołaj', link: v.link },
    }),
  },
  freed_had_elsewhere: {
    sms: (v) =>
      `${v.firstName}, odwolalismy wizyte ${v.shortTime}, bo jest juz po szczepieniu. Nie bylo? Zapisz sie: ${v.bookAgainLink} lub tel. ${v.helpPhone}`,
    email: (v) => ({
      subject: `Odwołana wizyta: ${v.longTime}`,
      heading: 'Odwołaliśmy wizytę',
      paragraphs: [
        `${v.firstName}, według naszych danych to już się odbyło gdzie indziej (${v.service}). Pytaliśmy, ale nie było odpowiedzi.`,
        `Odwołaliśmy więc wizytę ${v.longTime}, ${v.site}.`,
        `Jeśli to błąd, wybierz inny termin albo zadzwoń: ${v.helpPhone}.`,
      ],
      action: { words: 'Wybierz inny termin', link: v.bookAgainLink },
    }),
  },
  reminder_3_days: {
    sms: (v) =>
      `${v.firstName}, wizyta: ${v.service}, ${when(v)}\n${v.siteShort}\nNie mozesz? Oddaj termin innym: ${v.link}`,
    email: (v) => ({
      subject: `Wizyta: ${v.longTime}`,
      heading: 'Zbliża się Twoja wizyta',
      paragraphs: [
        `${v.firstName}, przypominamy o wizycie: ${v.service}.`,
        ...place(v),
        ...preparation(v),
        'Jeśli nie możesz przyjść, oddaj termin komuś innemu.',
        closing(v.helpPhone),
      ],
      action: { words: 'Zmień lub odwołaj wizytę', link: v.link },
    }),
  },
  reminder_1_day: {
    sms: (v) => `${v.firstName}, do zobaczenia ${when(v)}: ${v.service}\n${v.siteShort}\nPomoc lub zmiana: ${v.link}`,
    email: (v) => ({
      subject: `Do zobaczenia: ${v.longTime}`,
      heading: 'Do zobaczenia',
      paragraphs: [
        `${v.firstName}, czekamy na Ciebie: ${v.service}.`,
        ...place(v),
        ...preparation(v),
        closing(v.helpPhone),
      ],
      action: { words: 'Pomoc lub zmiana terminu', link: v.link },
    }),
  },
  missed: {
    sms: (v) =>
      `${v.firstName}, nie bylo Cie ${v.dayIs === 'today' ? 'dzisiaj' : v.day}. Nadal czekamy na Ciebie. Wybierz nowy termin: ${v.bookAgainLink}`,
    email: (v) => ({
      subject: 'Wybierz nowy termin wizyty',
      heading: 'Nie było Cię na wizycie',
      paragraphs: [
        `${v.firstName}, wizyta (${v.service}) była ${v.longTime}, ${v.site}.`,
        'Możesz wybrać nowy termin, kiedy Ci pasuje.',
        closing(v.helpPhone),
      ],
      action: { words: 'Wybierz nowy termin', link: v.bookAgainLink },
    }),
  },
  next_dose: {
    sms: (v) =>
      `${v.firstName}, dawka ${v.nextDose?.dose ?? 2} (${v.service}) mozliwa od ${v.nextDose?.from ?? v.day}. Zapisz sie: ${v.bookAgainLink}`,
    email: (v) => ({
      subject: 'Zbliża się termin następnej dawki',
      heading: 'Zbliża się termin następnej dawki',
      paragraphs: [
        `${v.firstName}, dawka ${v.nextDose?.dose ?? 2} (${v.service}) jest możliwa od ${v.nextDose?.from ?? v.day}.`,
        closing(v.helpPhone),
      ],
      action: { words: 'Zapisz się', link: v.bookAgainLink },
    }),
  },
};

export const invitations: typeof english.invitations = {
  invitation: {
    sms: (v) =>
      `${v.firstName}, czeka na Ciebie: ${v.service}. Zapisz sie: ${v.link}\nBez internetu? Tel. ${v.helpPhone}`,
    email: (v) => ({
      subject: `Czeka na Ciebie: ${v.service}`,
      heading: `Czeka na Ciebie: ${v.service}`,
      paragraphs: [
        `${v.firstName}, ${v.organisation} zaprasza do zapisania się: ${v.service}.`,
        'Wybierz miejsce i termin. To trwa około dwóch minut i nie wymaga konta.',
        `Twój kod: ${v.code}. Nikt inny nie może go użyć. Bez internetu? Zadzwoń: ${v.helpPhone}.`,
      ],
      action: { words: 'Zapisz się', link: v.link },
    }),
  },
  invitation_again: {
    sms: (v) =>
      `${v.firstName}, nadal czeka na Ciebie: ${v.service}. Zapisz sie w 2 minuty lub powiedz, ze juz byla: ${v.link}`,
    email: (v) => ({
      subject: `Nadal czeka na Ciebie: ${v.service}`,
      heading: `Nadal czeka na Ciebie: ${v.service}`,
      paragraphs: [
        `${v.firstName}, pisaliśmy do Ciebie: ${v.service}.`,
        'Zapisz się w dwie minuty albo powiedz nam, że już to masz lub nie chcesz. Wtedy nie zapytamy ponownie.',
        `Twój kod: ${v.code}. Bez internetu? Zadzwoń: ${v.helpPhone}.`,
      ],
      action: { words: 'Zapisz się albo powiedz nam', link: v.link },
    }),
  },
};

/** The link at the end of an invitation by e-mail. */
export const noMoreInvitations = 'Nie chcę więcej zaproszeń e-mailem';

export const oneTimeCode: typeof english.oneTimeCode = {
  sms: (v) => `Twoj kod: ${v.code}. Wazny ${v.minutes} minut. Nigdy nie pytamy o niego przez telefon.`,
};

export const calendar: typeof english.calendar = {
  title: (v) => capital(v.service),
  description: (v) =>
    [`Numer ${v.reference}`, ...v.special, ...preparation(v), `Zmień lub odwołaj: ${v.link}`].join('\n'),
};
