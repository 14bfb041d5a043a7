// The three calls of Twilio's Messages API that a sender of text messages makes.
import { createRequest, faultsOf, listAnswer, listRequest, messageAnswer } from './shapes.mjs';

const PATH = /^\/2010-04-01\/Accounts\/(AC[0-9a-f]{32})\/Messages(?:\/((?:SM|MM)[0-9a-f]{32}))?\.json$/i;
/** What can be asked of the next requests, besides "ok". */
const REFUSALS = {
  rate_limited: { status: 429, code: 20_429, message: 'Too Many Requests' },
  opted_out: { status: 400, code: 21_610, message: 'Attempt to send to unsubscribed recipient' },
  invalid_number: { status: 400, code: 21_211, message: "The 'To' number is not a valid phone number" },
  broken: { status: 500, code: 20_500, message: 'Internal Server Error' },
};

/** @param {{ store: import('./store.mjs').Store, callbacks: import('./callbacks.mjs').Callbacks, oracle: object, authToken: string, listLagMs: number }} of */
export function apiHandler(of) {
  return (request, response) => {
    answer(of, request, response).catch((error) => {
      of.store.violations.push(`the stand-in failed: ${error.message}`);
      response.destroy();
    });
  };
}

async function answer(of, request, response) {
  const { store, authToken } = of;
  const url = new URL(request.url, 'http://twilio');
  const [, accountSid, sid] = PATH.exec(url.pathname) ?? [];
  const form = Object.fromEntries(new URLSearchParams(await read(request)));
  const send = (status, value) => json(response, status, value);
  if (!accountSid) return send(404, problem(404, 20_404, 'The requested resource was not found'));
  const expected = `Basic ${Buffer.from(`${store.accountSid}:${authToken}`).toString('base64')}`;
  if (request.headers.authorization !== expected) {
    store.counts.unauthorised += 1;
    return send(401, problem(401, 20_003, 'Authenticate'));
  }
  const path = { AccountSid: accountSid };
  if (request.method === 'POST' && !sid) return create(of, { ...form }, path, { request, response, send });
  if (request.method !== 'GET') return send(405, problem(405, 20_004, 'Method not allowed'));
  return sid ? fetchOne(of, { ...path, Sid: sid }, send) : list(of, Object.fromEntries(url.searchParams), path, send);
}

async function create(of, form, path, { request, response, send }) {
  const { store, callbacks } = of;
  store.counts.create += 1;
  const faults = check(of, 'create', 'request', createRequest, form, path);
  if (!request.headers['content-type']?.startsWith('application/x-www-form-urlencoded')) faults.push('is not a form');
  if (faults.length > 0) return send(400, problem(400, 21_601, faults.join('; ')));
  const next = store.next.shift() ?? { kind: 'ok' };
  const refusal = REFUSALS[next.kind] ?? (next.kind === 'refuse' && { message: 'Refused', ...next });
  if (refusal) return send(refusal.status, problem(refusal.status, refusal.code, refusal.message));
  if (next.kind === 'dropped') return response.socket.destroy();
  if (store.optedOut.has(form.To)) return send(400, problem(400, 21_610, REFUSALS.opted_out.message));
  const message = store.take(form);
  const taken = shown(store, message);
  check(of, 'create', 'answer', messageAnswer, taken);
  // From here on the message is on its way, whatever the sender hears of it.
  setImmediate(() => callbacks.begin(message));
  if (next.kind === 'cut') return response.socket.destroy();
  if (next.kind === 'broken_after') return send(500, problem(500, 20_500, 'Internal Server Error'));
  if (next.kind === 'slow') await new Promise((done) => setTimeout(done, next.ms ?? 30_000));
  return send(201, taken);
}

function fetchOne(of, path, send) {
  of.store.counts.fetch += 1;
  check(of, 'fetch', 'request', undefined, {}, path);
  const message = of.store.messages.find(({ sid }) => sid === path.Sid);
  if (!message) return send(404, problem(404, 20_404, 'The requested resource was not found'));
  const found = shown(of.store, message);
  check(of, 'fetch', 'answer', messageAnswer, found);
  return send(200, found);
}

function list(of, query, path, send) {
  const { store, listLagMs } = of;
  store.counts.list += 1;
  const faults = check(of, 'list', 'request', listRequest, query, path);
  if (faults.length > 0) return send(400, problem(400, 20_001, faults.join('; ')));
  const { Page: page, PageSize: size, ...filter } = listRequest.parse(query);
  const all = store.list(filter, listLagMs);
  const start = page * size;
  const messages = all.slice(start, start + size).map((message) => shown(store, message));
  const uri = (n) =>
    `/2010-04-01/Accounts/${path.AccountSid}/Messages.json?${new URLSearchParams({ ...query, Page: n, PageSize: size })}`;
  const found = {
    messages,
    page,
    page_size: size,
    start,
    end: start + Math.max(0, messages.length - 1),
    uri: uri(page),
    first_page_uri: uri(0),
    next_page_uri: start + size < all.length ? uri(page + 1) : null,
    previous_page_uri: page > 0 ? uri(page - 1) : null,
  };
  check(of, 'list', 'answer', listAnswer, found);
  return send(200, found);
}

/** By our own shapes always, by Twilio's where it is here. What is wrong is kept as well as answered. */
function check({ store, oracle }, operation, part, shape, value, path = {}) {
  const faults = shape ? faultsOf(shape, value) : [];
  if (!oracle.why) faults.push(...oracle.faults(operation, part, { ...value, ...path }));
  for (const fault of faults) store.violations.push(`${operation} ${part}: ${fault}`);
  return faults;
}

function shown(store, m) {
  const uri = `/2010-04-01/Accounts/${store.accountSid}/Messages/${m.sid}`;
  return {
    sid: m.sid,
    account_sid: store.accountSid,
    messaging_service_sid: m.messagingServiceSid,
    api_version: '2010-04-01',
    to: m.to,
    from: m.from,
    body: m.body,
    status: m.status,
    direction: m.direction,
    error_code: m.errorCode,
    error_message: null,
    num_media: '0',
    num_segments: m.messagingServiceSid && !m.sent ? '0' : '1',
    price: null,
    price_unit: null,
    date_created: rfc2822(m.created),
    date_updated: rfc2822(m.sent ?? m.created),
    date_sent: m.sent && rfc2822(m.sent),
    uri: `${uri}.json`,
    subresource_uris: { media: `${uri}/Media.json` },
  };
}

const rfc2822 = (date) => date.toUTCString().replace('GMT', '+0000');
const problem = (status, code, message) => ({
  status,
  code,
  message,
  more_info: `https://www.twilio.com/docs/errors/${code}`,
});

export function json(response, status, value) {
  response.writeHead(status, { 'content-type': 'application/json' });
  response.end(JSON.stringify(value));
}

export async function read(request) {
  const chunks = [];
  for await (const chunk of request) chunks.push(chunk);
  return Buffer.concat(chunks).toString('utf8');
}
