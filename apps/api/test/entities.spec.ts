import { DataSource } from 'typeorm';
import { entities } from '../src/entities';
import { aDatabase, type TestDatabase } from './harness/database';

let database: TestDatabase;
let source: DataSource;

beforeAll(async () => {
  database = await aDatabase();
  source = await new DataSource({ type: 'postgres', url: database.url, entities }).initialize();
}, 60_000);

afterAll(async () => {
  await source.destroy();
  await database.drop();
});

/** PostgreSQL's names of the types that entities name in short. */
const typeNames: Record<string, string> = {
  int: 'integer',
  timestamptz: 'timestamp with time zone',
  bool: 'boolean',
  time: 'time without time zone',
};

test('every column of every entity exists in the database with its type and nullability', async () => {
  const { rows } = await database.owner.query<{ name: string; type: string; nullable: boolean }>(
    `SELECT table_name || '.' || column_name AS name, CASE WHEN data_type = 'ARRAY' THEN ltrim(udt_name, '_') || '[]' ELSE data_type END AS type,
       is_nullable = 'YES' AS nullable FROM information_schema.columns WHERE table_schema = 'public'`,
  );
  const real = new Map(rows.map((row) => [row.name, row]));
  const arrays: Record<string, string> = { integer: 'int4[]', smallint: 'int2[]', text: 'text[]' };
  const wrong = source.entityMetadatas.flatMap((entity) =>
    entity.columns.flatMap((column) => {
      const name = `${entity.tableName}.${column.databaseName}`;
      const found = real.get(name);
      const plain = typeNames[String(column.type)] ?? String(column.type);
      const wanted = column.isArray ? arrays[plain] : plain;
      if (!found) return [`${name} does not exist`];
      if (found.type !== wanted) return [`${name} is ${found.type}, not ${wanted}`];
      return found.nullable === column.isNullable ? [] : [`${name} is ${found.nullable ? '' : 'not '}nullable`];
    }),
  );
  expect(source.entityMetadatas.length).toBe(entities.length);
  expect(wrong).toEqual([]);
});
