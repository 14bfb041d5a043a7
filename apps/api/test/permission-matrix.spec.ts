import { randomUUID } from 'node:crypto';
import { endpoints, rolePermissions, roles, type Endpoint, type Permission, type Role } from '@fairslot/contract';
import { formatReference } from '@fairslot/domain';
import { Ids } from '../src/platform/ids/ids';
import { ServiceCatalogue } from '../src/services/service-catalogue';
import { StaffWorld } from './staff-world';

jest.setTimeout(180_000);

/*
 * Every staff route × every role × where the thing asked for lies: at the caller's own site, at another site of the same
 * Place and organisation, in another organisation and Place, elsewhere altogether; and nobody, and a session of another
 * region (another deployment). The routes come from the contract: one without a way to ask it fails.
 */
const TODAY = '2026-03-09T15:00:00Z';
const SITES = {
  'own site': 'harbour',
  'other site in the Place': 'meadow',
  'other organisation': 'station',
  'other Place': 'island',
};
type Where = keyof typeof SITES;
const wheres = Object.keys(SITES) as Where[];
/** Of somebody booked at the site; no answer about another site may hold it. */
const secretName = (site: string) => `Zzname${site}`;

let world: StaffWorld;
const tokens = new Map<Role, string>();
const references = new Map<string, string>();
const made = new Map<string, Record<string, string>>();

beforeAll(async () => {
  world = await StaffWorld.open('2026-03-09T09:00:00Z');
  const rule = { id: 'all', vaccine: 'ALL', programme_start: '2020-01-01', programme_end: '2039-12-31' };
  await world.rows('UPDATE service SET rule = $1', [{ ...rule, cohorts: [{ id: 'all', priority: 1, when: true }] }]);
  await world.get(ServiceCatalogue).load();
  for (const role of roles) {
    const scope = role === 'region_administrator' ? (['region'] as const) : (['site', 'harbour'] as const);
    await world.addStaff(`${role}@example.org`, [[role, ...scope]]);
    tokens.set(role, await world.tokenOf(`${role}@example.org`));
  }
  const ids = world.get(Ids);
  for (const site of Object.values(SITES)) {
    const siteId = world.site.get(site);
    references.set(site, await world.addBooking({ site, startsAt: TODAY, lastName: secretName(site) }));
    const one = async (sql: string, values: unknown[]): Promise<number> =>
      ((await world.rows<{ id: number }>(sql, values))[0] as { id: number }).id;
    const clinic = await one(
      `INSERT INTO clinic (site_id, date, starts, ends, slot_minutes, capacity, service_ids) VALUES ($1, '2026-11-20', '09:00', '10:00', 10, 1, $2) RETURNING id`,
      [siteId, [...world.service.values()]],
    );
    const series = await one(
      `INSERT INTO clinic_series (site_id, starts_on, ends_on, weekdays, starts, ends, slot_minutes, capacity, service_ids)
       VALUES ($1, '2026-11-02', '2026-11-30', '{1}', '09:00', '10:00', 10, 1, $2) RETURNING id`,
      [siteId, [...world.service.values()]],
    );
    const closure = await one(
      `INSERT INTO closure (site_id, from_date, until_date, reason, created_at) VALUES ($1, '2026-12-24', '2026-12-24', 'Holiday', now()) RETURNING id`,
      [siteId],
    );
    const pause = await one(
      `INSERT INTO service_pause (site_id, service_id, from_date, begins_at, created_at) VALUES ($1, $2, '2027-12-24', '2027-12-24', now()) RETURNING id`,
      [siteId, world.service.get('flu')],
    );
    const batch = await one(
      `INSERT INTO batch (site_id, service_id, product, number, created_by, created_at) VALUES ($1, $2, 'P', 'N', 1, now()) RETURNING id`,
      [siteId, world.service.get('flu')],
    );
    await world.rows(
      `INSERT INTO site_photo (site_id, hash, type, width, height, alt, bytes, created_at)
       VALUES ($1, '00000000000000000000000000000000', 'image/png', 1, 1, 'A door', 'x', now())`,
      [siteId],
    );
    const worker = await world.addStaff(`worker-${site}@example.org`, [['viewer', 'site', site]]);
    const grant = await one('SELECT id FROM role_grant WHERE staff_user_id = $1', [worker]);
    made.set(site, {
      siteId: site,
      clinicId: ids.opaque('clinic', clinic),
      seriesId: ids.opaque('series', series),
      closureId: ids.opaque('closure', closure),
      pauseId: ids.opaque('service_pause', pause),
      batchId: ids.opaque('batch', batch),
      userId: ids.opaque('staff_user', worker),
      grantId: ids.opaque('role_grant', grant),
      requestId: ids.opaque('grant_request', 999),
      holdId: 'never-was-a-hold',
      photoId: '0'.repeat(32),
      serviceId: 'flu',
      ...Object.fromEntries(
        [
          'proposalId',
          'alertId',
          'messageId',
          'killSwitchId',
          'callId',
          'importId',
          'decisionId',
          'cohortId',
          'campaignId',
          'visitId',
        ].map((id) => [id, 'never-was-one-of-these']),
      ),
    });
  }
});
afterAll(() => world?.close());

