import type * as english from '../en/messages';

/**
 * Draft: nobody who speaks Arabic has checked it. Arabic letters take two parts; to stay within them, texts leave out the
 * reference, which stands behind the link. Names of services come in English and stand after a colon.
 */

const closing = (phone: string): string => `هل تحتاج إلى مساعدة؟ اتصل على ${phone}.`;
const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);
const when = (v: english.MessageValues): string =>
  v.dayIs === 'today' ? `اليوم ${v.clock}` : v.dayIs === 'tomorrow' ? `غدًا ${v.clock}` : v.shortTime;
const place = (v: english.MessageValues): string[] => [v.longTime, `${v.site}، ${v.address}`, ...v.special];
const preparation = (v: Pick<english.MessageValues, 'preparation'>): string[] => (v.preparation ? [v.preparation] : []);

export const messages: typeof english.messages = {
  booked: {
    sms: (v) => `تم حجز موعد ${v.firstName}\n${v.shortTime}\n${v.siteShort}\nللتغيير ${v.link}`,
    email: (v) => ({
      subject: `موعدك: ${v.longTime}`,
      heading: 'تم حجز موعدك',
      paragraphs: [
        `${v.firstName}، موعدك: ${v.service}.`,
        ...place(v),
        `رقم الحجز: ${v.reference}.`,
        ...preparation(v),
        closing(v.helpPhone),
      ],
      action: { words: 'غيّر موعدك أو ألغِه', link: v.link },
    }),
  },
  moved: {
    sms: (v) => `موعد جديد: ${v.firstName}\n${v.shortTime}\n${v.siteShort}\nللتغيير ${v.link}`,
    email: (v) => ({
      subject: `موعدك الجديد: ${v.longTime}`,
      heading: 'تغيّر موعدك',
      paragraphs: [
        `${v.firstName}، موعدك الجديد: ${v.service}.`,
        ...place(v),
        `رقم الحجز لم يتغيّر: ${v.reference}.`,
        ...preparation(v),
        closing(v.helpPhone),
      ],
      action: { words: 'غيّر موعدك أو ألغِه', link: v.link },
    }),
  },
  cancelled_by_resident: {
    sms: (v) => `${v.firstName}، أُلغي موعدك ${v.shortTime}. للحجز من جديد: ${v.bookAgainLink}`,
    email: (v) => ({
      subject: `أُلغي موعدك: ${v.longTime}`,
      heading: 'أُلغي موعدك',
      paragraphs: [
        `${v.firstName}، أُلغي موعدك (${v.service}) ${v.longTime} في ${v.site}.`,
        'نحتفظ لك بالموعد نصف ساعة إن لم يكن أحد ينتظره.',
        closing(v.helpPhone),
      ],
      action: { words: 'احجز موعدًا آخر', link: v.bookAgainLink },
    }),
  },
  cancelled_by_site: {
    sms: (v) =>
      `نأسف ${v.firstName}، أُلغي موعدك ${v.shortTime}. احجز من جديد ${v.bookAgainLink} أو اتصل ${v.helpPhone}`,
    email: (v) => ({
      subject: `أُلغي موعدك: ${v.longTime}`,
      heading: 'اضطررنا إلى إلغاء موعدك',
      paragraphs: [
        `${v.firstName}، نأسف. ألغى ${v.site} موعدك (${v.service}) ${v.longTime}.`,
        'الرجاء عدم الحضور. يمكنك حجز موعد آخر هناك أو في مكان آخر.',
        closing(v.helpPhone),
      ],
      action: { words: 'احجز موعدًا آخر', link: v.bookAgainLink },
    }),
  },
  possible_duplicate: {
    sms: (v) => `${v.firstName}، قد يكون لك موعدان. أتريد هذا؟\n${v.shortTime}\nإن لم ترده ألغِه: ${v.link}`,
    email: (v) => ({
      subject: 'هل لديك موعدان؟',
      heading: 'هل تريد الاحتفاظ بهذا الموعد؟',
      paragraphs: [
        `${v.firstName}، قد يكون لديك موعدان: ${v.service}. حُجز هذا بمعلومات الاتصال الخاصة بك:`,
        ...place(v),
        'للاحتفاظ به لا تفعل شيئًا. وإن أردت الآخر فألغِ هذا.',
        closing(v.helpPhone),
      ],
      action: { words: 'احتفظ به أو غيّره أو ألغِه', link: v.link },
    }),
  },
  clinic_moved: {
    sms: (v) =>
      v.before
        ? `نأسف ${v.firstName}، موعدك الجديد ${v.shortTime}${v.before.isSameSite ? '' : `، ${v.siteShort}`}. للاحتفاظ به أو تغييره: ${v.link}`
        : `${v.firstName}، مكان جديد لموعدك\n${v.shortTime}\n${v.siteShort}\nلتغييره: ${v.link}`,
    email: (v) => ({
      subject: v.before ? `تغيّر موعدك: ${v.longTime}` : `مكان جديد لموعدك: ${v.longTime}`,
      heading: v.before ? 'اضطررنا إلى تغيير موعدك' : 'اضطررنا إلى تغيير مكان موعدك',
      paragraphs: [
        v.before ? `${v.firstName}، نأسف. حفظنا لك هذا الموعد:` : `${v.firstName}، نأسف. تغيّر المكان، والوقت كما هو:`,
        ...place(v),
        'إن ناسبك فلا تفعل شيئًا، وإلا فاختر موعدًا آخر.',
        closing(v.helpPhone),
      ],
      action: { words: 'احتفظ به أو غيّره', link: v.link },
    }),
  },
  had_elsewhere: {
    sms: (v) =>
      `${v.firstName}، هل أخذت هذا من قبل؟ موعدك ${v.shortTime}. للاحتفاظ به أو إلغائه: ${v.link}${v.hadElsewhere?.freesAt ? `\nنلغيه إن لم ترد قبل ${v.hadElsewhere.freesAt}` : ''}`,
    email: (v) => ({
      subject: 'هل ما زلت تحتاج إلى هذا الموعد؟',
      heading: 'هل ما زلت تحتاج إلى هذا الموعد؟',
      paragraphs: [
        `${v.firstName}، تقول سجلاتنا إنك أخذت هذا في مكان آخر: ${v.service}${v.hadElsewhere ? `، ${v.hadElsewhere.on}` : ''}. ولديك هذا الموعد أيضًا:`,
        ...place(v),
        'إن كنت قد أخذته فألغِ الموعد. وإن كانت سجلاتنا خاطئة فاحتفظ به.',
        ...(v.hadElsewhere?.freesAt ? [`إن لم ترد قبل ${v.hadElsewhere.freesAt} فسنلغيه.`] : []),
        closing(v.helpPhone),
      ],
      action: { words: 'احتفظ به أو ألغِه', link: v.link },
    }),
  },
  freed_had_elsewhere: {
    sms: (v) => `${v.firstName}، ألغينا موعدك ${v.shortTime} لأنك أخذته من قبل. إن كان هذا خطأ: ${v.bookAgainLink}`,
    email: (v) => ({
      subject: `أُلغي موعدك: ${v.longTime}`,
      heading: 'ألغينا موعدك',
      paragraphs: [
        `${v.firstName}، تقول سجلاتنا إنك أخذت هذا في مكان آخر: ${v.service}. سألناك ولم يصلنا رد.`,
        `لذلك ألغينا موعد ${v.longTime}، ${v.site}.`,
        closing(v.helpPhone),
      ],
      action: { words: 'احجز موعدًا آخر', link: v.bookAgainLink },
    }),
  },
  reminder_3_days: {
    sms: (v) => `${v.firstName}، موعدك ${when(v)}\n${v.siteShort}\nلن تحضر؟ اتركه لغيرك ${v.link}`,
    email: (v) => ({
      subject: `موعدك: ${v.longTime}`,
      heading: 'موعدك قريب',
      paragraphs: [
        `${v.firstName}، نذكّرك بموعدك: ${v.service}.`,
        ...place(v),
        ...preparation(v),
        'إن لم تستطع الحضور فاترك الموعد لغيرك.',
        closing(v.helpPhone),
      ],
      action: { words: 'غيّر موعدك أو ألغِه', link: v.link },
    }),
  },
  reminder_1_day: {
    sms: (v) => `${v.firstName}، نراك ${when(v)}\n${v.siteShort}\nللمساعدة أو التغيير: ${v.link}`,
    email: (v) => ({
      subject: `نراك ${v.longTime}`,
      heading: 'نراك قريبًا',
      paragraphs: [`${v.firstName}، ننتظرك: ${v.service}.`, ...place(v), ...preparation(v), closing(v.helpPhone)],
      action: { words: 'المساعدة أو تغيير الموعد', link: v.link },
    }),
  },
  missed: {
    sms: (v) =>
      `${v.firstName}، لم تحضر ${v.dayIs === 'today' ? 'اليوم' : v.day}. ما زلنا ننتظرك. اختر موعدًا جديدًا: ${v.bookAgainLink}`,
    email: (v) => ({
      subject: 'اختر موعدًا جديدًا',
      heading: 'لم نرك في موعدك',
      paragraphs: [
        `${v.firstName}، كان موعدك (${v.service}) ${v.longTime} في ${v.site}.`,
        'يمكنك اختيار موعد جديد متى شئت.',
        closing(v.helpPhone),
      ],
      action: { words: 'اختر موعدًا جديدًا', link: v.bookAgainLink },
    }),
  },
  next_dose: {
    sms: (v) =>
      `${v.firstName}، جرعتك رقم ${v.nextDose?.dose ?? 2} ممكنة من ${v.nextDose?.from ?? v.day}. احجز: ${v.bookAgainLink}`,
    email: (v) => ({
      subject: 'اقترب موعد جرعتك التالية',
      heading: 'اقترب موعد جرعتك التالية',
      paragraphs: [
        `${v.firstName}، جرعتك رقم ${v.nextDose?.dose ?? 2} (${v.service}) ممكنة من ${v.nextDose?.from ?? v.day}.`,
        closing(v.helpPhone),
      ],
      action: { words: 'احجز موعدًا', link: v.bookAgainLink },
    }),
  },
};

