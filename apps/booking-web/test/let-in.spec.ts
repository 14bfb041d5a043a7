import { Admission } from '@fairslot/domain';
import fastify from 'fastify';
import { EventEmitter, once } from 'node:events';
import http from 'node:http';
import type { AddressInfo } from 'node:net';
import { measureLoad } from '../src/app/let-in';

/** More than may be under way at once. */
const MANY = 70;

const server = fastify();
afterAll(() => server.close());

it('who goes away before the answer is under way no more', async () => {
  // As measured on a machine however busy: whoever is judged by the share is let in.
  const letsIn = measureLoad(server, new Admission(() => 0));
  const seen = new EventEmitter();
  let here = 0;
  server.get('/', (_request, reply) => {
    reply.hijack();
    reply.raw.once('close', () => --here === 0 && seen.emit('all gone'));
    if (++here === MANY) seen.emit('all here');
  });
  await server.listen({ port: 0, host: '127.0.0.1' });
  const { port } = server.server.address() as AddressInfo;
  const allHere = once(seen, 'all here');
  const people = Array.from({ length: MANY }, () =>
    http.get({ port, host: '127.0.0.1', agent: false }).on('error', () => undefined),
  );
  await allHere;
  expect(letsIn()).toBe(false);
  const allGone = once(seen, 'all gone');
  for (const person of people) person.destroy();
  await allGone;
  expect(letsIn()).toBe(true);
});
