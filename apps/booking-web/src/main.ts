import path from 'node:path';
import { readAssets } from './app/assets';
import { readConfig } from './app/config';
import { createServer } from './app/server';

/** How long open requests may take to finish after SIGTERM. */
const GRACE_MS = 10_000;

async function start(): Promise<void> {
  const config = readConfig(process.env);
  const server = await createServer(config, readAssets(path.join(__dirname, 'assets')));
  for (const signal of ['SIGTERM', 'SIGINT'] as const)
    process.once(signal, () => {
      setTimeout(() => process.exit(1), GRACE_MS).unref();
      void server.close().then(() => process.exit(0));
    });
  await server.listen({ host: config.host, port: config.port });
}

start().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exit(1);
});
