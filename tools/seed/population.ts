import type { ListedPerson, LocalDate } from '@fairslot/domain';
import type { Client } from 'pg';
import { PeopleStore } from '../../apps/api/src/people/people.store';
import { SealPerson } from '../../apps/api/src/people/seal-person';
import { residents, type Resident } from '../population/residents';
import type { Sealing } from './bookings';

export const LIST_NAME = 'Demonstration: people of the region';
const PEOPLE = 5000;
const SEED = 1;
const BATCH = 1000;

/** As reading the list would understand them. */
function listed(resident: Resident): ListedPerson {
  const { mobile, doses, home, homeSize, group, age, ...person } = resident;
  void [doses, home, homeSize, group, age];
  return { ...person, ...(mobile && { mobile: `+44${mobile.slice(1)}` }) };
}

/** Made-up people of the region, once, as an import of a list brings them. Answers how many were added. */
export async function seedPopulation(
  client: Client,
  sealing: Sealing,
  today: LocalDate,
  userId: number,
): Promise<number> {
  const known = await client.query('SELECT 1 FROM people_import WHERE name = $1', [LIST_NAME]);
  if (known.rowCount) return 0;
  const places = await client.query<{ id: number; slug: string }>('SELECT id, slug FROM place');
  const placeIds = new Map(places.rows.map(({ id, slug }) => [slug, Number(id)]));
  const sealer = new SealPerson(sealing.cipher, sealing.keys, sealing.ids);
  const people = [...residents({ size: PEOPLE, seed: SEED, on: today })].flatMap((person) => {
    const placeId = placeIds.get(person.place);
    return placeId === undefined ? [] : [sealer.seal(listed(person), placeId)];
  });
  // The statements of the running program, on this connection and in this transaction.
  const query = async (text: string, values?: unknown[]) => (await client.query(text, values)).rows as unknown;
  const tx = { query } as unknown as Parameters<PeopleStore['merge']>[0];
  const store = new PeopleStore(undefined as never);
  const importId = await store.begin(tx, LIST_NAME, userId);
  let added = 0;
  for (let first = 0; first < people.length; first += BATCH)
    added += (await store.merge(tx, importId, people.slice(first, first + BATCH))).added;
  const figures = { rows: people.length, good: people.length, bad: 0, added, changed: 0, same: 0 };
  await client.query('UPDATE people_import SET figures = $2 WHERE id = $1', [
    importId,
    JSON.stringify({ ...figures, columns: {}, faultGroups: [] }),
  ]);
  return added;
}
