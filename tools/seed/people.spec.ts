import { evaluateEligibility, parseMobile, parsePostcode, type EligibilityProgramme } from '@fairslot/domain';
import { syntheticPerson } from './people';
import { randomOf, uuidOf } from './random';
import { serviceLibrary } from '@fairslot/domain';

const ON = '2026-11-23';

const crowd = (service: string) =>
  Array.from({ length: 300 }, (_, n) => syntheticPerson(randomOf(`test ${service} ${n}`), n, service, 'L24 8QB', ON));

describe('synthetic people', () => {
  it.each(serviceLibrary.map(({ slug, rule }) => [slug, rule] as const))(
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
    const people = crowd('flu');
    const mobiles = people.flatMap(({ contact }) => contact.mobile ?? []);
    const emails = people.flatMap(({ contact }) => contact.email ?? []);
    expect(mobiles.filter((mobile) => !parseMobile(mobile).ok || !/^\+447700900\d{3}$/.test(mobile))).toEqual([]);
    expect(emails.filter((email) => !/^[a-z0-9.]+@example\.com$/.test(email))).toEqual([]);
    expect(people.filter(({ nhsNumber = '999' }) => !nhsNumber.startsWith('999'))).toEqual([]);
    expect(
      people.filter(({ postcode }) => !/^L24 \d[CIKMOV]{2}$/.test(parsePostcode(postcode)?.postcode ?? '')),
    ).toEqual([]);
  });

  it('are the same people on every run', () => {
    expect(crowd('mmr')).toEqual(crowd('mmr'));
    expect(uuidOf('somebody')).toBe(uuidOf('somebody'));
    expect(uuidOf('somebody')).not.toBe(uuidOf('somebody else'));
  });

  it('have an NHS number of their own', () => {
    const numbers = crowd('flu').flatMap(({ nhsNumber }) => nhsNumber ?? []);
    expect(new Set(numbers).size).toBe(numbers.length);
    expect(numbers.length).toBeGreaterThan(200);
  });
});
