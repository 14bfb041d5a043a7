import fc from 'fast-check';
import { addDays, addPeriod, type LocalDate, type Period } from '../local-date';
import { evaluateEligibility } from './evaluate-eligibility';
import type { DoseFact, EligibilityFacts } from './facts';
import { countValidMmrDoses } from './mmr-doses';
import type { EligibilityProgramme } from './programme';
import type { EligibilityOutcome, EligibilityReasonCode } from './result';
import vectorFile from './vectors.json';

interface VectorPerson {
  dob?: LocalDate;
  sex?: 'male' | 'female';
  setting?: string;
  place?: string;
  flags?: Record<string, boolean>;
  occupation?: string[];
  pregnancy?: null | { edd: LocalDate };
  invitations?: string[];
  doses?: DoseFact[];
}
interface Vector {
  id: string;
  programme: string;
  date: LocalDate;
  person: VectorPerson;
  expect: {
    status: EligibilityOutcome;
    reason?: string;
    cohort?: string;
    earliest_date?: LocalDate;
    missing?: string[];
    reasons?: string[];
  };
  why: string;
}

const programmes = vectorFile.programmes as unknown as EligibilityProgramme[];
const vectors = vectorFile.vectors as unknown as Vector[];

/** The deciding reason where a vector names none. */
const DECIDING_CODE: Partial<Record<EligibilityOutcome, EligibilityReasonCode>> = {
  eligible: 'in_cohort',
  already_vaccinated: 'doses_complete',
  needs_information: 'missing_fact',
  refer: 'refer',
};

const programmeNamed = (id: string): EligibilityProgramme => {
  const found = programmes.find((programme) => programme.id === id);
  if (!found) throw new Error(`no programme ${id}`);
  return found;
};

const factsOf = ({ dob, invitations, pregnancy, ...same }: VectorPerson): EligibilityFacts => ({
  ...same,
  dateOfBirth: dob,
  invited: invitations,
  pregnant: pregnancy === null ? false : pregnancy && { dueDate: pregnancy.edd },
});

describe('programme vectors', () => {
  test.each(vectors.map((vector) => [vector.id, vector.why, vector] as const))('%s: %s', (_id, _why, vector) => {
    const result = evaluateEligibility(programmeNamed(vector.programme), factsOf(vector.person), vector.date);
    const { expect: expected } = vector;
    expect(result.outcome).toBe(expected.status);
    expect(result.cohort).toBe(expected.cohort);
    expect(result.earliestDate).toBe(expected.earliest_date);
    expect(result.missing).toEqual(expected.missing);
    const referredBy = result.reasons.filter(({ code }) => code === 'refer').map(({ rule }) => rule);
    expect(referredBy).toEqual(expected.reasons ?? []);
    expect(result.reasons[0]?.code).toBe(expected.reason ?? DECIDING_CODE[expected.status]);
  });

  test('there are 25 of them, 10 on dates and 7 on MMR doses', () => {
    const counts = [vectors, vectorFile.date_arithmetic_vectors, vectorFile.mmr_validity_vectors].map(
      (list) => list.length,
    );
    expect(counts).toEqual([25, 10, 7]);
  });
});

test.each(
  vectorFile.date_arithmetic_vectors.map((vector) => [vector.date, vector.add as Period, vector.expect] as const),
)('date vector: %s plus %j is %s', (date, period, expected) => {
  expect(addPeriod(date, period)).toBe(expected);
});

test.each(vectorFile.mmr_validity_vectors.map((vector) => [vector.why, vector] as const))(
  'MMR dose vector: %s',
  (_why, vector) => {
    expect(countValidMmrDoses(vector.dob, vector.doses)).toBe(vector.expect_valid_doses);
  },
);

const covid = programmeNamed('covid-spring-2026');
const flu = programmeNamed('flu-2026');
const codes = (result: ReturnType<typeof evaluateEligibility>) => result.reasons.map(({ code }) => code);

