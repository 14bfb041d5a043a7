import { endpoints, type Endpoint } from '@fairslot/contract';
import { ClinicDesk, type SeriesBody } from './clinic-changes-world';

jest.setTimeout(60_000);

const CLINIC = { from: '09:00', until: '10:00', slotMinutes: 30, capacity: 1, serviceIds: ['flu'] };
const RULE = { startsOn: '2026-11-02', endsOn: '2026-11-08', weekdays: [1] };
const CLOSURE = { from: '2026-12-24', to: '2026-12-26', reason: 'Holiday' };
/** Well formed, and never what anything stands for. */
const SEEN = { version: 1, preview: 'none' };

let desk: ClinicDesk;
let ids: Record<'clinicId' | 'seriesId' | 'closureId', string>;
const tokens = new Map<string, string>();
/** Whom an endpoint answers: those who may read, or those who may write. */
const reads = ['viewer', 'desk', 'lead', 'region'];
const writes = ['lead', 'region'];
const actors = ['nothing', 'other lead', ...reads];

beforeAll(async () => {
  desk = await ClinicDesk.open('2026-03-09T09:00:00Z');
  const { world } = desk;
  await world.addStaff('nothing', []);
  await world.addStaff('other lead', [['clinic_lead', 'site', 'meadow']]);
  await world.addStaff('viewer', [['viewer', 'site', 'harbour']]);
  await world.addStaff('desk', [['front_desk', 'site', 'harbour']]);
  await world.addStaff('lead', [['clinic_lead', 'site', 'harbour']]);
  await world.addStaff('region', [['region_administrator', 'region']]);
  for (const actor of actors) tokens.set(actor, await world.tokenOf(actor));
  const clinicId = (await desk.clinic({ date: '2026-11-20' })).id;
  const seriesId = (await desk.ask<SeriesBody>('POST', '/series', { ...CLINIC, ...RULE }, 201)).id;
  ids = { clinicId, seriesId, closureId: (await desk.ask('POST', '/closures', CLOSURE, 201)).id };
});
afterAll(() => desk?.world.close());

const bodies: Record<string, object> = {
  // A request with a fault in it is answered 400 to whoever may ask, and changes nothing.
  createClinic: { ...CLINIC, date: '2026-03-01' },
  previewClinic: { ...CLINIC, date: '2026-11-21' },
  previewClinicChange: { capacity: 2 },
  editClinic: { capacity: 2, ...SEEN },
  cancelClinic: SEEN,
  pauseClinic: SEEN,
  resumeClinic: SEEN,
  setKeptUntil: { opensOn: '2026-11-01' },
  createSeries: { ...CLINIC, ...RULE, startsOn: '2026-03-01' },
  previewSeries: { ...CLINIC, ...RULE, serviceIds: ['covid'] },
  previewSeriesChange: { capacity: 2 },
  editSeries: { capacity: 2, ...SEEN },
  cancelSeries: SEEN,
  pauseSeries: SEEN,
  resumeSeries: SEEN,
  previewClosure: CLOSURE,
  createClosure: { ...CLOSURE, from: '2026-03-01' },
  endClosure: {},
};
/** What those who may ask are answered. */
const answers: Record<string, number> = {
  createClinic: 400,
  createSeries: 400,
  createClosure: 400,
  endClosure: 200,
  // It is for everybody already.
  setKeptUntil: 409,
};
const outOfDate = [
  'editClinic',
  'cancelClinic',
  'pauseClinic',
  'resumeClinic',
  'editSeries',
  'cancelSeries',
  'pauseSeries',
  'resumeSeries',
];

const ask = async (endpoint: Endpoint, token: string | undefined, site = 'harbour'): Promise<number> => {
  const path = endpoint.path
    .replace('{siteId}', site)
    .replace(/\{(\w+)\}/, (_, name: string) => ids[name as keyof typeof ids]);
  const body = endpoint.method === 'GET' || endpoint.name === 'endClosure' ? undefined : bodies[endpoint.name];
  return (await desk.world.call(endpoint.method, path, token, body)).status;
};

const ours: readonly Endpoint[] = endpoints.filter(({ path }) =>
  /^\/staff\/sites\/\{siteId\}\/(clinics|series|closures|week|stranded)/.test(path),
);

test.each(ours.filter(({ name }) => name !== 'endClosure').map((endpoint) => [endpoint.name, endpoint] as const))(
  '%s answers those who may ask, and is not there for the others',
  async (name, endpoint) => {
    const may = endpoint.audience === 'staff:day:read' ? reads : writes;
    const good = outOfDate.includes(name) ? 409 : (answers[name] ?? endpoint.status);
    expect(await ask(endpoint, undefined)).toBe(401);
    for (const actor of actors)
      expect([actor, await ask(endpoint, tokens.get(actor))]).toEqual([actor, may.includes(actor) ? good : 404]);
  },
);

test('what belongs to another site is not there, even for those who lead both', async () => {
  const before = await desk.everything();
  for (const endpoint of ours.filter(({ path }) => /\{(clinic|series|closure)Id\}/.test(path)))
    expect([endpoint.name, await ask(endpoint, tokens.get('region'), 'meadow')]).toEqual([endpoint.name, 404]);
  expect(await desk.everything()).toEqual(before);
});

test('a site that does not exist is answered like one that is not theirs', async () => {
  for (const endpoint of ours)
    expect([endpoint.name, await ask(endpoint, tokens.get('lead'), 'nowhere')]).toEqual([endpoint.name, 404]);
});

test('lists have only what is of the site', async () => {
  const meadow = async (path: string) =>
    (await desk.world.call('GET', `/staff/sites/meadow${path}`, tokens.get('other lead'))).body as unknown as {
      items: unknown[];
    };
  for (const path of ['/clinics?from=2026-11-01&to=2026-12-31', '/series', '/closures', '/stranded'])
    expect([path, (await meadow(path)).items]).toEqual([path, []]);
});

test('only those who may write take a closure back, and only once', async () => {
  const endClosure = ours.find(({ name }) => name === 'endClosure') as Endpoint;
  const answered: [string, number][] = [];
  for (const actor of actors) answered.push([actor, await ask(endClosure, tokens.get(actor))]);
  expect(answered).toEqual([
    ['nothing', 404],
    ['other lead', 404],
    ['viewer', 404],
    ['desk', 404],
    ['lead', 200],
    ['region', 409],
  ]);
});
