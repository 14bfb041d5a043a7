import { Inject, Injectable } from '@nestjs/common';
import { fieldErrorCatalogue, type FieldErrorCode, type Imported, type importSites } from '@fairslot/contract';
import { parsePostcode } from '@fairslot/domain';
import { CONFIG, type Config } from '../platform/config/config';
import { readCsv, type CsvRow } from '../platform/csv/read-csv';
import { Database, type Tx } from '../platform/database/database';
import { AppError } from '../platform/http/app-error';
import type { StaffCaller } from '../platform/http/caller';
import type { Parsed } from '../platform/http/serve';
import { SiteDirectory } from '../sites/site-directory';
import { AuditStore, staffActor } from '../staff/audit.store';
import { demandRegion } from '../staff/staff.policy';
import { type NewOrganisation, type NewSite, RegionStore } from './region.store';

type Request = Parsed<typeof importSites, StaffCaller>;
type Fault = Imported['rows'][number]['faults'][number];

interface Judged<R> {
  line: number;
  name: string;
  faults: Fault[];
  row: R;
}

const FACILITIES = {
  step_free: 'stepFree',
  parking: 'parking',
  hearing_loop: 'hearingLoop',
  quiet_room: 'quietRoom',
  accessible_toilet: 'accessibleToilet',
};
const YES = /^(y|yes|true|1|x|ja|oui|si)$/i;

/** 'St Helens Hospital' → 'st-helens-hospital', as it stands in addresses. */
export function slugOf(name: string): string {
  const plain = name.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();
  return plain
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '')
    .slice(0, 80)
    .replace(/-+$/, '');
}

