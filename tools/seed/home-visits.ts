import { type BestTime, type HomeVisitReason, type HomeVisitState, parsePostcode } from '@fairslot/domain';
import type { Client } from 'pg';
import { SealHomeVisit } from '../../apps/api/src/people/seal-home-visit';
import type { Sealing } from './bookings';
import { uuidOf } from './random';

interface DemoVisit {
  firstName: string;
  lastName: string;
  born: string;
  phone: string;
  postcode?: string;
  language: string;
  bestTime: BestTime;
  hoursAgo: number;
  /** What staff did since, the first step first. */
  steps?: [state: HomeVisitState, hoursAgo: number, note?: string, reason?: HomeVisitReason][];
}

/** Made up; phone numbers are those reserved for drama. */
const VISITS: DemoVisit[] = [
  {
    firstName: 'Doris',
    lastName: 'Hartley',
    born: '1938-02-11',
    phone: '01514960110',
    postcode: 'L24 8QB',
    language: 'en',
    bestTime: 'morning',
    hoursAgo: 50,
  },
  {
    firstName: 'Hassan',
    lastName: 'Karimi',
    born: '1945-08-30',
    phone: '+447700900321',
    postcode: 'L7 8YE',
    language: 'ar',
    bestTime: 'any',
    hoursAgo: 20,
  },
  // Nobody knows where she lives: the region calls.
  {
    firstName: 'Winifred',
    lastName: 'Shaw',
    born: '1931-05-04',
    phone: '01514960177',
    language: 'en',
    bestTime: 'afternoon',
    hoursAgo: 3,
  },
  {
    firstName: 'Zofia',
    lastName: 'Lewandowska',
    born: '1940-12-19',
    phone: '+447700900654',
    postcode: 'CH41 6RJ',
    language: 'pl',
    bestTime: 'evening',
    hoursAgo: 70,
    steps: [['called', 26, 'No answer, try again after five']],
  },
  {
    firstName: 'Albert',
    lastName: 'Moss',
    born: '1936-09-09',
    phone: '01514960142',
    postcode: 'WA10 1HJ',
    language: 'en',
    bestTime: 'any',
    hoursAgo: 96,
    steps: [
      ['called', 72],
      ['arranged', 48, 'Nurse comes on Thursday'],
    ],
  },
  {
    firstName: 'Grace',
    lastName: 'Adeyemi',
    born: '1943-03-23',
    phone: '+447700900888',
    postcode: 'CW1 3AW',
    language: 'en',
    bestTime: 'morning',
    hoursAgo: 120,
    steps: [
      ['called', 100],
      ['closed', 98, 'Her son brings her', 'comes_to_site'],
    ],
  },
];
const SERVICE = 'flu';
const CALLER = 'coordinator@fairslot.test';

/** A few people who cannot leave home and asked to be called, at every stage of the work list. A second run adds none. */
export async function seedHomeVisits(
  client: Client,
  serviceIds: Map<string, number>,
  sealing: Sealing,
): Promise<number> {
  const serviceId = serviceIds.get(SERVICE);
  const { rows } = await client.query<{ id: number }>('SELECT id FROM staff_user WHERE email = $1', [CALLER]);
  const caller = rows[0]?.id;
  if (serviceId === undefined || caller === undefined) return 0;
  const seal = new SealHomeVisit(sealing.cipher, sealing.keys);
  let added = 0;
  for (const visit of VISITS) {
    const { firstName, lastName, born, phone, postcode, steps = [] } = visit;
    const rowKey = uuidOf(`home visit ${firstName} ${lastName}`);
    const details = { firstName, lastName, dateOfBirth: born, phone, ...(postcode && { postcode }) };
    const last = steps.at(-1);
    const made = await client.query<{ id: string }>(
      `INSERT INTO home_visit (row_key, place_id, service_id, person_bi, details_ct, language, best_time, state, version, created_at, changed_at)
       SELECT $1, (SELECT place_id FROM outcode WHERE outcode = $2), $3, $4, $5, $6, $7, $8, $9,
         app_now() - make_interval(hours => $10), app_now() - make_interval(hours => $11)
       ON CONFLICT (row_key) DO NOTHING RETURNING id`,
      [
        rowKey,
        postcode ? parsePostcode(postcode)?.outcode : null,
        serviceId,
        seal.index(details),
        seal.seal(rowKey, details),
        visit.language,
        visit.bestTime,
        last?.[0] ?? 'new',
        1 + steps.length,
        visit.hoursAgo,
        last?.[1] ?? visit.hoursAgo,
      ],
    );
    const id = made.rows[0]?.id;
    if (id === undefined) continue;
    added += 1;
    for (const [state, hoursAgo, note, reason] of steps)
      await client.query(
        `INSERT INTO home_visit_step (home_visit_id, state, reason, note, done_by, done_at)
         VALUES ($1, $2, $3, $4, $5, app_now() - make_interval(hours => $6))`,
        [id, state, reason ?? null, note ?? null, caller, hoursAgo],
      );
  }
  return added;
}
