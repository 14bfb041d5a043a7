import type { DayRow, ErrorCode, StaffMe } from '@fairslot/contract';
import { errorCatalogue } from '@fairslot/contract';
import { nextStatus, type BookingAction } from '@fairslot/domain';

/** A row of the day list; say only what matters to the test. */
export function aRow(some: Partial<DayRow> = {}): DayRow {
  return {
    reference: 'K7QF9X2A4M',
    status: 'booked',
    outcome: null,
    version: 1,
    start: '2026-11-21T10:50:00+00:00',
    lengthMinutes: 10,
    site: { id: 'aintree', name: 'Aintree Hospital Hub' },
    service: { id: 'flu', name: 'Flu vaccine, 65 and over', outcomeWord: 'vaccinated' },
    firstName: 'Amina',
    lastName: 'Khan',
    dateOfBirth: '1954-04-03',
    age: 72,
    nhsNumber: '9990000018',
    help: [],
    detailsToCheck: false,
    possibleDuplicate: false,
    hadElsewhere: null,
    source: 'online',
    stranded: false,
    reason: null,
    dose: null,
    phoneEnd: null,
    ...some,
  };
}

const everything = ['day:read', 'day:act', 'bookings:search'] as const;

export const someone: StaffMe = {
  name: 'Jo Smith',
  email: 'jo@clinic.invalid',
  sites: [
    { id: 'aintree', name: 'Aintree Hospital Hub', place: 'Liverpool', permissions: [...everything] },
    { id: 'speke', name: 'Speke Pharmacy', place: 'Liverpool', permissions: [...everything] },
  ],
  roles: [],
  region: {
    name: 'Cheshire and Merseyside',
    timeZone: 'Europe/London',
    helpPhone: '0151 496 0000',
    nhsNumber: true,
    holidays: 'england-and-wales' as const,
    bookingUrl: 'http://book.test',
    permissions: [],
  },
  secondFactor: { enrolled: false, mustEnrol: false, recoveryCodesLeft: 0 },
  idleUntil: '2026-11-21T12:00:00+00:00',
};

const acts: Record<string, BookingAction> = {
  'check-in': 'check_in',
  complete: 'complete',
  'did-not-attend': 'did_not_attend',
  undo: 'undo',
};

/** The API as the browser meets it: stands in for `fetch`, keeps rows, and can be made to fail. */
export class StaffApi {
  rows: DayRow[] = [];
  me: StaffMe = someone;
  signedIn = true;
  /** As the deployment is set up. */
  otherSignIn: { name: string; url: string } | null = null;
  date = '2026-11-21';
  /** Of the day; a desk that adds somebody chooses from these. */
  services: object[] = [];
  /** What was asked for of a walk-in. While no place is free but for women only, the API asks back. */
  readonly walkIns: Record<string, unknown>[] = [];
  isOnlyForWomen = false;
  /** The call list of the site. */
  stranded: object[] = [];
  toCall: ({ id: string; done: object | null } & Record<string, unknown>)[] = [];
  /** Calls made, as `POST /staff/bookings/…`. */
  readonly calls: string[] = [];
  private readonly failures = new Map<string, { code: ErrorCode; headers: Record<string, string> }>();

  install(): this {
    globalThis.fetch = (input, init) => this.answer(addressOf(input), init ?? {});
    return this;
  }

  /** The next call whose address contains `part` is answered with this error. */
  failNext(part: string, code: ErrorCode, headers: Record<string, string> = {}): void {
    this.failures.set(part, { code, headers });
  }

  row(reference: string): DayRow {
    const found = this.rows.find((row) => row.reference === reference);
    if (!found) throw new Error(`no row ${reference}`);
    return found;
  }

  change(reference: string, some: Partial<DayRow>): DayRow {
    const changed = { ...this.row(reference), ...some, version: this.row(reference).version + 1 };
    this.rows = this.rows.map((row) => (row.reference === reference ? changed : row));
    return changed;
  }

