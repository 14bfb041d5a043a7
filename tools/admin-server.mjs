// Serves the built staff site and hands /api on to the API, so that the session cookie belongs to one origin.
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import httpProxy from '@fastify/http-proxy';
import fastifyStatic from '@fastify/static';
import { fastify } from 'fastify';
import { staffSiteHeaders } from './staff-site-headers.mjs';

const { PORT = '3001', HOST = '127.0.0.1', API_URL = 'http://127.0.0.1:3002' } = process.env;
const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '../dist/admin-web');

const app = fastify({ logger: false });
app.addHook('onSend', async (_request, reply) => {
  for (const [name, value] of Object.entries(staffSiteHeaders)) if (!reply.hasHeader(name)) reply.header(name, value);
});
app.get('/healthz', async () => 'ok');
await app.register(httpProxy, {
  upstream: API_URL,
  prefix: '/api',
  rewritePrefix: '/api',
  // The API compares Origin with Host, so it must see the address that the browser used.
  replyOptions: { rewriteRequestHeaders: (request, headers) => ({ ...headers, host: request.headers.host }) },
});
await app.register(fastifyStatic, {
  root,
  preCompressed: true,
  cacheControl: false,
  setHeaders: (reply, file) => {
    // Built files carry a hash in their name; the page that names them must always be fresh.
    const forEver = path.relative(root, file).startsWith('assets');
    reply.header('cache-control', forEver ? 'public, max-age=31536000, immutable' : 'no-cache');
  },
});
app.setNotFoundHandler((request, reply) => {
  const isPage = request.method === 'GET' && (request.headers.accept ?? '').includes('text/html');
  return isPage ? reply.sendFile('index.html') : reply.code(404).send({ status: 404 });
});

await app.listen({ port: Number(PORT), host: HOST });
for (const signal of ['SIGINT', 'SIGTERM']) process.once(signal, () => void app.close().then(() => process.exit(0)));
