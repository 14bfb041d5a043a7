import type { DoseImport } from '@fairslot/contract';
import { born, type CoordinatorWorld, NUMBERS, rules } from './coordinator-world';
import { bookedOf, dose, DOSES, openDoses, takeDoses } from './doses-world';
import type { StaffWorld } from './staff-world';

jest.setTimeout(120_000);

let coordinators: CoordinatorWorld;
let world: StaffWorld;
const post: CoordinatorWorld['post'] = (...asked) => coordinators.post(...asked);
const take = (...rows: string[]) => takeDoses(coordinators, ...rows);
const booked: (n: number, more?: { startsAt?: string; mobile?: string }) => Promise<string> = (...asked) =>
  bookedOf(coordinators, ...asked);
const faultsOf = ({ faults }: DoseImport) => faults.map(({ line, column, code }) => `${line} ${column} ${code}`);

beforeAll(async () => {
  coordinators = await openDoses();
  world = coordinators.staff;
}, 120_000);
afterAll(() => coordinators?.close());

describe('a list of doses given elsewhere', () => {
  test('is tried first: faults are told by row and column, and nothing is written', async () => {
    const csv = [
      DOSES,
      dose(0),
      `${NUMBERS[1]},01/01/1901,Flu,03/10/2026`,
      `9990009993,${born(2)},Flu,03/10/2026`,
      `${NUMBERS[3]},${born(3)},Rabies,03/10/2026`,
      `${NUMBERS[4]},${born(4)},Flu,03/12/2026`,
      dose(0),
    ].join('\n');
    const { status, body } = await post<DoseImport>('author', '/staff/people/doses/imports', {
      name: 'x',
      csv,
      check: true,
    });
    expect(status).toBe(201);
    expect(faultsOf(body)).toEqual([
      '3 date_of_birth date_of_birth_differs',
      '4 nhs_number nhs_number_wrong',
      '5 service unknown_service',
      '6 given_on date_in_future',
      '7 given_on row_twice',
    ]);
    expect(body).toMatchObject({ state: 'checked', rows: 6, good: 1, bad: 5, columns: { given_at: 'where' } });
    expect(await coordinators.counted('dose_elsewhere')).toBe(0);
  });

  test('good rows are taken, once; whoever has no number is found by name, and nobody else', async () => {
    expect(await take(dose(10), dose(11))).toMatchObject({ added: 2, same: 0, bad: 0, mayUndo: true });
    expect(await take(dose(10))).toMatchObject({ added: 0, same: 1 });
    const csv = [
      'First name,Surname,DOB,Postcode,Vaccine,Date',
      `Ada12,Okafor,${born(12)},L24 8QB,Flu,03/10/2026`,
      `Zed,Nobody,${born(12)},L24 8QB,Flu,03/10/2026`,
    ].join('\n');
    const { body } = await post<DoseImport>('author', '/staff/people/doses/imports', { name: 'names', csv });
    expect(body).toMatchObject({ added: 1, bad: 1 });
    expect(faultsOf(body)).toEqual(['3 last_name person_unknown']);
  });

  test('a dose that we gave ourselves comes back and is known already', async () => {
    const reference = await booked(20, { startsAt: '2026-11-23T11:00:00Z' });
    await world.rows(
      `UPDATE booking b SET status = 'completed', outcome = 'given', starts_at = '2026-10-03T09:00:00Z', person_id = f.person_id
       FROM person p JOIN person_profile f ON f.nhs_number_bi = p.nhs_number_bi WHERE p.id = b.person_id AND b.reference = $1`,
      [reference],
    );
    expect(await take(dose(20))).toMatchObject({ good: 1, added: 0, same: 1 });
  });

  test('nobody brings doses for people of another Place, and a desk brings none', async () => {
    const csv = [DOSES, dose(13)].join('\n');
    const of = (who: Parameters<typeof post>[0]) =>
      post<DoseImport>(who, '/staff/people/doses/imports', { name: 'x', csv });
    expect((await of('desk')).status).toBe(404);
    await world.rows(
      `UPDATE person_profile SET place_id = $1 WHERE nhs_number_bi = (SELECT nhs_number_bi FROM person WHERE first_name = 'Ada13')`,
      [world.place.get('southtown')],
    );
    expect(faultsOf((await of('northtown')).body)).toEqual(['2 nhs_number person_unknown']);
    expect((await of('author')).body).toMatchObject({ added: 1 });
  });

  test('headings matched once are known again, shown, and can be forgotten', async () => {
    const headings = ['Who', 'Birthday', 'Jab', 'When'];
    const csv = `${headings.join(',')}\n${NUMBERS[14]},${born(14)},Flu,03/10/2026`;
    const columns = { nhs_number: 'Who', date_of_birth: 'Birthday', service: 'Jab', given_on: 'When' };
    const remembered = async () =>
      (await post<{ columns: object | null }>('author', '/staff/people/columns', { what: 'doses', headings })).body
        .columns;
    expect(await remembered()).toBeNull();
    await post('author', '/staff/people/doses/imports', { name: 'odd', csv, columns });
    expect(await remembered()).toEqual({
      nhs_number: 'who',
      date_of_birth: 'birthday',
      service: 'jab',
      given_on: 'when',
    });
    expect(
      (await post<DoseImport>('author', '/staff/people/doses/imports', { name: 'odd', csv, check: true })).body.good,
    ).toBe(1);
    await post('author', '/staff/people/columns/forget', { what: 'doses', headings });
    expect(await remembered()).toBeNull();
  });

  test('whoever had it elsewhere is in a cohort of those who had it, and is not invited', async () => {
    const include = [{ kind: 'had', service: 'flu', since: '2026-09-01' }];
    const { body } = await post<{ total: number }>('author', '/staff/cohorts/count', { rules: rules(include) });
    // Ada10, 11, 12, 13, 14 by lists; Ada20 by a booking of ours.
    expect(body.total).toBe(6);
  });
});