const CLINIC = { from: '09:00', until: '10:00', slotMinutes: 30, capacity: 1, serviceIds: ['flu'] };
const RULE = { startsOn: '2026-11-02', endsOn: '2026-11-08', weekdays: [1] };
const SEEN = { version: 99, preview: 'none' };
const RULES = { include: [], leaveOut: [], doNotContact: [] };
const RECORD = { nhsNumber: '9434765919', reason: 'legal' };
const GROUPS = [{ id: 'all', label: 'Everybody', conditions: [] }];
const PERSON = { firstName: 'W', lastName: 'I', dateOfBirth: '1970-01-01' };

/** A body that may be judged and changes nothing that the next caller needs; none where a route takes none. */
const bodies: Record<string, (site: string) => unknown> = {
  createClinic: () => ({ ...CLINIC, date: '2026-03-01' }),
  previewClinic: () => ({ ...CLINIC, date: '2026-11-21' }),
  previewClinicChange: () => ({ capacity: 2 }),
  editClinic: () => ({ capacity: 2, ...SEEN }),
  cancelClinic: () => SEEN,
  pauseClinic: () => SEEN,
  resumeClinic: () => SEEN,
  createSeries: () => ({ ...CLINIC, ...RULE, startsOn: '2026-03-01' }),
  previewSeries: () => ({ ...CLINIC, ...RULE }),
  previewSeriesChange: () => ({ capacity: 2 }),
  editSeries: () => ({ capacity: 2, ...SEEN }),
  cancelSeries: () => SEEN,
  pauseSeries: () => SEEN,
  resumeSeries: () => SEEN,
  pauseService: () => ({ serviceId: 'flu', from: '2026-03-01' }),
  endServicePause: () => undefined,
  previewClosure: () => ({ from: '2026-12-27', to: '2026-12-27', reason: 'x' }),
  createClosure: () => ({ from: '2026-03-01', to: '2026-03-01', reason: 'x' }),
  endClosure: () => ({}),
  askSecondPerson: () => ({
    change: { kind: 'close', from: '2026-12-27', to: '2026-12-27', reason: 'x' },
    preview: 'none',
    reason: 'x',
  }),
  approveProposal: () => SEEN,
  refuseProposal: () => ({ reason: 'x' }),
  withdrawProposal: () => undefined,
  seeAlert: () => undefined,
  checkIn: () => ({ version: 99 }),
  completeBooking: () => ({ version: 99 }),
  didNotAttend: () => ({ version: 99 }),
  notGiven: () => ({ version: 99, reason: 'other' }),
  undoBooking: () => ({ version: 99 }),
  setHelp: () => ({ version: 99, help: [] }),
  checkDetails: () => ({ version: 99 }),
  addNote: () => ({ text: 'Comes with a dog' }),
  exportDay: () => ({ date: '2026-03-09' }),
  recordOutcomes: (site) => ({ items: [{ reference: references.get(site), act: 'did_not_attend', version: 99 }] }),
  addWalkIn: () => ({ ...PERSON, serviceId: 'flu' }),
  addBatch: () => ({ serviceId: 'flu', product: 'P', number: 'N', use: false }),
  useBatch: () => undefined,
  endBatch: () => undefined,
  changeSite: () => ({ directions: 'By the door.' }),
  addSitePhoto: () => ({ alt: 'A door', base64: 'AAAA' }),
  removeSitePhoto: () => undefined,
  addAudience: () => ({ name: 'Care home' }),
  inviteStaff: (site) => ({ email: 'someone@example.org', name: 'S', role: 'viewer', scope: 'site', scopeId: site }),
  importStaff: (site) => ({ csv: `email,name,role,site\nx@example.org,X,viewer,${site}`, check: true }),
  giveRole: (site) => ({ role: 'viewer', scope: 'site', scopeId: site }),
  importOrganisations: () => ({ csv: 'code,name\nX1,X', check: true }),
  importSites: () => ({
    csv: 'name,organisation,place,address,postcode,latitude,longitude\nX,X,X,X,X,1,1',
    check: true,
  }),
  addService: () => ({ libraryId: 'no-such' }),
  changeService: () => ({ paused: false }),
  tryServiceRule: () => ({ groups: GROUPS }),
  changeServiceRule: () => ({ groups: GROUPS, version: 99 }),
  seeExamples: () => ({ rules: RULES }),
  pasteNumberList: () => ({ name: 'x', numbers: '9434765919', check: true }),
  holdForCaller: (site) => ({
    siteId: site,
    start: '2026-11-20T09:00:00Z',
    attendees: [{ serviceId: 'flu', dateOfBirth: '1970-01-01' }],
  }),
  renewForCaller: () => ({ token: 'never-was-a-token' }),
  bookForCaller: () => ({
    holdId: 'never-was-a-hold',
    token: 'never-was-a-token',
    people: [PERSON],
    contact: { none: true },
  }),
  moveForCaller: () => ({ holdId: 'never-was-a-hold', token: 'never-was-a-token' }),
  cancelForCaller: () => ({}),
  approveRole: () => undefined,
  refuseRole: () => undefined,
  endRole: () => undefined,
  endAccess: () => undefined,
  wakeStaff: () => undefined,
  wakeSleepers: (site) => ({ userIds: [made.get(site)?.['userId']] }),
  inviteAgain: () => undefined,
  resetSecondFactor: () => undefined,
  retryMessage: () => undefined,
  setKillSwitch: (site) => ({ what: 'site', value: site, reason: 'x' }),
  endKillSwitch: () => undefined,
  tickOffCall: () => ({ outcome: 'reached' }),
  changeHomeVisit: () => ({ state: 'called', version: 1 }),
  importPeople: () => ({ name: 'x', csv: 'first_name,last_name,date_of_birth\nA,B,', check: true }),
  undoImport: () => undefined,
  importDoses: () => ({ name: 'x', csv: 'nhs_number,date_of_birth,service,given_on\n,,,', check: true }),
  undoDoseImport: () => undefined,
  decideDuplicate: () => ({ oneId: 'x', otherId: 'y', areSame: true }),
  undoDuplicate: () => undefined,
  rememberedColumns: () => ({ what: 'people', headings: ['a'] }),
  forgetColumns: () => ({ what: 'people', headings: ['a'] }),
  seeRecordViews: () => RECORD,
  exportRecord: () => RECORD,
  eraseRecord: () => RECORD,
  setKeptUntil: () => ({ opensOn: null }),
  setRetention: () => ({ isOn: false }),
  countCohort: () => ({ rules: RULES }),
  explainCohort: () => ({ rules: RULES, nhsNumber: '9434765919' }),
  createCohort: () => ({ name: 'x', rules: RULES }),
  addCohortVersion: () => ({ rules: RULES }),
  createCampaign: () => ({
    name: 'x',
    serviceId: 'flu',
    cohortId: 'never-was-a-cohort',
    startsOn: '2026-11-01',
    endsOn: '2026-11-02',
    mode: 'drip',
    perDay: 1,
  }),
  changeCampaign: () => ({ perDay: 1 }),
  planCampaign: () => undefined,
  simulateCampaign: () => undefined,
  sendTestMessage: () => ({ language: 'en', kind: 'invitation' }),
  requestApproval: () => undefined,
  approveCampaign: () => undefined,
  refuseCampaign: () => undefined,
  releaseCampaign: () => undefined,
  pauseCampaign: () => undefined,
  resumeCampaign: () => undefined,
  slowCampaign: () => ({ perDay: 1 }),
  setBudget: () => ({ amount: 100 }),
  stopCampaign: () => ({ name: 'x' }),
};
const queries: Record<string, (site: string) => string> = {
  searchBookings: (site) => `?q=zzname&siteId=${site}`,
  listTeam: (site) => `?siteId=${site}`,
  getVisibility: () => '?service=flu',
  getSiteReport: () => '?from=2026-03-01&to=2026-03-31',
  getAttendanceReport: () => '?from=2026-03-01&to=2026-03-31',
  listStaffTimes: () => '?service=flu',
  getRegionOverview: () => '?serviceId=flu',
  listPlaceSites: () => '?serviceId=flu&placeId=northtown',
};

