import type { DoseImport } from '@fairslot/contract';
import { born, CoordinatorWorld, LIST, NUMBERS } from './coordinator-world';

export const DOSES = 'NHS No.,DOB,Vaccine,Date given,Where,Product';
export const dose = (n: number, on = '03/10/2026'): string => `${NUMBERS[n]},${born(n)},Flu,${on},Boots Speke,Fluad`;
export const dateOfBirth = (n: number): string => born(n).split('/').reverse().join('-');

/** A region whose people are known, with a season of flu in which others give doses too. */
export async function openDoses(): Promise<CoordinatorWorld> {
  const coordinators = await CoordinatorWorld.open();
  await coordinators.staff.rows(`UPDATE service SET opens_on = '2026-09-01' WHERE slug = 'flu'`);
  await coordinators.importPeople(LIST);
  return coordinators;
}

export async function takeDoses({ post }: CoordinatorWorld, ...rows: string[]): Promise<DoseImport> {
  const list = { name: 'RAVS', csv: [DOSES, ...rows].join('\n') };
  return (await post<DoseImport>('author', '/staff/people/doses/imports', list)).body;
}

/** An appointment to come of somebody of the list, in three weeks; answers its reference. */
export async function bookedOf(
  { staff }: CoordinatorWorld,
  n: number,
  { startsAt = '2026-11-23T10:00:00Z', mobile = `+4477009${String(n).padStart(5, '0')}` } = {},
): Promise<string> {
  const slotId = await staff.addSlot('harbour', startsAt, 1);
  const reference = await staff.addBooking({
    site: 'harbour',
    startsAt,
    slotId,
    service: 'flu',
    nhsNumber: NUMBERS[n] as string,
    dateOfBirth: dateOfBirth(n),
    mobile,
  });
  await staff.rows(
    `UPDATE booking b SET person_key = f.person_key, booked_at = app_now() FROM person p JOIN person_profile f ON f.nhs_number_bi = p.nhs_number_bi
     WHERE p.id = b.person_id AND b.reference = $1`,
    [reference],
  );
  return reference;
}