/** Organisations and sites from CSV: all of a file or none of it, and every fault told by line and column. */
@Injectable()
export class ImportPlaces {
  constructor(
    private readonly database: Database,
    private readonly store: RegionStore,
    private readonly directory: SiteDirectory,
    private readonly audit: AuditStore,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  organisations(request: Request): Promise<Imported> {
    const rows = readRows(request.body.csv, ['code', 'name']);
    return this.run(request, 'organisations.imported', async (tx) => {
      const known = new Set(await this.store.organisationCodes(tx));
      const inFile = new Set(rows.map(({ values }) => values['code'] ?? ''));
      const seen = new Set<string>();
      const judged = rows.map((row) => judgeOrganisation(row, known, inFile, seen));
      return {
        judged,
        write: () =>
          this.store.addOrganisations(
            tx,
            judged.map(({ row }) => row),
          ),
      };
    });
  }

  async sites(request: Request): Promise<Imported> {
    const columns = ['name', 'organisation', 'place', 'address', 'postcode', 'latitude', 'longitude'];
    const rows = readRows(request.body.csv, columns);
    const answer = await this.run(request, 'sites.imported', async (tx) => {
      const organisations = new Set(await this.store.organisationCodes(tx));
      const known = new Set(await this.store.siteSlugs(tx));
      const seen = new Set<string>();
      const judged = rows.map((row) => judgeSite(row, organisations, known, seen));
      return {
        judged,
        write: () =>
          this.store.addSites(
            tx,
            judged.map(({ row }) => row),
          ),
      };
    });
    if (answer.added > 0) await this.directory.load();
    return answer;
  }

  private run<R>(
    { body, caller, requestId }: Request,
    action: string,
    judge: (tx: Tx) => Promise<{ judged: Judged<R>[]; write: () => Promise<void> }>,
  ): Promise<Imported> {
    demandRegion(caller, 'region:manage');
    return this.database
      .staffTx([], async (tx) => {
        await this.store.asRegion(tx);
        const { judged, write } = await judge(tx);
        const rows = judged.map(({ line, name, faults }) => ({ line, name, faults }));
        if (body.check || rows.some(({ faults }) => faults.length > 0)) return { added: 0, rows };
        await write();
        return { added: rows.length, rows };
      })
      .then(async (answer) => {
        const details = { added: answer.added, region: this.config.REGION_NAME };
        if (answer.added > 0)
          await this.database.tx((tx) =>
            this.audit.note(tx, { actor: staffActor(caller.userId), action, siteId: null, requestId, details }),
          );
        return answer;
      });
  }
}

function readRows(csv: string, needed: readonly string[]): CsvRow[] {
  const read = readCsv(csv);
  if (!read.ok)
    throw new AppError('invalid', { errors: [{ path: 'csv', code: 'invalid' }], detail: `line ${read.line}` });
  const missing = needed.filter((column) => !read.columns.includes(column));
  if (missing.length > 0)
    throw new AppError('invalid', {
      errors: missing.map((column) => ({ path: `csv.${column}`, code: 'column_missing' as const })),
    });
  return read.rows;
}

/** Notes faults of one row; `text` reads a column that must have something in it, and not too much. */
function reader({ values }: CsvRow) {
  const faults: Fault[] = [];
  const fault = (column: string, code: FieldErrorCode): void => {
    faults.push({ column, code, message: fieldErrorCatalogue[code] });
  };
  const text = (column: string, most: number): string => {
    const value = values[column] ?? '';
    if (value === '') fault(column, 'required');
    else if (value.length > most) fault(column, 'invalid');
    return value;
  };
  const number = (column: string, most: number): number => {
    const value = text(column, 30);
    const read = Number(value.replace(',', '.'));
    if (value !== '' && (!Number.isFinite(read) || Math.abs(read) > most)) fault(column, 'number_wrong');
    return Number.isFinite(read) ? read : 0;
  };
  return { faults, fault, text, number };
}

function judgeOrganisation(
  row: CsvRow,
  known: ReadonlySet<string>,
  inFile: ReadonlySet<string>,
  seen: Set<string>,
): Judged<NewOrganisation> {
  const { faults, fault, text } = reader(row);
  const [code, name] = [text('code', 20), text('name', 120)];
  const parent = row.values['parent'] || null;
  if (known.has(code)) fault('code', 'row_known');
  if (seen.has(code)) fault('code', 'row_twice');
  if (parent !== null && (parent === code || (!known.has(parent) && !inFile.has(parent))))
    fault('parent', 'unknown_organisation');
  seen.add(code);
  return { line: row.line, name, faults, row: { code, name, kind: row.values['kind'] || 'practice', parent } };
}

function judgeSite(
  row: CsvRow,
  organisations: ReadonlySet<string>,
  known: ReadonlySet<string>,
  seen: Set<string>,
): Judged<NewSite> {
  const { faults, fault, text, number } = reader(row);
  const { values } = row;
  const [name, organisation, placeName] = [text('name', 120), text('organisation', 20), text('place', 80)];
  const slug = slugOf(values['id'] || name);
  if (name !== '' && slug === '') fault('name', 'invalid');
  if (organisation !== '' && !organisations.has(organisation)) fault('organisation', 'unknown_organisation');
  if (known.has(slug)) fault('name', 'row_known');
  if (seen.has(slug)) fault('name', 'row_twice');
  seen.add(slug);
  const typed = text('postcode', 12);
  const uk = parsePostcode(typed);
  const facilities = Object.entries(FACILITIES).map(([column, key]) => [key, YES.test(values[column] ?? '')] as const);
  const site: NewSite = {
    slug,
    name,
    kind: values['kind'] || 'pharmacy',
    organisation,
    placeSlug: slugOf(placeName),
    placeName,
    address: text('address', 300),
    postcode: uk?.postcode ?? typed,
    outcode: uk?.outcode ?? typed.toUpperCase(),
    latitude: number('latitude', 90),
    longitude: number('longitude', 180),
    directions: values['directions'] ?? '',
    facilities: Object.fromEntries(facilities),
  };
  return { line: row.line, name, faults, row: site };
}
