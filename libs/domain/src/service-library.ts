import type { EligibilityProgramme } from './eligibility/programme';

interface LibraryQuestion {
  id: string;
  kind: 'yes_no' | 'code';
  label: string;
  /** How it reads as one of several boxes to tick; the label where left out. */
  phrase?: string;
  hint?: string;
}

/** A service as it can be set up: its words, and its rule without the dates of a season. */
export interface LibraryService {
  /** In addresses, lists of doses and the API: a region that has the service under one of `formerSlugs` keeps that one. */
  slug: string;
  formerSlugs?: readonly string[];
  kind: 'vaccine' | 'clinic';
  name: string;
  shortName: string;
  whoFor: string;
  /** What is not as it was last season, for residents. */
  whatChanged?: string;
  preparation: string;
  outcomeWord: 'vaccinated' | 'seen';
  minutes: number;
  drawsStock: boolean;
  /** Open for a season around today; without it always. */
  seasonal: boolean;
  questions: readonly LibraryQuestion[];
  doses: { dose: number; minimumAge?: { months: number }; afterPrevious?: { days: number } }[];
  rule: Omit<EligibilityProgramme, 'programme_start' | 'programme_end'>;
}

const weakenedImmuneSystem: LibraryQuestion = {
  id: 'immunosuppressed',
  kind: 'yes_no',
  label: 'Does an illness or a treatment make the immune system weaker?',
  hint: 'For example chemotherapy, a transplant, or medicine such as high-dose steroids.',
};

/** Each is a reason by itself for an adult under 65. */
const fluReasons = [
  { id: 'pregnant', kind: 'yes_no', label: 'Are you pregnant?', phrase: 'Pregnant' },
  {
    id: 'clinical_risk',
    kind: 'yes_no',
    label: 'Do you have a long-term health condition?',
    phrase: 'A long-term health condition',
    hint: 'For example diabetes, bad asthma, a weak immune system, or an illness of the heart, lungs, kidneys or liver.',
  },
  {
    id: 'carer',
    kind: 'yes_no',
    label: 'Do you look after somebody who is old, ill or disabled?',
    phrase: 'Looks after somebody who is old, ill or disabled',
    hint: 'Their main carer, or with a carer’s allowance.',
  },
  {
    id: 'lives_with_immunosuppressed',
    kind: 'yes_no',
    label: 'Do you live with somebody who has a weak immune system?',
    phrase: 'Lives with somebody who has a weak immune system',
  },
  {
    id: 'frontline',
    kind: 'yes_no',
    label: 'Do you do front-line health or care work?',
    phrase: 'Does front-line health or care work',
    hint: 'Work with patients, or with people who get care.',
  },
] as const satisfies readonly LibraryQuestion[];

