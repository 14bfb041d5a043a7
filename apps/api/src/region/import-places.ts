import { Inject, Injectable } from '@nestjs/common';
import type { Imported, importSites } from '@fairslot/contract';
import { CONFIG, type Config } from '../platform/config/config';
import { readCsv, type CsvRow } from '../platform/csv/read-csv';
import { Database, type Tx } from '../platform/database/database';
import { AppError } from '../platform/http/app-error';
import type { StaffCaller } from '../platform/http/caller';
import type { Parsed } from '../platform/http/serve';
import { SiteDirectory } from '../sites/site-directory';
import { AuditStore, staffActor } from '../staff/audit.store';
import { demandRegion } from '../staff/staff.policy';
import { judgeSite } from './judge-site-row';
import { type Judged, rowReader } from './read-row';
import { type NewOrganisation, RegionStore } from './region.store';

type Request = Parsed<typeof importSites, StaffCaller>;
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

function judgeOrganisation(
  row: CsvRow,
  known: ReadonlySet<string>,
  inFile: ReadonlySet<string>,
  seen: Set<string>,
): Judged<NewOrganisation> {
  const { faults, fault, text } = rowReader(row);
  const [code, name] = [text('code', 20), text('name', 120)];
  const parent = row.values['parent'] || null;
  if (known.has(code)) fault('code', 'row_known');
  if (seen.has(code)) fault('code', 'row_twice');
  if (parent !== null && (parent === code || (!known.has(parent) && !inFile.has(parent))))
    fault('parent', 'unknown_organisation');
  seen.add(code);
  return { line: row.line, name, faults, row: { code, name, kind: row.values['kind'] || 'practice', parent } };
}
