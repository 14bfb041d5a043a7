import { Admission } from '@fairslot/domain';
import fastify from 'fastify';
import http from 'node:http';
import type { AddressInfo } from 'node:net';
import { measureLoad } from '../src/app/let-in';

const server = fastify();
afterAll(() => server.close());

it('who goes away before the answer is under way no more', async () => {
  const letsIn = measureLoad(server, new Admission());
  let begun = 0;
  server.get('/', async () => {
    begun += 1;
    await new Promise((resolve) => setTimeout(resolve, 50));
    return 'late';
  });
  await server.listen({ port: 0, host: '127.0.0.1' });
  const { port } = server.server.address() as AddressInfo;
  const leave = () =>
    new Promise<void>((resolve) => {
      const request = http.get({ port, host: '127.0.0.1', agent: false });
      request.on('error', () => undefined).on('close', resolve);
      setTimeout(() => request.destroy(), 20);
    });
  await Promise.all(Array.from({ length: 70 }, leave));
  await new Promise((resolve) => setTimeout(resolve, 200));
  expect(begun).toBeGreaterThan(64);
  expect(letsIn()).toBe(true);
});
