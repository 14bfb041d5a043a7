import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { endpoints } from '@fairslot/contract';

/** Refuses to start when the contract names an endpoint that nothing serves. */
export function proveServed(app: NestFastifyApplication): void {
  const fastify = app.getHttpAdapter().getInstance();
  const missing = endpoints.filter(
    ({ method, path }) => !fastify.hasRoute({ method, url: `/api/v1${path.replace(/\{(\w+)\}/g, ':$1')}` }),
  );
  if (missing.length > 0) throw new Error(`Not served: ${missing.map(({ name }) => name).join(', ')}`);
}