/** Services to begin with, whose rules follow published programmes as we read them: a clinician confirms every figure before use. */
export const serviceLibrary: readonly LibraryService[] = [
  {
    slug: 'flu',
    // It is for younger adults with a reason, too.
    formerSlugs: ['flu-65'],
    kind: 'vaccine',
    name: 'Flu vaccine',
    shortName: 'flu vaccine',
    whoFor: 'People aged 65 or over, and adults with a reason such as pregnancy, a long illness or caring for somebody',
    whatChanged: 'The rules have changed. People aged 50 to 64 now need a reason.',
    preparation: 'Wear a top with sleeves that roll up easily.',
    outcomeWord: 'vaccinated',
    minutes: 5,
    drawsStock: true,
    seasonal: true,
    questions: fluReasons,
    doses: [],
    rule: {
      id: 'flu',
      vaccine: 'FLU',
      max_doses_in_window: 1,
      source: 'For clinical review. National flu immunisation programme 2026 to 2027, adults.',
      cohorts: [
        { id: 'aged-65', label: '65 and over', priority: 1, when: { age: { gte: { years: 65 } } } },
        ...fluReasons.map(({ id, phrase: label }, n) => ({
          id,
          label,
          priority: n + 2,
          when: { all: [{ age: { gte: { years: 18 } } }, { flag: id }] },
        })),
      ],
    },
  },
  {
    slug: 'covid-autumn',
    kind: 'vaccine',
    name: 'COVID-19 autumn vaccine',
    shortName: 'COVID-19 vaccine',
    whoFor: 'People aged 75 or over, and people with a weakened immune system',
    preparation: 'Wear a top with sleeves that roll up easily.',
    outcomeWord: 'vaccinated',
    minutes: 5,
    drawsStock: true,
    seasonal: true,
    questions: [weakenedImmuneSystem],
    doses: [],
    rule: {
      id: 'covid-autumn',
      vaccine: 'COVID',
      max_doses_in_window: 1,
      min_interval: { months: 3 },
      source: 'For clinical review. COVID-19 vaccination programme, groups of 2025 and spring 2026.',
      cohorts: [
        { id: 'aged-75', label: '75 and over', priority: 1, when: { age: { gte: { years: 75 } } } },
        {
          id: 'immunosuppressed',
          label: 'Weakened immune system',
          priority: 2,
          when: { all: [{ age: { gte: { months: 6 } } }, { flag: 'immunosuppressed' }] },
        },
      ],
    },
  },
  {
    slug: 'mmr',
    kind: 'vaccine',
    name: 'MMR vaccine',
    shortName: 'MMR vaccine',
    whoFor: 'Children from 12 months to 17 years who have not had two doses',
    preparation: 'Bring the red book (personal child health record) if you have it.',
    outcomeWord: 'vaccinated',
    minutes: 10,
    drawsStock: true,
    seasonal: false,
    questions: [weakenedImmuneSystem],
    doses: [
      { dose: 1, minimumAge: { months: 12 } },
      { dose: 2, minimumAge: { months: 15 }, afterPrevious: { days: 28 } },
    ],
    rule: {
      id: 'mmr',
      vaccine: 'MMR',
      counts_as: ['MMR', 'MMRV'],
      window_start: '1988-10-01',
      max_doses_in_window: 2,
      min_interval: { days: 28 },
      source: 'For clinical review. Routine immunisation schedule 2026; a live vaccine.',
      cohorts: [
        {
          id: 'children',
          label: '12 months to 17 years',
          priority: 1,
          when: { age: { gte: { months: 12 }, lt: { years: 18 } } },
        },
      ],
      refer: [
        {
          id: 'immunosuppressed',
          message: 'MMR is a live vaccine: somebody with a weakened immune system talks to their practice first.',
          when: { flag: 'immunosuppressed' },
        },
      ],
    },
  },
  {
    slug: 'health-check',
    kind: 'clinic',
    name: 'Health check',
    shortName: 'health check',
    whoFor: 'People aged 40 to 74 who have not had one in the last 5 years',
    preparation: 'Wear a top with sleeves that roll up easily, and bring a list of the medicines you take.',
    outcomeWord: 'seen',
    minutes: 20,
    drawsStock: false,
    seasonal: false,
    questions: [
      {
        id: 'had_health_check_5y',
        kind: 'yes_no',
        label: 'Have you had a health check in the last 5 years?',
        hint: 'One that looked at your blood pressure, weight and cholesterol together.',
      },
    ],
    doses: [],
    rule: {
      id: 'health-check',
      vaccine: 'HEALTH_CHECK',
      source: 'For clinical review. Local authority health checks: ages 40 to 74, once in 5 years.',
      cohorts: [
        {
          id: 'aged-40-to-74',
          label: '40 to 74, none in 5 years',
          priority: 1,
          when: { all: [{ age: { gte: { years: 40 }, lt: { years: 75 } } }, { not: { flag: 'had_health_check_5y' } }] },
        },
      ],
    },
  },
  {
    slug: 'blood-test',
    kind: 'clinic',
    name: 'Blood test',
    shortName: 'blood test',
    whoFor: 'People with a referral code from their practice or hospital',
    preparation:
      'If you were told to fast: nothing to eat or drink except water for 10 hours before. Keep taking your medicines unless you were told not to. Bring your referral code.',
    outcomeWord: 'seen',
    minutes: 10,
    drawsStock: false,
    seasonal: false,
    questions: [
      {
        id: 'referralCode',
        kind: 'code',
        label: 'What is your referral code?',
        hint: 'It has 6 to 12 letters and numbers and stands on your form or in your message.',
      },
    ],
    doses: [],
    rule: {
      id: 'blood-test',
      vaccine: 'BLOOD_TEST',
      source: 'A referral decides; there is no rule about the person.',
      cohorts: [{ id: 'referred', label: 'Anybody with a referral', priority: 1, when: true }],
    },
  },
];

/** All that a service of the library is or was called by in addresses. */
export const slugsOf = ({ slug, formerSlugs = [] }: LibraryService): string[] => [slug, ...formerSlugs];
