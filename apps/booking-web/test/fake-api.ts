import http from 'node:http';
import type { AddressInfo } from 'node:net';

/** What the fake answers: a status with a body, or nothing at all ("cut"). */
export type Answer = { status: number; body?: unknown } | 'cut';
type Handler = (call: Call) => Answer;

export interface Call {
  method: string;
  path: string;
  query: URLSearchParams;
  body: Record<string, unknown>;
  headers: http.IncomingHttpHeaders;
}

export const problem = (status: number, code: string, more: object = {}): Answer => ({
  status,
  body: { type: 'about:blank', title: code, status, code, requestId: 'fake', ...more },
});

const facilities = {
  stepFree: true,
  ramp: false,
  automaticDoors: false,
  lift: false,
  accessibleToilet: true,
  hearingLoop: false,
  blueBadgeBays: false,
  parking: false,
  parkingCost: null as 'free' | 'paid' | null,
  quietRoom: false,
  prayerRoom: false,
  nursingSpace: false,
};
export const site = {
  id: 'speke',
  name: 'Speke Retail Park Pharmacy',
  kind: 'pharmacy',
  address: 'Speke Road, Liverpool',
  postcode: 'L24 8QB',
  place: 'Liverpool',
  latitude: 53.35,
  longitude: -2.88,
  directions: '',
  what3words: '',
  facilities,
  buses: [] as object[],
  station: null as object | null,
  languages: [] as string[],
  travel: [] as string[],
};
export const aboutPlace = {
  hours: [] as object[],
  photos: [] as object[],
  walkIn: { hours: [] as object[], services: [] as string[] },
};
export const otherSite = { ...site, id: 'garston', name: 'Garston Library', postcode: 'L19 2LW' };

const baseService = {
  preparation: 'Wear short sleeves.',
  whoFor: 'People aged 65 or over',
  outcomeWord: 'vaccinated',
  minutes: 5,
  season: { state: 'open' },
  questions: [] as object[],
  doses: [] as object[],
  alsoWith: [] as string[],
};
export const flu = { ...baseService, id: 'flu', kind: 'vaccine', name: 'Flu vaccine', shortName: 'flu vaccine' };
export const covid = {
  ...baseService,
  id: 'covid',
  kind: 'vaccine',
  name: 'COVID-19 vaccine',
  shortName: 'COVID-19 vaccine',
  questions: [{ id: 'carer', kind: 'yes_no', label: 'Do you look after somebody?' }],
};
export const bloodTest = {
  ...baseService,
  id: 'blood-test',
  kind: 'clinic',
  name: 'Blood test',
  shortName: 'blood test',
  outcomeWord: 'seen',
  questions: [{ id: 'referralCode', kind: 'code', label: 'What is your referral code?' }],
};

export const times = ['09:00', '09:05', '09:10'].map((at) => ({
  start: `2026-10-10T${at}:00+01:00`,
  lengthMinutes: 5,
  free: 1,
}));