export const invitations: typeof english.invitations = {
  invitation: {
    sms: (v) => `${v.firstName}، موعدك جاهز لك. احجز: ${v.link}\nبلا إنترنت؟ اتصل ${v.helpPhone}`,
    email: (v) => ({
      subject: 'موعدك جاهز لك',
      heading: 'موعدك جاهز لك',
      paragraphs: [
        `${v.firstName}، تدعوك ${v.organisation} إلى الحجز: ${v.service}.`,
        'اختر المكان والوقت المناسبين. يستغرق ذلك نحو دقيقتين ولا يحتاج إلى حساب.',
        `رمزك: ${v.code}. لا يستطيع غيرك الحجز به. بلا إنترنت؟ اتصل على ${v.helpPhone}.`,
      ],
      action: { words: 'احجز موعدك', link: v.link },
    }),
  },
  invitation_again: {
    sms: (v) => `${v.firstName}، ما زال موعدك ينتظرك. احجز في دقيقتين أو أخبرنا: ${v.link}`,
    email: (v) => ({
      subject: 'ما زال موعدك ينتظرك',
      heading: 'ما زال موعدك ينتظرك',
      paragraphs: [
        `${v.firstName}، كتبنا إليك بشأن: ${v.service}.`,
        'احجز في دقيقتين، أو أخبرنا أنك حصلت عليه أو لا تريده، فلا نسألك مرة أخرى.',
        `رمزك: ${v.code}. بلا إنترنت؟ اتصل على ${v.helpPhone}.`,
      ],
      action: { words: 'احجز أو أخبرنا', link: v.link },
    }),
  },
};

/** The link at the end of an invitation by e-mail. */
export const noMoreInvitations = 'لا أريد دعوات أخرى بالبريد الإلكتروني';

export const oneTimeCode: typeof english.oneTimeCode = {
  sms: (v) => `رمزك ${v.code}. صالح ${v.minutes} دقائق. لا نسأل عنه بالهاتف أبدًا.`,
};

export const calendar: typeof english.calendar = {
  title: (v) => capital(v.service),
  description: (v) =>
    [`رقم الحجز ${v.reference}`, ...v.special, ...preparation(v), `للتغيير أو الإلغاء: ${v.link}`].join('\n'),
};
