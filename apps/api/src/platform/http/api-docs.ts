import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { OpenAPIObject } from '@nestjs/swagger';
import { buildOpenApi, endpoints } from '@fairslot/contract';

/** Shows the API to people at /api/docs, and to programs at /api/docs-json. */
export async function serveApiDocs(app: NestFastifyApplication): Promise<void> {
  // A quarter of what the program loads: whoever does not show them does not wait for them.
  const { SwaggerModule } = await import('@nestjs/swagger');
  SwaggerModule.setup('api/docs', app, () => buildOpenApi(endpoints) as unknown as OpenAPIObject);
}
