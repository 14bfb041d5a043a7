import type { PersonFlag } from '@fairslot/domain';

/**
 * Everything about the synthetic population that no table gives. All of it is approximate and for trying the program only;
 * each value names what it follows. Change a value here and the margins that are printed change with it.
 */

/** Of a hundred people of an age, how many are women, before each Place is brought to its own share. Follows ONS mid-year estimates. */
export const femaleByAge: [fromAge: number, share: number][] = [
  [0, 0.49],
  [16, 0.51],
  [65, 0.53],
  [75, 0.57],
  [85, 0.65],
];

/** How much more often people of an age are of another group than White than their Place and fifth say. Follows Census 2021 RM032. */
export const otherGroupsByAge = [1.3, 1.3, 1.3, 1, 0.7, 0.4] as const;

/** Chance of a flag by age and sex. Prevalence as the interop notes of the project gather it from NHS England and ONS publications. */
export const flagChance: Record<PersonFlag, (age: number, sex: 'f' | 'm') => number> = {
  // 2.6 % of people over 65 and 13 % over 85: Census 2021, residents of care homes.
  care_home: (age) => (age >= 85 ? 0.13 : age >= 65 ? 0.008 : 0),
  housebound: (age) => (age >= 85 ? 0.05 : age >= 65 ? 0.009 : 0),
  pregnant: (age, sex) => (sex === 'f' && age >= 16 && age <= 44 ? 0.011 : 0),
  immunosuppressed: () => 0.019,
  // About 21 % of people of 18 to 64 are in a clinical risk group for flu (UKHSA denominators); more with age.
  clinical_risk: (age) => (age < 18 ? 0.08 : age < 40 ? 0.13 : age < 65 ? 0.28 : 0.45),
  carer: (age) => (age < 16 ? 0.01 : age < 80 ? 0.1 : 0.06),
  frontline: (age) => (age >= 18 && age < 65 ? 0.05 : 0),
  learning_disability: () => 0.005,
};

/** Chance of being known by a mobile number and by an e-mail address; everybody else may have an address. Follows Ofcom Adults’ Media Use 2024. */
export const mobileChance = (age: number): number =>
  age < 16 ? 0.75 : age < 65 ? 0.93 : age < 75 ? 0.8 : age < 85 ? 0.6 : 0.4;
export const emailChance = (age: number): number =>
  age < 16 ? 0.5 : age < 65 ? 0.7 : age < 75 ? 0.55 : age < 85 ? 0.35 : 0.15;
export const addressChance = 0.96;
export const numberChance = 0.985;

/** Chance of people on a list having died without the list leaving them out. */
export const deceasedChance = (age: number): number => (age >= 85 ? 0.004 : age >= 65 ? 0.001 : 0.0001);

/** Main language by ethnic category, of a hundred. Follows Census 2021 RM059; English where nothing is said. */
export const languages: Record<string, [language: string, percent: number][]> = {
  A: [['cy', 0.1]],
  C: [
    ['pl', 22],
    ['ro', 12],
    ['es', 4],
    ['it', 3],
  ],
  H: [
    ['gu', 7],
    ['pa', 6],
    ['ml', 7],
  ],
  J: [
    ['ur', 16],
    ['pa', 6],
  ],
  K: [['bn', 28]],
  L: [
    ['ta', 8],
    ['fa', 9],
  ],
  N: [
    ['so', 6],
    ['fr', 5],
    ['ar', 4],
  ],
  R: [['zh', 45]],
  S: [
    ['ar', 38],
    ['ku', 8],
    ['fa', 6],
  ],
};

/** Chance that somebody of an age who heads a home shares it with a partner. Follows Census 2021 TS003. */
export const partnerChance = (age: number): number =>
  age < 25 ? 0.3 : age < 35 ? 0.62 : age < 75 ? 0.68 : age < 85 ? 0.52 : 0.25;
/** Chance that a couple, or somebody alone, of 20 to 54 lives with children, and of a first, second … child then. */
export const familyChance = 0.42;
export const loneParentChance = 0.16;
export const childChance = [1, 0.72, 0.3, 0.2, 0.1] as const;
/** Chance of another grown-up in the home, once and once more. */
export const adultChance = (age: number): number => (age >= 40 && age < 65 ? 0.3 : 0.12);

/** Vaccines given, with the season's days and the log-odds of having had it. Follows UKHSA seasonal uptake 2024 to 2025 and its gradient by deprivation. */
export const programmes: {
  vaccine: string;
  from: string;
  days: number;
  /** Null for people whom the programme is not for. */
  logOdds: (age: number, flags: { risk: boolean; careHome: boolean }) => number | null;
}[] = [
  {
    vaccine: 'FLU',
    from: '10-01',
    days: 92,
    logOdds: (age, { risk, careHome }) =>
      careHome ? 1.9 : age >= 75 ? 1.5 : age >= 65 ? 0.9 : risk && age >= 2 ? -0.4 : null,
  },
  {
    vaccine: 'COVID',
    from: '10-01',
    days: 92,
    logOdds: (age, { careHome }) => (careHome ? 1.3 : age >= 75 ? 0.5 : null),
  },
  { vaccine: 'MMR', from: '01-01', days: 360, logOdds: (age) => (age >= 2 && age <= 18 ? 2.2 : null) },
];
/** Each step towards the most deprived fifth. */
export const perFifth = -0.35;
/** By ethnic group: White, Asian, Black, Mixed, Other. */
export const perGroup = [0, -0.45, -0.95, -0.5, -0.6] as const;
