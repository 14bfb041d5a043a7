import type { ListedPerson, LocalDate } from '@fairslot/domain';
import type { Client } from 'pg';
import { ImportsStore } from '../../apps/api/src/people/imports.store';
import { SealPerson } from '../../apps/api/src/people/seal-person';
import { StagedPeopleStore, writeStaged } from '../../apps/api/src/people/staged-people.store';
import { CopyTuples } from '../../apps/api/src/platform/database/copy-tuples';
import type { Tx } from '../../apps/api/src/platform/database/database';
import { residents, type Resident } from '../population/residents';
import type { Sealing } from './bookings';

export const LIST_NAME = 'Demonstration: people of the region';
const PEOPLE = 5000;
const SEED = 1;

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
  const tuples = new CopyTuples();
  let rows = 0;
  for (const resident of residents({ size: PEOPLE, seed: SEED, on: today })) {
    const placeId = placeIds.get(resident.place);
    if (placeId === undefined) continue;
    const person = listed(resident);
    writeStaged(tuples, (rows += 1), sealer.seal(person, placeId, sealer.keysOf(person, placeId)));
  }
  // The statements of the running program, on this connection and in this transaction.
  const query = async (text: string, values?: unknown[]) => (await client.query(text, values)).rows as unknown;
  const tx = { query, queryRunner: { connect: async () => client } } as unknown as Tx;
  const store = new ImportsStore(undefined as never);
  const importId = await store.begin(tx, 'people_import', LIST_NAME, userId);
  const { added } = await new StagedPeopleStore().merge(tx, importId, [tuples.bytes()]);
  await store.finish(tx, 'people_import', importId, {
    rows,
    good: rows,
    bad: 0,
    added,
    changed: 0,
    same: 0,
    columns: {},
    faultGroups: [],
  });
  return added;
}