describe('a missing fact asks, it never refuses', () => {
  test('nothing known at all asks for every fact that could decide', () => {
    expect(evaluateEligibility(covid, {}, '2026-05-01')).toMatchObject({
      outcome: 'needs_information',
      missing: ['setting', 'dateOfBirth', 'flag:immunosuppressed'],
    });
  });

  test('a fact that could only matter after the earliest date already known is not asked', () => {
    const facts = { dateOfBirth: '1960-05-05', pregnant: false, flags: { carer: false }, occupation: [] };
    expect(evaluateEligibility(flu, facts, '2026-09-15')).toMatchObject({
      outcome: 'not_yet',
      earliestDate: '2026-10-01',
    });
  });

  test('a fact that could bring an earlier date is asked even if a later date is certain', () => {
    expect(evaluateEligibility(programmeNamed('shingles'), { dateOfBirth: '1958-08-31' }, '2026-11-21')).toMatchObject({
      outcome: 'needs_information',
      missing: ['flag:severely_immunosuppressed'],
    });
  });

  test('a baby under six months with an unanswered health question is asked, not refused', () => {
    const facts = { dateOfBirth: '2025-11-15', setting: 'home' };
    expect(evaluateEligibility(covid, facts, '2026-05-01')).toMatchObject({
      outcome: 'needs_information',
      missing: ['flag:immunosuppressed'],
    });
  });

  test('with no record of doses, having had one is asked and having had none is presumed', () => {
    const born = { dateOfBirth: '2026-08-01' };
    expect(evaluateEligibility(programmeNamed('rotavirus-2'), born, '2026-11-21')).toMatchObject({
      outcome: 'needs_information',
      missing: ['doses'],
    });
    expect(evaluateEligibility(programmeNamed('mmrv-18m'), { dateOfBirth: '2024-08-01' }, '2026-11-21').outcome).toBe(
      'eligible',
    );
  });

  test('with no record of doses, "not fewer than two" asks', () => {
    const programme: EligibilityProgramme = {
      ...covid,
      cohorts: [{ id: 'boosted', priority: 1, when: { not: { doses: { vaccine: 'COVID', lt: 2 } } } }],
    };
    expect(evaluateEligibility(programme, {}, '2026-05-01')).toMatchObject({
      outcome: 'needs_information',
      missing: ['doses'],
    });
  });

  test('pregnant without a due date asks for it only where the week matters', () => {
    expect(evaluateEligibility(flu, { pregnant: true, dateOfBirth: '1995-01-01' }, '2026-11-21').outcome).toBe(
      'eligible',
    );
    expect(evaluateEligibility(programmeNamed('rsv-pregnancy'), { pregnant: true }, '2026-11-21').missing).toEqual([
      'dueDate',
    ]);
  });
});

describe('every reason is returned', () => {
  test('too young and too soon after the last dose are both said, and the later date counts', () => {
    const facts: EligibilityFacts = {
      dateOfBirth: '2025-11-15',
      setting: 'home',
      flags: { immunosuppressed: true },
      doses: [{ vaccine: 'COVID', date: '2026-03-20' }],
    };
    const result = evaluateEligibility(covid, facts, '2026-05-01');
    expect(codes(result)).toEqual(['age_or_weeks', 'interval']);
    expect(result.earliestDate).toBe('2026-06-19');
  });

  test('everyone outside is told about each cohort and the facts that decided', () => {
    const facts = { dateOfBirth: '1980-01-01', setting: 'home', flags: { immunosuppressed: false } };
    expect(evaluateEligibility(covid, facts, '2026-05-01').reasons).toEqual([
      { code: 'no_cohort' },
      { code: 'not_in_cohort', cohort: 'care-home', facts: ['setting'] },
      { code: 'not_in_cohort', cohort: '75-plus', facts: ['dateOfBirth'] },
      { code: 'not_in_cohort', cohort: 'immunosuppressed', facts: ['flag:immunosuppressed'] },
    ]);
  });

  test('someone in two cohorts hears of both, the first by priority deciding', () => {
    const facts = { dateOfBirth: '1940-01-01', setting: 'care_home_older_adults' };
    const result = evaluateEligibility(covid, facts, '2026-05-01');
    expect(result.cohort).toBe('care-home');
    expect(result.reasons.map(({ cohort }) => cohort)).toEqual(['care-home', '75-plus']);
  });

  test('a referral that must wait as well keeps its first date', () => {
    const facts = { dateOfBirth: '1940-01-01', setting: 'home', flags: { anaphylaxis_previous_covid: true } };
    const result = evaluateEligibility(covid, facts, '2026-04-01');
    expect(result).toMatchObject({ outcome: 'refer', earliestDate: '2026-04-13' });
    expect(codes(result)).toEqual(['refer', 'programme_not_open']);
  });

  test('a refer rule not answered yet is listed to ask, and holds nothing back', () => {
    const result = evaluateEligibility(covid, { dateOfBirth: '1940-01-01', setting: 'home' }, '2026-05-01');
    expect(result).toMatchObject({ outcome: 'eligible', unansweredReferrals: ['flag:anaphylaxis_previous_covid'] });
  });
});

