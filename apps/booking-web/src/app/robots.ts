import type { FastifyInstance } from 'fastify';

/** Where nothing is for a robot: links with a token in them, and pages about one person. */
const disallowed = ['/m/', '/i/', '/h/', '/assist/', '/book/', '/appointment/'];
const ROBOTS = ['User-agent: *', ...disallowed.map((path) => `Disallow: ${path}`), ''].join('\n');
const A_DAY = 'public, max-age=86400';

/** What programs ask every site for. Pages name their own icon; whoever asks for the old address needs none. */
export function answerRobots(server: FastifyInstance): void {
  server.get('/robots.txt', async (_request, reply) =>
    reply.header('cache-control', A_DAY).type('text/plain; charset=utf-8').send(ROBOTS),
  );
  server.get('/favicon.ico', async (_request, reply) => reply.header('cache-control', A_DAY).status(204).send());
}