/** Routes about no site: judged by the permission alone, wherever the caller holds it. */
const ABOUT_THE_REGION =
  /^\/staff\/(organisations|roles$|stock$|sites\/import|services|set-up|retention|grant-requests|people|cohorts|campaigns|reports|proposals$|calls$|audit(\/people)?$|home-visits(\/count)?$|messages$|messages\/(counts|monitor|queue)$)/;
/** Routes whose object is found by a token or a body of its own: a foreign one is not found, and so is one that never was. */
const NEVER_FOUND = new Set([
  'renewForCaller',
  'bookForCaller',
  'moveForCaller',
  'approveRole',
  'refuseRole',
  'createCampaign',
  'seeRecordViews',
  'exportRecord',
  'eraseRecord',
  'decideDuplicate',
]);
const isNeverFound = ({ name, path }: Endpoint): boolean =>
  NEVER_FOUND.has(name) ||
  /\{(proposalId|alertId|messageId|killSwitchId|callId|importId|cohortId|campaignId|visitId|decisionId)\}/.test(path);
/** Answered with faults of fields, because the scope is part of the body. */
const TOLD_BY_FIELD = new Set(['inviteStaff', 'importStaff']);
/** Ends what it is asked about, so only the callers who may not are asked. */
const ENDS = new Set([
  'endRole',
  'endAccess',
  'endClosure',
  'endServicePause',
  'endBatch',
  'cancelForCaller',
  'inviteAgain',
  'removeSitePhoto',
]);

