import { createServer, type AddressInfo } from 'node:net';
import { aFailedStart } from './harness/api';
import { aDatabase, type TestDatabase } from './harness/database';

/** Far below the ten seconds for which a pool keeps a connection that nobody uses. */
const SOON_MS = 2000;

let database: TestDatabase;

beforeAll(async () => {
  database = await aDatabase();
}, 60_000);

afterAll(() => database.drop(), 30_000);

describe('a start that fails ends by itself', () => {
  test('where it is connected, and may not go on', async () => {
    const { code, said, milliseconds } = await aFailedStart(database.ownerUrl);
    expect(said).toContain('owns the tables');
    expect(code).toBe(1);
    expect(milliseconds).toBeLessThan(SOON_MS);
  }, 60_000);

  test('where everything runs already, and its port is taken', async () => {
    const other = createServer();
    await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve));
    const { port } = other.address() as AddressInfo;
    const failed = await aFailedStart(database.url, { ROLES: 'api,worker', HOST: '127.0.0.1', PORT: String(port) });
    await new Promise((resolve) => other.close(resolve));
    expect(failed.said).toContain('EADDRINUSE');
    expect(failed.code).toBe(1);
    expect(failed.milliseconds).toBeLessThan(SOON_MS);
  }, 60_000);

  test('where there is no database to connect to', async () => {
    const nowhere = Object.assign(new URL(database.url), { port: '1' }).href;
    const { code, milliseconds } = await aFailedStart(nowhere);
    expect(code).toBe(1);
    expect(milliseconds).toBeLessThan(SOON_MS);
  }, 60_000);
});
