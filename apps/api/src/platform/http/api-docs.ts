import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { SwaggerModule, type OpenAPIObject } from '@nestjs/swagger';
import { buildOpenApi, endpoints } from '@fairslot/contract';

/** Shows the API to people at /api/docs, and to programs at /api/docs-json. */
export function serveApiDocs(app: NestFastifyApplication): void {
  SwaggerModule.setup('api/docs', app, () => buildOpenApi(endpoints) as unknown as OpenAPIObject);
}