const staffRoutes: readonly Endpoint[] = endpoints.filter(({ audience }) => audience.startsWith('staff:'));

function requestAbout(endpoint: Endpoint, site: string) {
  const names = made.get(site) ?? {};
  const path = endpoint.path.replace(/\{(\w+)\}/g, (_, name: string) =>
    name === 'reference' ? formatReference(references.get(site) ?? '') : (names[name] ?? ''),
  );
  return { path: path + (queries[endpoint.name]?.(site) ?? ''), body: bodies[endpoint.name]?.(site) };
}

async function ask(endpoint: Endpoint, site: string, token: string | undefined) {
  const { path, body } = requestAbout(endpoint, site);
  const headers: Record<string, string> = endpoint.idempotent ? { 'idempotency-key': randomUUID() } : {};
  return world.call(endpoint.method, path, token, body, headers);
}

const isAboutTheRegion = ({ name, path }: Endpoint): boolean =>
  ABOUT_THE_REGION.test(path) || name === 'listKillSwitches';
const may = (role: Role, endpoint: Endpoint, where: Where): boolean => {
  const permission = endpoint.audience.replace('staff:', '') as Permission;
  if (!rolePermissions[role].includes(permission)) return false;
  return role === 'region_administrator' || isAboutTheRegion(endpoint) || where === 'own site';
};

