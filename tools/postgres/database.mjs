// The roles, their passwords and one database on any PostgreSQL of which we know a superuser.
import { createHmac } from 'node:crypto';
import fs from 'node:fs';
import { PlainFault } from './plain-fault.mjs';

const rolesFile = new URL('./roles.sql', import.meta.url);

/**
 * Creates what is missing. Roles belong to the whole server, so their passwords are derived from the superuser's:
 * every process that knows the server arrives at the same ones, without a file to share.
 * @param {{ superuserUrl: string, name: string }} wanted
 * @returns {Promise<{ databaseUrl: string, migrationDatabaseUrl: string }>}
 */
export async function ensureDatabase({ superuserUrl, name }) {
  const { default: pg } = await import('pg');
  const client = new pg.Client({ connectionString: superuserUrl });
  await client.connect();
  try {
    // One at a time: concurrent ALTER ROLE fails with "tuple concurrently updated". Ends with the session.
    await client.query(`SELECT pg_advisory_lock(hashtext('fairslot ensureDatabase'))`);
    await client.query(fs.readFileSync(rolesFile, 'utf8'));
    for (const role of ['fairslot_owner', 'fairslot_public']) {
      await client.query(`ALTER ROLE ${role} PASSWORD ${client.escapeLiteral(passwordOf(role, superuserUrl))}`);
    }
    const found = await client.query('SELECT FROM pg_database WHERE datname = $1', [name]);
    const database = client.escapeIdentifier(name);
    if (!found.rowCount) await client.query(`CREATE DATABASE ${database} OWNER fairslot_owner`);
    await client.query(`REVOKE ALL ON DATABASE ${database} FROM PUBLIC`);
    await client.query(`GRANT CONNECT ON DATABASE ${database} TO fairslot_public`);
  } finally {
    await client.end();
  }
  return databaseUrls({ superuserUrl, name });
}

/** The addresses of a database on a server where `ensureDatabase` has run, for example of a clone of a template. */
export function databaseUrls({ superuserUrl, name }) {
  return {
    databaseUrl: urlFor('fairslot_public', superuserUrl, name),
    migrationDatabaseUrl: urlFor('fairslot_owner', superuserUrl, name),
  };
}

function urlFor(role, superuserUrl, database) {
  const url = new URL(superuserUrl);
  url.username = role;
  url.password = passwordOf(role, superuserUrl);
  url.pathname = `/${encodeURIComponent(database)}`;
  return url.href;
}

function passwordOf(role, superuserUrl) {
  const secret = decodeURIComponent(new URL(superuserUrl).password);
  if (!secret) throw new PlainFault('The address of the PostgreSQL superuser must contain a password.');
  return createHmac('sha256', secret).update(role).digest('hex').slice(0, 40);
}