describe('dates', () => {
  test('a cohort that opens later than the programme is not yet open', () => {
    const facts = { dateOfBirth: '1950-01-01', pregnant: false };
    const result = evaluateEligibility(flu, facts, '2026-09-30');
    expect(result.reasons).toEqual([{ code: 'cohort_not_open', cohort: '65-plus', date: '2026-10-01' }]);
    expect(result.earliestDate).toBe('2026-10-01');
    expect(evaluateEligibility(flu, facts, '2026-10-01').outcome).toBe('eligible');
  });

  test('the last day of a programme is included and the next is too late', () => {
    const facts = { dateOfBirth: '1940-01-01' };
    expect(evaluateEligibility(covid, facts, '2026-06-30').outcome).toBe('eligible');
    expect(codes(evaluateEligibility(covid, facts, '2026-07-01'))).toEqual(['programme_ended']);
  });

  test('"at least 91 days after" includes day 91', () => {
    const facts = { dateOfBirth: '1940-01-01', doses: [{ vaccine: 'COVID', date: '2026-03-01' }] };
    expect(evaluateEligibility(covid, facts, addDays('2026-03-01', 91)).outcome).toBe('eligible');
    expect(evaluateEligibility(covid, facts, addDays('2026-03-01', 90)).outcome).toBe('not_yet');
  });

  test('a school year is reached on 1 September', () => {
    const result = evaluateEligibility(programmeNamed('hpv-catchup'), { dateOfBirth: '2014-10-10' }, '2026-11-21');
    expect(result).toMatchObject({ outcome: 'not_yet', earliestDate: '2027-09-01', cohort: 'year8-to-25' });
  });

  test('a pregnancy is over four weeks after its due date at the latest', () => {
    const facts = { place: 'Knowsley', invited: ['mmr-outbreak-26'], pregnant: { dueDate: '2026-11-01' }, doses: [] };
    const result = evaluateEligibility(programmeNamed('knowsley-popup'), facts, '2026-11-21');
    expect(result).toMatchObject({ outcome: 'not_yet', earliestDate: '2026-11-29' });
    expect(evaluateEligibility(programmeNamed('rsv-pregnancy'), facts, '2026-11-29').outcome).toBe('not_eligible');
  });

  test('a person who grows too old before the interval ends is told so', () => {
    const facts = { dateOfBirth: '2026-06-20', doses: [{ vaccine: 'ROTAVIRUS', date: '2026-11-20' }] };
    expect(codes(evaluateEligibility(programmeNamed('rotavirus-2'), facts, '2026-11-21'))).toEqual([
      'cohort_ends_before_interval',
    ]);
  });

  test('whether two doses of MMR count is not known without the age at which they were given', () => {
    const doses = [
      { vaccine: 'MMR', date: '2024-01-01' },
      { vaccine: 'MMRV', date: '2024-02-01' },
    ];
    const mmrv = programmeNamed('mmrv-18m');
    expect(evaluateEligibility(mmrv, { doses }, '2026-01-01')).toMatchObject({
      outcome: 'needs_information',
      missing: ['dateOfBirth'],
    });
    expect(evaluateEligibility(mmrv, { doses, dateOfBirth: '2024-07-01' }, '2026-01-01').outcome).toBe('eligible');
    expect(evaluateEligibility(mmrv, { doses, dateOfBirth: '2022-07-01' }, '2026-01-01').outcome).toBe('not_eligible');
  });

  test('someone who has had every dose is not asked health questions first', () => {
    const facts = { dateOfBirth: '1990-01-01', doses: [{ vaccine: 'COVID', date: '2026-05-01' }] };
    expect(evaluateEligibility(covid, facts, '2026-06-01').outcome).toBe('already_vaccinated');
  });
});

