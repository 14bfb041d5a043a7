import { evaluateEligibility, parseMobile, parsePostcode, type EligibilityProgramme } from '@fairslot/domain';
import { syntheticPerson } from './people';
import population from './data/population.json';
import { residentOf } from './population';
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
    const people = crowd('flu-65');
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
    const numbers = crowd('flu-65').flatMap(({ nhsNumber }) => nhsNumber ?? []);
    expect(new Set(numbers).size).toBe(numbers.length);
    expect(numbers.length).toBeGreaterThan(200);
  });
});

describe('made-up residents', () => {
  const residents = Array.from({ length: 5000 }, (_, n) => residentOf(n, ON));

  it('live in the Places in the shares in which people do, and are as old', () => {
    const places = Object.entries(population.places).map(([place, { byFifthAndAge }]) => ({
      place,
      people: byFifthAndAge.flat().reduce((sum, people) => sum + people, 0),
      old: byFifthAndAge.reduce((sum, ages) => sum + (ages.at(-1) ?? 0), 0),
    }));
    const all = places.reduce((sum, { people }) => sum + people, 0);
    for (const { place, people } of places) {
      const share = residents.filter((one) => one.place === place).length / residents.length;
      expect(Math.abs(share - people / all)).toBeLessThan(0.02);
    }
    const isOld = ({ dateOfBirth }: { dateOfBirth: string }) => dateOfBirth <= '1961-11-23';
    const old = places.reduce((sum, one) => sum + one.old, 0) / all;
    expect(Math.abs(residents.filter(isOld).length / residents.length - old)).toBeLessThan(0.02);
  });

  it('are the same on every run, each with a number of their own, and reached by nobody', () => {
    expect(residentOf(17, ON)).toEqual(residents[17]);
    const numbers = residents.flatMap(({ nhsNumber }) => nhsNumber ?? []);
    expect(new Set(numbers).size).toBe(numbers.length);
    expect(residents.filter(({ mobile }) => mobile && !/^\+447700900\d{3}$/.test(mobile))).toEqual([]);
    expect(residents.filter(({ email }) => email && !email.endsWith('@example.com'))).toEqual([]);
    expect(residents.filter(({ outcode }) => !outcode)).toEqual([]);
  });
});
