import { z } from 'zod';
import { defineEndpoint } from './endpoint';
import { endpoints } from './index';
import { buildOpenApi } from './openapi';

const document = buildOpenApi(endpoints);
const operations = Object.values(document.paths).flatMap((path) => Object.values(path));

/** Every `$ref` below a value. */
function references(value: unknown): string[] {
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]) =>
    key === '$ref' && typeof inner === 'string' ? [inner] : references(inner),
  );
}

describe('the OpenAPI document', () => {
  it('names every endpoint of the contract once', () => {
    expect(operations.map(({ operationId }) => operationId)).toEqual(
      expect.arrayContaining(endpoints.map(({ name }) => name)),
    );
    expect(operations).toHaveLength(endpoints.length);
  });

  it('refers only to what it holds', () => {
    for (const reference of references(document)) {
      const [root, ...keys] = reference.split('/');
      expect(root).toBe('#');
      expect(keys.reduce<unknown>((part, key) => (part as Record<string, unknown>)[key], document)).toBeDefined();
    }
  });

  it('declares each parameter of a path', () => {
    for (const [path, methods] of Object.entries(document.paths)) {
      const wanted = [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name);
      for (const { parameters } of Object.values(methods)) {
        const declared = (parameters as { in?: string; name?: string }[]).filter((one) => one.in === 'path');
        expect(declared.map(({ name }) => name)).toEqual(wanted);
      }
    }
  });

  it('asks for an Idempotency-Key exactly where the contract does', () => {
    for (const endpoint of endpoints) {
      const operation = operations.find(({ operationId }) => operationId === endpoint.name);
      expect(JSON.stringify(operation).includes('parameters/IdempotencyKey')).toBe(endpoint.idempotent);
    }
  });

  it('tells every status that follows from what an endpoint is, whether or not it names it', () => {
    for (const { name, method, audience } of endpoints) {
      const told = Object.keys(operations.find(({ operationId }) => operationId === name)?.['responses'] as object);
      const wanted = [
        ...(method === 'GET' ? [] : ['400', '403', '413', '415']),
        ...(audience === 'public' ? [] : ['401']),
        ...(audience.startsWith('staff:') ? ['404'] : []),
      ];
      expect([name, wanted.filter((status) => !told.includes(status))]).toEqual([name, []]);
    }
  });

  it('tells what is sent from what is answered, and leaves out a body where there is none', () => {
    const type = z.object({ count: z.string().transform(Number) });
    const made = buildOpenApi([
      defineEndpoint({
        name: 'a',
        method: 'POST',
        path: '/a',
        audience: 'staff:day:read',
        summary: '',
        body: type,
        response: type,
      }),
      defineEndpoint({ name: 'b', method: 'DELETE', path: '/a', audience: 'resident', summary: '' }),
    ]);
    expect(made.paths['/a']).toMatchObject({
      post: {
        'x-permission': 'day:read',
        security: [{ staffBearer: [] }, { staffCookie: [] }],
        requestBody: { content: { 'application/json': { schema: { properties: { count: { type: 'string' } } } } } },
        responses: { 200: {}, 400: {}, 401: {}, 403: {}, 503: {} },
      },
      delete: { security: [{ residentBearer: [] }, { residentCookie: [] }], responses: { 204: {}, 401: {} } },
    });
    expect(made.paths['/a']?.delete).not.toHaveProperty('requestBody');
  });
});