/** An API at the edge with the least it takes to book: drafts are kept for real, the rest is fixed until a test says otherwise. */
export async function startFakeApi() {
  const calls: Call[] = [];
  const drafts = new Map<string, Record<string, unknown>>();
  const said = new Map<string, Handler>();
  let holds = 0;
  const journey = (id: string): Answer =>
    drafts.has(id)
      ? { status: 200, body: { id, draft: drafts.get(id), expiresAt: '2026-10-10T00:00:00Z' } }
      : problem(404, 'not_found');

  const usual: Record<string, Handler> = {
    'GET /services': () => ({ status: 200, body: { items: [flu, covid, bloodTest] } }),
    'GET /locate': ({ query }) => {
      const point = (label: string) => ({ label, latitude: 53.35, longitude: -2.88, approximate: true });
      const q = query.get('q') ?? '';
      return {
        status: 200,
        body: { items: q === 'Sppeke' ? [] : q === 'New' ? [point('Newton'), point('New Ferry')] : [point(q)] },
      };
    },
    'POST /eligibility': () => ({ status: 200, body: { outcome: 'eligible', reasons: [] } }),
    'GET /availability': () => {
      const place = (at: typeof site) => ({ site: at, distanceMetres: 1930, nextTimes: times, days: [], free: 3 });
      const near = { label: 'L24', latitude: 53.35, longitude: -2.88, approximate: true };
      const items = [place(site), place(otherSite)];
      return { status: 200, body: { items, total: 2, near, from: '2026-10-08', to: '2026-10-21' } };
    },
    'GET /sites/:id': ({ path }) => ({
      status: 200,
      body: { ...(path.endsWith('garston') ? otherSite : site), ...aboutPlace },
    }),
    'GET /walk-ins': () => ({ status: 200, body: { items: [] } }),
    'GET /sites/:id/times': () => ({ status: 200, body: { items: times } }),
    'POST /journeys': () => {
      const id = `journey-${drafts.size + 1}`;
      drafts.set(id, {});
      return { ...(journey(id) as object), status: 201 } as Answer;
    },
    'GET /journeys/:id': ({ path }) => journey(path.split('/')[2] ?? ''),
    'PATCH /journeys/:id': ({ path, body }) => {
      const id = path.split('/')[2] ?? '';
      const merged = Object.entries({ ...drafts.get(id), ...(body['draft'] as object) });
      drafts.set(id, Object.fromEntries(merged.filter(([, value]) => value !== null)));
      return journey(id);
    },
    'DELETE /journeys/:id': ({ path }) => (drafts.delete(path.split('/')[2] ?? ''), { status: 204 }),
    'GET /journeys/:id/helper-link': () => ({ status: 200, body: {} }),
    'DELETE /manage/sessions': () => ({ status: 204 }),
    'POST /holds': ({ body }) => {
      const held = { serviceId: 'flu', siteId: body['siteId'], start: body['start'], lengthMinutes: 5 };
      const made = { holdId: `hold-${++holds}-id`, token: `token-${holds}-of-hold`, times: [held] };
      return { status: 201, body: { ...made, expiresAt: '2026-10-08T14:35:00+01:00' } };
    },
    'POST /holds/:id/renew': () => ({ status: 200, body: { expiresAt: '2026-10-08T14:45:00+01:00' } }),
    'DELETE /holds/:id': () => ({ status: 204 }),
    'POST /bookings': ({ body }) => {
      const place = { id: site.id, name: site.name };
      const booking = { reference: 'K7QF9X2A4M', start: times[0]?.start, lengthMinutes: 5, site: place };
      const manageUrl = 'http://localhost/m/TOKENTOKENTOKEN1';
      return body['holdId']
        ? { status: 201, body: { bookings: [{ ...booking, service: { id: 'flu', name: 'Flu' }, manageUrl }] } }
        : problem(400, 'invalid');
    },
    'POST /manage/sessions': () => problem(404, 'look_up_failed'),
  };

  const server = http.createServer((request, response) => {
    let text = '';
    request.on('data', (chunk) => (text += chunk));
    request.on('end', () => {
      const url = new URL(request.url ?? '/', 'http://fake');
      const path = url.pathname.replace('/api/v1', '');
      const name = `${request.method} ${path.replace(/^\/(sites|journeys|holds|invitations)\/[^/]+/, '/$1/:id')}`;
      const body = (text ? JSON.parse(text) : {}) as Record<string, unknown>;
      const call = { method: request.method ?? '', path, query: url.searchParams, body, headers: request.headers };
      calls.push(call);
      const answer = (said.get(name) ?? usual[name])?.(call) ?? problem(404, 'unknown_route');
      if (answer === 'cut') return void request.socket.destroy();
      response.writeHead(answer.status, { 'content-type': 'application/json' });
      response.end(answer.body === undefined ? undefined : JSON.stringify(answer.body));
    });
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    calls,
    drafts,
    /** From now on, or until `times` calls were answered, this endpoint answers so. */
    say(name: string, answer: Answer | Handler, howOften = Infinity) {
      let left = howOften;
      said.set(name, (call) =>
        left-- > 0 ? (typeof answer === 'function' ? answer(call) : answer) : (usual[name] as Handler)(call),
      );
    },
    calm: () => said.clear(),
    made: (method: string, path: RegExp) => calls.filter((call) => call.method === method && path.test(call.path)),
    stop: () => new Promise((done) => (server.closeAllConnections(), server.close(done))),
  };
}

export type FakeApi = Awaited<ReturnType<typeof startFakeApi>>;
