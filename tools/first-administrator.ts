// Makes the first administrator of a region, where there is no account yet. Password and all from the environment.
import { randomBytes } from 'node:crypto';
import { argon2id } from 'hash-wasm';
import { Client } from 'pg';

/** One sentence that the person at the terminal can act on. */
class PlainFault extends Error {}

const SHORTEST = 12;

function need(name: string): string {
  const value = process.env[name]?.trim();
  if (!value) throw new PlainFault(`Set ${name}.`);
  return value;
}

async function main(): Promise<void> {
  const [url, email, password] = [need('MIGRATION_DATABASE_URL'), need('ADMIN_EMAIL'), need('ADMIN_PASSWORD')];
  const name = process.env.ADMIN_NAME?.trim() || email.replace(/@.*/, '');
  if (!/^[^@\s]+@[^@\s]+$/.test(email)) throw new PlainFault('ADMIN_EMAIL is an e-mail address.');
  if (password.length < SHORTEST) throw new PlainFault(`ADMIN_PASSWORD has ${SHORTEST} characters or more.`);
  const client = new Client({ connectionString: url, connectionTimeoutMillis: 10_000 });
  await client.connect();
  try {
    const { rows } = await client.query('SELECT 1 FROM staff_user LIMIT 1');
    if (rows.length > 0) {
      console.log('there are accounts already: nothing was added');
      return;
    }
    // The parameters of the running program: 19 MiB, two passes, one lane.
    const hash = await argon2id({
      password: password.normalize('NFKC'),
      salt: randomBytes(16),
      memorySize: 19_456,
      iterations: 2,
      parallelism: 1,
      hashLength: 32,
      outputType: 'encoded',
    });
    await client.query(
      `WITH made AS (INSERT INTO staff_user (email, name, password_hash, created_at) VALUES ($1, $2, $3, app_now()) RETURNING id)
       INSERT INTO role_grant (staff_user_id, role, scope_kind, created_at) SELECT id, 'region_administrator', 'region', app_now() FROM made`,
      [email, name, hash],
    );
    console.log(`${email} is the first administrator`);
  } finally {
    await client.end();
  }
}

main().catch((error: unknown) => {
  console.error(error instanceof PlainFault ? error.message : error);
  process.exitCode = 1;
});
