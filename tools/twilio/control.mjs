// How a test tells the stand-in what to do, and asks what it saw. On a port of its own, which stays when the API is down.
import { json, read } from './api.mjs';

/** @param {{ store: import('./store.mjs').Store, callbacks: import('./callbacks.mjs').Callbacks, oracle: object, goDown(): Promise<void>, comeUp(): Promise<void> }} of */
export function controlHandler(of) {
  const routes = routesOf(of);
  return (request, response) => {
    (async () => {
      const url = new URL(request.url, 'http://control');
      const route = routes[`${request.method} ${url.pathname}`];
      if (!route) return json(response, 404, { error: 'unknown', known: Object.keys(routes) });
      const body = await read(request);
      return json(response, 200, (await route(body ? JSON.parse(body) : {}, url.searchParams)) ?? {});
    })().catch((error) => json(response, 500, { error: error.message }));
  };
}

function routesOf({ store, callbacks, oracle, goDown, comeUp, settings }) {
  return {
    'GET /healthz': () => ({ ok: true }),
    'GET /state': () => ({
      counts: store.counts,
      violations: store.violations,
      /** Null: everything was held to Twilio's specification. */
      notHeldToSpecificationBecause: oracle.why,
      optedOut: [...store.optedOut],
    }),
    /** Everything the stand-in took, whatever the sender was told. `arrived` says whether the phone has it. */
    'GET /messages': (_, query) => ({
      items: store.messages.filter(({ to }) => !query.get('to') || to === query.get('to')),
    }),
    'GET /callbacks': () => ({ items: callbacks.made }),
    /** {kind, times?, ms?, status?, code?}: for the next requests to send, one after the other. */
    'POST /next': ({ times = 1, ...what }) => void store.next.push(...Array.from({ length: times }, () => what)),
    /** {final, errorCode?, times?}: how the next messages end. */
    'POST /endings': ({ final, errorCode = null, times = 1 }) =>
      void store.endings.push(...Array.from({ length: times }, () => ({ final, errorCode }))),
    /** {mode?: "on" | "held" | "off", times?, proxy?: {from, to}, listLagMs?} */
    'POST /settings': ({ listLagMs = settings.listLagMs, ...more }) => {
      settings.listLagMs = listLagMs;
      for (const name of ['mode', 'times', 'proxy']) if (name in more) callbacks[name] = more[name];
    },
    /** Lets held callbacks go and waits for the answer to each. */
    'POST /settle': async () => {
      await callbacks.settle();
      return { items: callbacks.made };
    },
    'POST /status': ({ url, sign, ...form }) => callbacks.post(url, form, sign),
    'POST /inbound': (what) => inbound(store, callbacks, what),
    'POST /down': goDown,
    'POST /up': comeUp,
    'POST /clear': () => {
      store.clear();
      callbacks.made = [];
    },
  };
}

/** A phone sends a text: {url, from, body, sid?, deliveries?, sign?, optOutType?}. What is answered reaches the phone as Twilio would carry it. */
async function inbound(store, callbacks, { url, from, body, sid, deliveries = 1, sign = 'right', optOutType }) {
  store.heard(from, body);
  const messageSid = sid ?? store.newSid();
  const form = {
    AccountSid: store.accountSid,
    ApiVersion: '2010-04-01',
    MessageSid: messageSid,
    SmsMessageSid: messageSid,
    SmsSid: messageSid,
    From: from,
    To: '+447700900999',
    Body: body,
    NumMedia: '0',
    NumSegments: '1',
    ...(optOutType && { OptOutType: optOutType }),
  };
  const answers = await Promise.all(Array.from({ length: deliveries }, () => callbacks.post(url, form, sign)));
  return { sid: messageSid, answers: answers.map((answer) => ({ ...answer, reply: carried(store, from, answer) })) };
}

const TWIML =
  /^(?:<\?xml version="1\.0" encoding="UTF-8"\?>)?\s*<Response(?:\s*\/>|>(?:<Message>([^<>]*)<\/Message>)?<\/Response>)\s*$/;
const ENTITIES = { '&amp;': '&', '&lt;': '<', '&gt;': '>', '&quot;': '"', '&apos;': "'" };

/** The words of a TwiML answer; null where it says nothing. */
function carried(store, to, { status, type, body }) {
  if (status !== 200) return null;
  const read = TWIML.exec(body);
  const isFair = read && /^(text|application)\/xml\b/.test(type) && !/&(?!(amp|lt|gt|quot|apos);)/.test(read[1] ?? '');
  if (!isFair) store.violations.push('a text was answered with something that is no TwiML');
  if (!isFair || read[1] === undefined) return null;
  const text = read[1].replace(/&\w+;/g, (entity) => ENTITIES[entity]);
  const message = store.take({ To: to, Body: text, From: '+447700900999' }, 'outbound-reply');
  store.end(
    message,
    store.optedOut.has(to) ? { final: 'failed', errorCode: 21_610 } : { final: 'delivered', errorCode: null },
  );
  return text;
}