const dateFrom = (from: LocalDate, days: number) => fc.integer({ min: 0, max: days }).map((n) => addDays(from, n));
const maybe = <T>(value: fc.Arbitrary<T>) => fc.option(value, { nil: undefined });
const anyFacts: fc.Arbitrary<EligibilityFacts> = fc.record({
  dateOfBirth: maybe(fc.oneof(dateFrom('1935-01-01', 13_000), dateFrom('1995-01-01', 11_600))),
  setting: maybe(fc.constantFrom('home', 'care_home_older_adults')),
  place: maybe(fc.constantFrom('Knowsley', 'Liverpool')),
  invited: maybe(fc.constantFrom(['mmr-outbreak-26'], [])),
  occupation: maybe(fc.constantFrom(['frontline_social_care'], [])),
  pregnant: maybe(
    fc.oneof(
      fc.boolean(),
      dateFrom('2026-01-01', 700).map((dueDate) => ({ dueDate })),
    ),
  ),
  flags: fc.record(
    Object.fromEntries(
      ['immunosuppressed', 'severely_immunosuppressed', 'flu_risk', 'carer', 'anaphylaxis_previous_covid'].map(
        (flag) => [flag, maybe(fc.boolean())],
      ),
    ) as Record<string, fc.Arbitrary<boolean>>,
  ),
  doses: maybe(
    fc.array(
      fc.record({
        vaccine: fc.constantFrom('COVID', 'FLU', 'RSV', 'MMR', 'MMRV', 'ROTAVIRUS', 'SHINGLES'),
        date: dateFrom('2024-01-01', 1000),
      }),
      { maxLength: 3 },
    ),
  ),
});
/** Programmes cut to a year or so, so that trying every day is quick. */
const anyProgramme = fc.constantFrom(...programmes).map((programme) => ({
  ...programme,
  programme_end: programme.programme_end < '2027-06-30' ? programme.programme_end : '2027-06-30',
}));
const anyDate = dateFrom('2026-01-01', 500);

describe('for anybody', () => {
  test('the earliest date is the first on which they would be eligible, found by trying every day', () => {
    fc.assert(
      fc.property(anyProgramme, anyFacts, anyDate, (programme, facts, on) => {
        const result = evaluateEligibility(programme, facts, on);
        if (result.outcome !== 'not_yet' && result.outcome !== 'eligible') return;
        let day = on;
        while (evaluateEligibility(programme, facts, day).outcome !== 'eligible') day = addDays(day, 1);
        expect(day).toBe(result.earliestDate ?? on);
      }),
      { numRuns: 250 },
    );
  });

  test('who is refused stays refused whatever they answer', () => {
    fc.assert(
      fc.property(anyProgramme, anyFacts, anyFacts, anyDate, (programme, facts, answers, on) => {
        const result = evaluateEligibility(programme, facts, on);
        if (result.outcome !== 'not_eligible' || facts.doses === undefined) return;
        const given = Object.fromEntries(Object.entries(facts).filter(([, fact]) => fact !== undefined));
        const answered = Object.fromEntries(Object.entries(facts.flags ?? {}).filter(([, flag]) => flag !== undefined));
        const all = { ...answers, ...given, flags: { ...answers.flags, ...answered } };
        expect(evaluateEligibility(programme, all, on).outcome).toBe('not_eligible');
      }),
      { numRuns: 2000 },
    );
  });

  test('questions are asked exactly when there is something to ask', () => {
    fc.assert(
      fc.property(anyProgramme, anyFacts, anyDate, (programme, facts, on) => {
        const { outcome, missing = [], reasons } = evaluateEligibility(programme, facts, on);
        expect(missing.length > 0).toBe(outcome === 'needs_information');
        expect(reasons.length).toBeGreaterThan(0);
      }),
      { numRuns: 2000 },
    );
  });
});
