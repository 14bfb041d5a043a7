import {
  evaluateEligibility,
  makeTestNhsNumber,
  parseMobile,
  parsePostcode,
  type EligibilityProgramme,
} from '@fairslot/domain';
import { syntheticPerson } from './people';
import { randomOf, uuidOf } from './random';
import { demoServices } from './services';

const ON = '2026-11-23';

const crowd = (service: string) =>
  Array.from({ length: 300 }, (_, n) => syntheticPerson(randomOf(`test ${service} ${n}`), n, service, 'L24 8QB', ON));

describe('synthetic people', () => {
  it.each(demoServices.map(({ slug, rule }) => [slug, rule] as const))(
    'everybody booked for %s may have it',
    (slug, rule) => {
      const programme: EligibilityProgramme = { ...rule, programme_start: '2026-10-01', programme_end: '2027-04-30' };
      for (const { dateOfBirth, answers } of crowd(slug)) {
        const flags = Object.fromEntries(
          Object.entries(answers).filter(([, answer]) => typeof answer === 'boolean'),
        ) as Record<string, boolean>;
        expect(evaluateEligibility(programme, { dateOfBirth, flags }, ON).outcome).toBe('eligible');
      }
    },
  );

  it('can be reached by nobody: drama numbers, example.com, NHS numbers and postcodes that are never issued', () => {
    for (const person of crowd('flu-65')) {
      const { mobile, email } = person.contact;
      if (mobile)
        expect(parseMobile(mobile)).toMatchObject({ ok: true, e164: expect.stringMatching(/^\+447700900\d{3}$/) });
      if (email) expect(email).toMatch(/^[a-z0-9.]+@example\.com$/);
      if (person.nhsNumber) expect(person.nhsNumber).toMatch(/^999\d{7}$/);
      expect(parsePostcode(person.postcode)?.postcode).toMatch(/^L24 \d[CIKMOV]{2}$/);
    }
  });

  it('are the same people on every run', () => {
    expect(crowd('mmr')).toEqual(crowd('mmr'));
    expect(uuidOf('somebody')).toBe(uuidOf('somebody'));
    expect(uuidOf('somebody')).not.toBe(uuidOf('somebody else'));
  });

  it('have an NHS number of their own', () => {
    const numbers = crowd('flu-65').flatMap(({ nhsNumber }) => nhsNumber ?? []);
    expect(new Set(numbers).size).toBe(numbers.length);
    expect(numbers.length).toBeGreaterThan(200);
  });
});