  private answer(address: string, init: RequestInit): Promise<Response> {
    const { pathname, searchParams } = new URL(address, 'http://staff.test');
    const path = pathname.replace('/api/v1', '');
    if (path === '/staff/sign-in/ways') return json({ other: this.otherSignIn });
    this.calls.push(`${init.method} ${path}`);
    for (const [part, { code, headers }] of this.failures) {
      if (!path.includes(part)) continue;
      this.failures.delete(part);
      return problem(code, headers);
    }
    const body = typeof init.body === 'string' ? (JSON.parse(init.body) as Record<string, unknown>) : {};
    if (path === '/staff/sign-in') return this.signIn(body);
    if (!this.signedIn) return problem('sign_in_required');
    if (path === '/staff/sign-out') return this.signOut();
    if (path === '/staff/me') return json(this.me);
    if (path === '/staff/me/second-factor')
      return json({ secret: 'ABCD2345', address: 'otpauth://totp/x', picture: '<svg/>' });
    if (path === '/staff/me/second-factor/confirm') {
      this.me = { ...this.me, secondFactor: { enrolled: true, mustEnrol: false, recoveryCodesLeft: 10 } };
      return json({ recoveryCodes: ['5PSS7-MG8TT'] });
    }
    if (path === '/staff/bookings') return this.search(searchParams.get('q') ?? '');
    const day = /^\/staff\/sites\/([^/]+)\/day$/.exec(path);
    if (day) return this.day(day[1] ?? '', searchParams.get('date') ?? this.date);
    if (/^\/staff\/sites\/[^/]+\/day\/export$/.test(path)) return json({ date: body['date'], items: this.rows });
    if (/^\/staff\/sites\/[^/]+\/stranded$/.test(path)) return json({ items: this.stranded });
    if (path === '/staff/calls') {
      const isDone = searchParams.get('list') === 'done';
      return json({ items: this.toCall.filter(({ done }) => (done !== null) === isDone) });
    }
    const ticked = /^\/staff\/calls\/([^/]+)\/done$/.exec(path);
    if (ticked) return this.tickOff(ticked[1] ?? '', body['outcome']);
    if (/^\/staff\/sites\/[^/]+\/walk-ins$/.test(path)) return this.walkIn(body);
    const opened = init.method === 'GET' && /^\/staff\/bookings\/([^/]+)$/.exec(path);
    if (opened) return this.open(opened[1] ?? '');
    const act = /^\/staff\/bookings\/([^/]+)\/([\w-]+)$/.exec(path);
    return act ? this.act(act[1] ?? '', act[2] ?? '', body['version']) : problem('unknown_route');
  }

  private signIn(body: Record<string, unknown>) {
    if (body['password'] !== 'right') return problem('sign_in_failed');
    this.signedIn = true;
    return json({ token: 'never-kept', me: this.me });
  }

  private signOut() {
    this.signedIn = false;
    return Promise.resolve(new Response(null, { status: 204 }));
  }

  private day(siteId: string, date: string) {
    const site = this.me.sites.find(({ id }) => id === siteId);
    if (!site) return problem('not_found');
    const items = this.rows.filter((row) => row.site.id === siteId && row.start.startsWith(date));
    const count = (status: DayRow['status']) => items.filter((row) => row.status === status).length;
    const [arrived, done, didNotAttend] = [count('checked_in'), count('completed'), count('did_not_attend')];
    const summary = { booked: items.length, arrived, done, notGiven: 0, walkIns: 0, didNotAttend, free: 14 };
    return json({
      date,
      site: { id: site.id, name: site.name },
      summary,
      services: this.services,
      lastEnd: null,
      items,
    });
  }

  private search(q: string) {
    const items = this.rows.filter((row) => row.lastName.toLowerCase().startsWith(q.toLowerCase()));
    return json({ items, total: items.length });
  }

  private tickOff(id: string, outcome: unknown) {
    const call = this.toCall.find((one) => one.id === id);
    if (!call || call.done) return problem('wrong_state');
    call.done = { at: '2026-11-21T10:56:00+00:00', by: 'Jo Smith', outcome };
    return json(call);
  }

  private walkIn(body: Record<string, unknown>) {
    this.walkIns.push(body);
    if (this.isOnlyForWomen && body['womenOnly'] === undefined)
      return problem(
        'invalid',
        {},
        { errors: [{ path: 'womenOnly', code: 'women_only', message: 'Say if it is right.' }] },
      );
    const row = aRow({ source: 'walk_in', firstName: String(body['firstName']), lastName: String(body['lastName']) });
    return json({ row, tookPlace: body['womenOnly'] !== false });
  }

  private open(reference: string) {
    const reached = { mobile: null, landline: null, email: null, language: 'en' };
    return json({ ...this.row(reference), ...reached, history: [], notes: [] });
  }

  private act(reference: string, word: string, version: unknown) {
    const row = this.rows.find((one) => one.reference === reference);
    const action = acts[word];
    if (!row || !action) return problem('not_found');
    const status = nextStatus(row.status, action);
    if (!status || version !== row.version) return problem('wrong_state');
    return json(this.change(reference, { status, outcome: status === 'completed' ? 'given' : null }));
  }
}

const addressOf = (input: RequestInfo | URL): string => (input instanceof Request ? input.url : String(input));

const json = (body: unknown) => Promise.resolve(Response.json(body));

/** `more` stands in the answer besides, such as its errors or detail. */
export function problem(code: ErrorCode, headers: Record<string, string> = {}, more: object = {}) {
  const { status, when } = errorCatalogue[code];
  const body = { type: 'about:blank', title: when, status, code, requestId: 'r-1', ...more };
  return Promise.resolve(Response.json(body, { status, headers }));
}
