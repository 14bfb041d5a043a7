import { formatInvitationCode, makeInvitationCode, personKeyText } from '@fairslot/domain';
import type { Client } from 'pg';
import type { Sealing } from './bookings';
import { uuidOf } from './random';

export interface DemoInvitation {
  /** Path of the link on the booking site. */
  link: string;
  /** As a letter prints it: ABCD-EFGH1. */
  code: string;
  born: string;
  firstName: string;
  sentBy: 'email' | 'letter' | 'ended';
}

const PEOPLE: [
  firstName: string,
  lastName: string,
  born: string,
  postcode: string,
  sentBy: DemoInvitation['sentBy'],
][] = [
  ['Amina', 'Osei', '1950-03-27', 'L24 8QB', 'email'],
  ['George', 'Hale', '1948-11-02', 'WA10 1HJ', 'letter'],
  ['Maria', 'Nowak', '1955-06-18', 'CH41 6RJ', 'email'],
  ['Ken', 'Ashworth', '1951-01-30', 'L1 8JQ', 'ended'],
];
const SERVICE = 'flu';

/** A few made-up people who are invited to a flu vaccine, with links and codes to try. */
export async function seedInvitations(
  client: Client,
  serviceIds: Map<string, number>,
  sealing: Sealing,
): Promise<DemoInvitation[]> {
  const serviceId = serviceIds.get(SERVICE);
  if (serviceId === undefined) return [];
  const audience = await campaign(client);
  const made: DemoInvitation[] = [];
  for (const [firstName, lastName, born, postcode, sentBy] of PEOPLE) {
    const row = uuidOf(`invitation ${firstName} ${lastName}`);
    const person = uuidOf(`invited ${firstName} ${lastName}`);
    const token = sealing.keys.token('invitation', row, 1, 16);
    const code = makeInvitationCode(sealing.keys.blindIndex('invitation_code_of', row));
    made.push({ link: `/i/${token}`, code: formatInvitationCode(code), born, firstName, sentBy });
    const contact = sentBy === 'letter' ? null : { email: `${firstName.toLowerCase()}@example.com` };
    const key = personKeyText({ firstName, lastName, dateOfBirth: born, postcode });
    await client.query(
      `WITH who AS (INSERT INTO person (row_key, first_name, last_name, date_of_birth, postcode_ct, person_key, created_at)
           SELECT $1::uuid, $2, $3, $4::date, $5::bytea, $6::bytea, app_now() WHERE NOT EXISTS (SELECT FROM invitation WHERE token_hash = $9 OR code_bi = $10) RETURNING id)
         INSERT INTO invitation (audience_id, person_id, service_id, token_hash, code_bi, row_key, contact_ct, expires_at, created_at)
         SELECT $7, who.id, $8, $9, $10, $11, $12, app_now() + $13::interval, app_now() - interval '1 day' FROM who`,
      [
        person,
        firstName,
        lastName,
        born,
        sealing.cipher.seal('person.postcode', person, postcode),
        sealing.keys.blindIndex('person_key', key),
        audience,
        serviceId,
        sealing.ids.hash(token),
        sealing.keys.blindIndex('invitation_code', code),
        row,
        contact && sealing.cipher.seal('invitation.contact', row, JSON.stringify(contact)),
        sentBy === 'ended' ? '-1 hour' : '90 days',
      ],
    );
  }
  return made;
}

const NAME = 'Demonstration: flu, autumn';

async function campaign(client: Client): Promise<number> {
  const known = await client.query<{ id: number }>('SELECT id FROM audience WHERE name = $1 ORDER BY id LIMIT 1', [
    NAME,
  ]);
  if (known.rows[0]) return known.rows[0].id;
  const { rows } = await client.query<{ id: number }>(
    `INSERT INTO audience (kind, name, created_at) VALUES ('campaign', $1, app_now()) RETURNING id`,
    [NAME],
  );
  return (rows[0] as { id: number }).id;
}
