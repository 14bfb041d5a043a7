import type { AddressInfo } from 'node:net';
import type { PeopleImport } from '@fairslot/contract';
import { testNhsNumbers } from '@fairslot/testing';
import { simpleParser, type ParsedMail } from 'mailparser';
import { SMTPServer } from 'smtp-server';
import { ServiceCatalogue } from '../src/services/service-catalogue';
import { SiteDirectory } from '../src/sites/site-directory';
import { StaffWorld } from './staff-world';

export const HEADINGS = 'Forename,Surname,DOB,NHS No.,Postcode,Email,Language,Deprivation fifth,Flags';
export const NUMBERS = testNhsNumbers(200);
/** As the list writes it: 'dd/mm/yyyy'. */
export const born = (n: number): string =>
  `${String(1 + (n % 28)).padStart(2, '0')}/03/${n < 150 ? 1940 + (n % 10) : 1990}`;
export const row = (n: number): string =>
  `Ada${n},Okafor,${born(n)},${NUMBERS[n]},L24 8QB,person${n}@example.com,${n % 4 ? 'en' : 'pl'},${1 + (n % 5)},${n % 10 ? '' : 'carer'}`;
/** Two hundred people of one outcode: 150 of them in their seventies or eighties, 20 of all carers. */
export const LIST = [HEADINGS, ...NUMBERS.map((_, n) => row(n))].join('\n');

export const rules = (include: unknown[], more: object = {}) => ({ include, leaveOut: [], doNotContact: [], ...more });

/** A small campaign for a clinic service that is open to everybody. */
export const SMALL = {
  name: 'Blood tests',
  serviceId: 'blood-test',
  startsOn: '2026-11-02',
  endsOn: '2026-12-20',
  mode: 'dates',
  perDay: 1000,
};

const STAFF = {
  author: [['coordinator', 'region']],
  approver: [['coordinator', 'region']],
  releaser: [['coordinator', 'region']],
  northtown: [['coordinator', 'place', 'northtown']],
  desk: [['front_desk', 'site', 'harbour']],
  region: [['region_administrator', 'region']],
  analyst: [['analyst', 'region']],
} satisfies Record<string, Parameters<StaffWorld['addStaff']>[1]>;

/** A region with people to invite, a mail server of its own, and somebody for each hand that a campaign goes through. */
export class CoordinatorWorld {
  readonly inbox: ParsedMail[] = [];
  private readonly tokens = new Map<keyof typeof STAFF, string>();

  private constructor(
    readonly staff: StaffWorld,
    private readonly mail: SMTPServer,
  ) {}

  static async open(): Promise<CoordinatorWorld> {
    const mail: SMTPServer = new SMTPServer({
      authOptional: true,
      disabledCommands: ['STARTTLS'],
      onData: (stream, _session, done) => void simpleParser(stream).then((one) => (world.inbox.push(one), done())),
    });
    await new Promise<void>((resolve) => mail.listen(0, '127.0.0.1', resolve));
    const { port } = mail.server.address() as AddressInfo;
    const staff = await StaffWorld.open('2026-11-02T10:00:00Z', {
      SMTP_URL: `smtp://127.0.0.1:${port}`,
      LIMIT_LOOK_UPS: '100000/900',
    });
    const world = new CoordinatorWorld(staff, mail);
    await world.fill();
    return world;
  }

  private async fill(): Promise<void> {
    await this.staff.rows(
      `INSERT INTO outcode (outcode, latitude, longitude, town, place_id) VALUES ('L24', 53, -3, 'Speke', $1), ('L1', 53.5, -3, 'Town', $2)`,
      [this.staff.place.get('northtown'), this.staff.place.get('southtown')],
    );
    const everybody = { id: 'all', priority: 1, when: true };
    const rule = { id: 'flu', vaccine: 'FLU', programme_start: '2020-01-01', programme_end: '2039-12-31' };
    await this.staff.rows(`UPDATE service SET rule = $1 WHERE slug = 'flu'`, [{ ...rule, cohorts: [everybody] }]);
    await this.staff.rows(`UPDATE service SET rule = $1 WHERE slug <> 'flu'`, [
      { ...rule, vaccine: 'NONE', cohorts: [everybody] },
    ]);
    await Promise.all([this.staff.get(SiteDirectory).load(), this.staff.get(ServiceCatalogue).load()]);
    for (const [name, roles] of Object.entries(STAFF)) await this.staff.addStaff(`${name}@example.org`, roles);
    await this.signIn();
  }

  /** Everybody, anew: a session does not outlast the days that a test lets pass. */
  async signIn(): Promise<void> {
    for (const name of Object.keys(STAFF))
      this.tokens.set(name as keyof typeof STAFF, await this.staff.tokenOf(`${name}@example.org`));
  }

  /** Asks as one of the staff. */
  readonly call = async <B>(
    who: keyof typeof STAFF,
    method: string,
    path: string,
    body?: unknown,
  ): Promise<{ status: number; body: B & { code?: string; errors?: { path: string; code: string }[] } }> =>
    (await this.staff.call(method, path, this.tokens.get(who), body)) as never;

  readonly post = <B>(who: keyof typeof STAFF, path: string, body?: unknown) => this.call<B>(who, 'POST', path, body);

  readonly counted = async (sql: string): Promise<number> =>
    (await this.staff.rows<{ n: number }>(`SELECT count(*)::integer AS n FROM ${sql}`))[0]?.n as number;

  async importPeople(csv = LIST): Promise<PeopleImport> {
    return (await this.post<PeopleImport>('author', '/staff/people/imports', { name: 'list', csv })).body;
  }

  async close(): Promise<void> {
    await this.staff.close();
    await new Promise<void>((resolve) => this.mail.close(() => resolve()));
  }
}

export type Who = keyof typeof STAFF;
