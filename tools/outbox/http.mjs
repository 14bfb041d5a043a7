// The outbox over HTTP: a page for people, JSON for tests, and the door where the console SMS channel hands in its texts.
import http from 'node:http';
import { outboxPage } from './page.mjs';

const HEADERS = {
  'content-security-policy':
    "default-src 'none'; style-src 'unsafe-inline'; img-src data:; frame-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'cache-control': 'no-store',
};

const MOST_BYTES = 64 * 1024;

/** @param {import('./store.mjs').Outbox} outbox */
export function httpServer(outbox) {
  return http.createServer((request, response) => {
    answer(outbox, request).then(
      ({ status, type, body = '', headers }) => {
        response.writeHead(status, { ...HEADERS, ...(type && { 'content-type': type }), ...headers });
        response.end(request.method === 'HEAD' ? undefined : body);
      },
      (error) => {
        response.writeHead(500, HEADERS).end();
        console.error(error);
      },
    );
  });
}

const json = (status, value) => ({ status, type: 'application/json', body: JSON.stringify(value) });
const refusal = (status, detail) => json(status, { status, detail });

async function answer(outbox, request) {
  const url = new URL(request.url, 'http://outbox');
  const method = request.method === 'HEAD' ? 'GET' : request.method;
  const to = url.searchParams.get('to') ?? '';
  const attachment = /^\/messages\/([\w-]+)\/attachments\/(\d+)$/.exec(url.pathname);
  switch (`${method} ${url.pathname}`) {
    case 'GET /':
      return {
        status: 200,
        type: 'text/html; charset=utf-8',
        body: outboxPage(outbox.list(to), { to, page: Number(url.searchParams.get('page')) || 1 }),
      };
    case 'GET /healthz':
      return { status: 200, type: 'text/plain', body: 'ok' };
    case 'GET /messages.json':
      return json(200, { items: outbox.list(to).map(forJson) });
    case 'POST /messages':
      return handIn(outbox, request);
    case 'DELETE /messages':
      outbox.clear();
      return { status: 204 };
    case 'POST /messages/clear':
      if (isForeign(request)) return refusal(403, 'Only from the outbox page.');
      outbox.clear();
      return { status: 303, headers: { location: '/' } };
    default:
      return (method === 'GET' && attachment && download(outbox, attachment)) || refusal(404, 'Not found.');
  }
}

async function handIn(outbox, request) {
  // A web page elsewhere can post a form to us, but not this type.
  if (!/^application\/json\b/.test(request.headers['content-type'] ?? ''))
    return refusal(415, 'Send application/json.');
  const body = await read(request);
  if (body === undefined) return refusal(413, `At most ${MOST_BYTES} bytes.`);
  let message;
  try {
    message = JSON.parse(body);
  } catch {
    return refusal(400, 'That is not JSON.');
  }
  const { channel, to, text, messageId } = message ?? {};
  if (channel !== 'sms' || typeof to !== 'string' || typeof text !== 'string') {
    return refusal(422, 'Expected {channel: "sms", to, text, messageId}.');
  }
  const { id } = outbox.add({ channel, to, text, messageId: typeof messageId === 'string' ? messageId : undefined });
  return json(201, { id });
}

async function read(request) {
  const chunks = [];
  let size = 0;
  for await (const chunk of request) {
    size += chunk.length;
    if (size > MOST_BYTES) return undefined;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}

function isForeign({ headers }) {
  return headers.origin !== undefined && headers.origin !== 'null' && new URL(headers.origin).host !== headers.host;
}

const forJson = ({ attachments, ...message }) => ({
  ...message,
  attachments: attachments.map(({ filename, contentType }, index) => ({
    filename,
    contentType,
    path: `/messages/${message.id}/attachments/${index}`,
  })),
});

function download(outbox, [, id, index]) {
  const file = outbox.find(id)?.attachments[Number(index)];
  if (!file) return undefined;
  // Never shown by the browser as a page of this site.
  const name = encodeURIComponent(file.filename);
  return {
    status: 200,
    type: /^[\w.+-]+\/[\w.+-]+$/.test(file.contentType) ? file.contentType : 'application/octet-stream',
    body: file.content,
    headers: { 'content-disposition': `attachment; filename*=UTF-8''${name}` },
  };
}
