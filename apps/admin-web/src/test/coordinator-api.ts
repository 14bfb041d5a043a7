import type {
  Campaign,
  CampaignPlan,
  Cohort,
  CohortCount,
  PeopleImport,
  Permission,
  StaffMe,
} from '@fairslot/contract';
import { USUAL_HOURS } from '@fairslot/domain';
import { someone, StaffApi } from './staff-api';

const permissions: Permission[] = [
  'people:read',
  'people:import',
  'campaigns:read',
  'campaigns:write',
  'campaigns:approve',
  'campaigns:release',
  'reports:read',
];

export const coordinator: StaffMe = {
  ...someone,
  name: 'Cora Whitfield',
  sites: [],
  region: { ...someone.region, permissions },
};

type Answer = (body: Record<string, unknown>, path: string, query: URLSearchParams) => unknown;

/** The API for coordinators, as the browser meets it: answers by method and path; everything else is the day's API. */
export class CoordinatorApi extends StaffApi {
  override me: StaffMe = coordinator;
  /** 'POST /staff/cohorts/count' → what it answers. */
  readonly answers = new Map<string, Answer>();
  readonly bodies: Record<string, unknown>[] = [];

  override install(): this {
    super.install();
    const others = globalThis.fetch;
    globalThis.fetch = (input, init) => {
      const address = input instanceof Request ? input.url : String(input);
      const url = new URL(address, 'http://staff.test');
      const path = url.pathname.replace('/api/v1', '');
      const call = `${init?.method} ${path}`;
      const answer = this.answers.get(call);
      if (!answer) return others(input, init);
      this.calls.push(call);
      const body = bodyOf(init?.body);
      if (init?.body) this.bodies.push(body);
      return Promise.resolve(answer(body, path, url.searchParams)).then((said) =>
        said instanceof Response ? said : Response.json(said),
      );
    };
    this.answers.set('GET /services', () => ({
      items: [{ id: 'flu', name: 'Flu vaccine' }],
    }));
    return this;
  }
}

/** Of a form: its terms, and the names of its files. */
function bodyOf(sent: unknown): Record<string, unknown> {
  if (typeof sent === 'string') return JSON.parse(sent) as Record<string, unknown>;
  if (!(sent instanceof FormData)) return {};
  const { terms, ...files } = Object.fromEntries(sent);
  const names = Object.entries(files).map(([name, file]) => [name, (file as File).name]);
  return { ...(JSON.parse(terms as string) as object), ...Object.fromEntries(names) };
}

export const anImport = (some: Partial<PeopleImport> = {}): PeopleImport => ({
  id: 'i1',
  name: 'GP list',
  state: 'checked',
  by: 'Cora Whitfield',
  at: '2026-11-26T09:00:00+00:00',
  rows: 3,
  good: 2,
  bad: 1,
  added: 0,
  changed: 0,
  same: 0,
  columns: {},
  faultGroups: [],
  faults: [],
  mayUndo: false,
  ...some,
});

export const aCount = (total: number, steps: CohortCount['steps'] = []): CohortCount => ({
  at: '2026-11-26T09:00:00+00:00',
  region: 5000,
  steps,
  total,
  contact: { mobile: total, email: 0, letter: 0, none: 0 },
  byPlace: [{ key: 'halton', name: 'Halton', people: total }],
  byDeprivation: [{ key: '1', name: '1', people: total }],
  byLanguage: [{ key: 'pl', name: 'pl', people: total }],
  byAge: [{ key: '65–74', name: '65–74', people: total }],
});

export const aCohort = (versions: Cohort['versions']): Cohort => ({ id: 'c1', name: 'Aged 65 and over', versions });

export const aCampaign = (some: Partial<Campaign> = {}): Campaign => ({
  id: 'k1',
  name: 'Flu, autumn',
  state: 'draft',
  service: { id: 'flu', name: 'Flu vaccine' },
  cohort: { id: 'c1', name: 'Aged 65 and over', version: 1 },
  startsOn: '2026-11-02',
  endsOn: '2026-12-20',
  mode: 'drip',
  perDay: 500,
  hours: USUAL_HOURS,
  expectedPercent: 60,
  withinKm: 8,
  secondAfterDays: 3,
  words: [],
  author: 'Cora Whitfield',
  approvedBy: null,
  releasedBy: null,
  lastApproved: null,
  may: [],
  invited: 0,
  booked: 0,
  leavesFrom: null,
  hasInvited: (some.invited ?? 0) > 0,
  shortOf: [],
  budget: null,
  ...some,
});

export const aPlan = (some: Partial<CampaignPlan> = {}): CampaignPlan => ({
  selected: 151,
  excluded: [
    { reason: 'deceased', people: 1 },
    { reason: 'opted_out', people: 0 },
  ],
  toInvite: 150,
  ways: { sms: 0, email: 150, letter: 0, call: 0 },
  places: [{ placeId: 'halton', name: 'Halton', toInvite: 150, expected: 75, free: 40, verdict: 'short' }],
  samples: [
    {
      language: 'en',
      kind: 'invitation',
      sms: 'Maximilian, book your flu vaccine',
      characters: 33,
      parts: 1,
      subject: 'Your flu vaccine',
      body: 'It is ready for you.',
      isOwn: false,
    },
  ],
  missingWords: [],
  cost: { low: 6, high: 12, currency: 'GBP' },
  needsApproval: true,
  ...some,
});