test('every staff route of the contract has a row', () => {
  const missing = staffRoutes
    .filter(({ method, name }) => method !== 'GET' && !(name in bodies))
    .map(({ name }) => name);
  expect(missing).toEqual([]);
  const known = new Set(staffRoutes.map(({ name }) => name));
  expect(Object.keys(bodies).filter((name) => !known.has(name))).toEqual([]);
});

test('a helper holds and books for somebody beside them, and is told of no other booking, nor changes one whose reference they know', async () => {
  const open = staffRoutes.filter((endpoint) => may('helper', endpoint, 'own site')).map(({ name }) => name);
  expect(open.sort()).toEqual(['bookForCaller', 'countSiteDay', 'holdForCaller', 'listStaffTimes', 'renewForCaller']);
  const ofBookings = staffRoutes.filter(
    ({ name, path }) => !open.includes(name) && (name.endsWith('ForCaller') || path.includes('{reference}')),
  );
  for (const endpoint of ofBookings)
    expect([endpoint.name, (await ask(endpoint, 'harbour', tokens.get('helper'))).status]).toEqual([
      endpoint.name,
      404,
    ]);
  const [booking] = await world.rows<{ status: string }>('SELECT status FROM booking WHERE reference = $1', [
    references.get('harbour'),
  ]);
  expect(booking?.status).toBe('booked');
});

describe.each(staffRoutes.map((endpoint) => [endpoint.name, endpoint] as const))('%s', (name, endpoint) => {
  test('is not there for nobody, nor for a session of another region', async () => {
    expect((await ask(endpoint, 'harbour', undefined)).status).toBe(401);
    expect((await ask(endpoint, 'harbour', 'a-session-of-another-deployment-000000000000')).status).toBe(401);
  });

  test('answers each role where it reaches and nowhere else, and names nobody of elsewhere', async () => {
    const wrong: string[] = [];
    // What names no site is the same request everywhere: it is asked once.
    const different = new Map(wheres.map((where) => [JSON.stringify(requestAbout(endpoint, SITES[where])), where]));
    for (const role of roles)
      for (const where of different.values()) {
        const isAllowed = may(role, endpoint, where);
        // Without the permission a role is answered before the site is looked at: two places stand for all.
        const isBlind = !rolePermissions[role].includes(endpoint.audience.replace('staff:', '') as Permission);
        if (isBlind && where !== 'own site' && where !== 'other Place') continue;
        if (isAllowed && (ENDS.has(name) || isNeverFound(endpoint))) continue;
        const { status, body } = await ask(endpoint, SITES[where], tokens.get(role));
        const isToldByField = TOLD_BY_FIELD.has(name) && rolePermissions[role].includes('team:manage');
        const isRefused =
          status === 404 || (isToldByField && (status === 400 || JSON.stringify(body).includes('unknown_site')));
        if (isAllowed ? isRefused || status === 401 || status >= 500 : !isRefused)
          wrong.push(`${role} at ${where}: ${status}`);
        const named = JSON.stringify(body ?? '');
        const foreign = Object.values(SITES).filter((site) => site !== 'harbour' && named.includes(secretName(site)));
        if (role !== 'region_administrator' && foreign.length > 0)
          wrong.push(`${role} at ${where} is told of ${foreign.join()}`);
      }
    expect(wrong).toEqual([]);
  });
});
