import 'reflect-metadata';
import { NestFactory } from '@nestjs/core';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { AppModule } from './app.module';
import { SharedClock } from './platform/clock/shared-clock';
import { readConfig, type Config } from './platform/config/config';
import { Database } from './platform/database/database';
import { Readiness } from './platform/health/readiness';
import { fastifyAdapter, prepareHttp } from './platform/http/http-server';
import { proveServed } from './platform/http/prove-served';
import { Jobs } from './platform/jobs/jobs';
import { Log } from './platform/log/log';
import { Schedule } from './schedule';
import { serveApiDocs } from './platform/http/api-docs';

/** Builds the program, connected and listening. A start that fails has closed again what it had opened. */
export async function start(config: Config): Promise<NestFastifyApplication> {
  const app = await NestFactory.create<NestFastifyApplication>(AppModule.with(config), fastifyAdapter(config), {
    logger: ['error', 'warn'],
    abortOnError: false,
  });
  try {
    await open(app, config);
  } catch (error) {
    // What went wrong is told, and not what closing says of something half open.
    await app.close().catch(() => undefined);
    throw error;
  }
  return app;
}

async function open(app: NestFastifyApplication, config: Config): Promise<void> {
  app.setGlobalPrefix('api/v1', { exclude: ['livez', 'readyz', 'metrics', 'version', 'dev/clock'] });
  await prepareHttp(app);
  await app.get(Database).connect();
  await app.get(SharedClock).start();
  if (config.API_DOCS === 'on') await serveApiDocs(app);
  await app.init();
  proveServed(app);
  await app.get(Jobs).start();
  await app.get(Schedule).start();
  await app.listen(config.PORT, config.HOST);
}

/** Answers what is under way, takes nothing new, then lets go of queue and database. */
function stopOnSignal(app: NestFastifyApplication): void {
  const stop = (signal: string): void => {
    app.get(Log).info({ event: 'stopping', signal });
    app.get(Readiness).stop();
    app.close().then(
      () => process.exit(0),
      () => process.exit(1),
    );
  };
  process.once('SIGTERM', stop);
  process.once('SIGINT', stop);
}

async function main(): Promise<void> {
  const config = readConfig(process.env);
  const app = await start(config);
  stopOnSignal(app);
  const { port } = app.getHttpServer().address() as { port: number };
  app.get(Log).info({ event: 'started', port, roles: config.ROLES.join(',') });
}

if (require.main === module) {
  main().catch((error: unknown) => {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
    process.exit(1);
  });
}
