import { Inject, Injectable } from '@nestjs/common';
import {
  fieldErrorCatalogue,
  type FieldErrorCode,
  type importPeople,
  type listImports,
  type PeopleImport,
  type PersonColumn,
  personColumns,
  type ResponseOf,
  type undoImport,
} from '@fairslot/contract';
import { columnOf, instantText, type ListedPerson, localDateOf, personKeyText, readPerson } from '@fairslot/domain';
import { Clock } from '../platform/clock/clock';
import { CONFIG, type Config } from '../platform/config/config';
import { readCsv } from '../platform/csv/read-csv';
import { Database } from '../platform/database/database';
import { AppError } from '../platform/http/app-error';
import type { StaffCaller } from '../platform/http/caller';
import type { Parsed } from '../platform/http/serve';
import { Ids } from '../platform/ids/ids';
import { PlaceScope, type ScopedPlace } from '../sites/place-scope.queries';
import { SiteDirectory } from '../sites/site-directory';
import { AuditStore, staffActor } from '../staff/audit.store';
import { type ImportFigures, type ImportRow, PeopleStore } from './people.store';
import { SealPerson } from './seal-person';

export const IMPORT_ID = 'people_import';
const MOST_ROWS = 100_000;
const BATCH = 1000;
const FAULTS_TOLD = 5000;
const FOUND_TOLD = 40;
const NEEDED: PersonColumn[] = ['first_name', 'last_name', 'date_of_birth'];

type Fault = PeopleImport['faults'][number];
interface Judged {
  people: { person: ListedPerson; placeId: number }[];
  faults: Fault[];
  bad: number;
}

/** Takes people from a list: good rows are written a thousand at a time, and writing one twice changes nothing. */
@Injectable()
export class ImportPeople {
  constructor(
    private readonly database: Database,
    private readonly store: PeopleStore,
    private readonly sealing: SealPerson,
    private readonly places: PlaceScope,
    private readonly directory: SiteDirectory,
    private readonly audit: AuditStore,
    private readonly ids: Ids,
    private readonly clock: Clock,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  async run({ body, caller, requestId }: Parsed<typeof importPeople, StaffCaller>): Promise<PeopleImport> {
    const read = readCsv(body.csv, MOST_ROWS);
    if (!read.ok)
      throw new AppError('invalid', { errors: [{ path: 'csv', code: 'invalid' }], detail: `line ${read.line}` });
    const columns = matched(read.columns, body.columns);
    const missing = NEEDED.filter((column) => !columns[column]);
    if (missing.length > 0)
      throw new AppError('invalid', {
        errors: missing.map((column) => ({ path: `csv.${column}`, code: 'column_missing' as const })),
      });
    const rows = read.rows.map(({ line, values }) => ({
      line,
      row: Object.fromEntries(Object.entries(columns).map(([column, heading]) => [column, values[heading] ?? ''])),
    }));
    const judged = this.judge(rows, await this.places.of(caller, 'people:import'));
    const counted = { rows: rows.length, good: judged.people.length, bad: judged.bad, columns };
    const figures = { ...counted, added: 0, changed: 0, same: 0, faultGroups: grouped(judged.faults) };
    const told = { faults: judged.faults.slice(0, FAULTS_TOLD) };
    if (body.check) {
      const at = instantText(this.clock.now(), this.config.TIME_ZONE);
      return { id: '', name: body.name, state: 'checked', by: caller.name, at, ...figures, ...told, mayUndo: false };
    }
    const importId = await this.write(body.name, judged, figures, caller, requestId);
    return { ...this.shown((await this.store.import(importId)) as ImportRow), ...told };
  }

  async undo({
    params,
    caller,
    requestId,
  }: Parsed<typeof undoImport, StaffCaller>): Promise<ResponseOf<typeof undoImport>> {
    const id = this.ids.plain(IMPORT_ID, params.importId);
    if (id === null || !(await this.store.import(id))) throw new AppError('not_found');
    const undone = await this.database.tx(async (tx) => {
      const result = await this.store.undo(tx, id);
      if (result)
        await this.audit.note(tx, {
          ...by(caller, requestId),
          action: 'people.import_undone',
          details: { importId: id, ...result },
        });
      return result;
    });
    if (!undone) throw new AppError('wrong_state');
    return undone;
  }

  async list(): Promise<ResponseOf<typeof listImports>> {
    const items = (await this.store.imports()).map((row) => {
      const { columns: _, faultGroups: __, ...rest } = this.shown(row);
      return rest;
    });
    return { items };
  }

  private shown(row: ImportRow): Omit<PeopleImport, 'faults'> {
    const { name, state, figures, mayUndo } = row;
    const at = instantText(row.at, this.config.TIME_ZONE);
    return { id: this.ids.opaque(IMPORT_ID, row.id), name, state, by: row.by, at, ...figures, mayUndo };
  }

  private judge(rows: { line: number; row: Record<string, string> }[], places: readonly ScopedPlace[]): Judged {
    const today = localDateOf(this.clock.now(), this.config.TIME_ZONE);
    const judged: Judged = { people: [], faults: [], bad: 0 };
    const seen = new Map<string, string>();
    for (const { line, row } of rows) {
      const { person, faults } = readPerson(row, today);
      const found: { column: string; code: FieldErrorCode }[] = [...faults];
      const placeId = this.placeOf(person, places);
      if (placeId === undefined) found.push({ column: row['place'] ? 'place' : 'postcode', code: 'unknown_place' });
      const twice = found.length === 0 && this.twice(person, seen);
      if (twice) found.push(twice);
      if (found.length === 0) judged.people.push({ person, placeId: placeId as number });
      else judged.bad += 1;
      for (const { column, code } of found)
        judged.faults.push({
          line,
          column,
          found: (row[column] ?? '').slice(0, FOUND_TOLD),
          code,
          message: fieldErrorCatalogue[code],
        });
    }
    return judged;
  }

  /** The same person again; or, without numbers, somebody who cannot be told from one above: a twin, or a parent of that initial. */
  private twice(
    { nhsNumber, firstName, ...person }: ListedPerson,
    seen: Map<string, string>,
  ): { column: string; code: FieldErrorCode } | undefined {
    const key = nhsNumber ?? personKeyText({ ...person, firstName });
    const name = firstName.toLowerCase();
    const before = seen.get(key);
    seen.set(key, before ?? name);
    if (before === undefined) return undefined;
    if (nhsNumber) return { column: 'nhs_number', code: 'row_twice' };
    return before === name
      ? { column: 'last_name', code: 'row_twice' }
      : { column: 'nhs_number', code: 'person_unclear' };
  }

  /** The Place that the list names, else the one that most of the outcode lies in; only of those the caller may bring people into. */
  private placeOf({ place, outcode }: ListedPerson, places: readonly ScopedPlace[]): number | undefined {
    const named = place?.toLowerCase();
    if (named) return places.find(({ slug, name }) => slug === named || name.toLowerCase() === named)?.id;
    const id = outcode && this.directory.outcode(outcode)?.placeId;
    return places.find((one) => one.id === id)?.id;
  }

  private async write(
    name: string,
    { people }: Judged,
    figures: ImportFigures,
    caller: StaffCaller,
    requestId: string,
  ): Promise<number> {
    const importId = await this.database.tx((tx) => this.store.begin(tx, name, caller.userId));
    let [added, changed] = [0, 0];
    for (let first = 0; first < people.length; first += BATCH) {
      const sealed = people
        .slice(first, first + BATCH)
        .map(({ person, placeId }) => this.sealing.seal(person, placeId));
      const merged = await this.database.tx((tx) => this.store.merge(tx, importId, sealed));
      added += merged.added;
      changed += merged.changed;
    }
    const { rows, good, bad } = figures;
    const same = good - added - changed;
    await this.database.tx(async (tx) => {
      await this.store.finish(tx, importId, { ...figures, added, changed, same });
      const details = { importId, rows, bad, added, changed, same };
      await this.audit.note(tx, { ...by(caller, requestId), action: 'people.imported', details });
    });
    return importId;
  }
}

const by = (caller: StaffCaller, requestId: string) => ({ actor: staffActor(caller.userId), siteId: null, requestId });

/** Column of the list → heading of the file, in the form that `readCsv` gives headings. */
function matched(headings: readonly string[], wanted: Partial<Record<PersonColumn, string>>): Record<string, string> {
  const columns: Record<string, string> = {};
  for (const heading of headings) {
    const column = columnOf(heading);
    if ((personColumns as readonly string[]).includes(column)) columns[column] ??= heading;
  }
  for (const [column, heading] of Object.entries(wanted)) {
    if (heading.trim() === '') {
      delete columns[column];
      continue;
    }
    const found = headings.find(
      (one) =>
        one ===
        heading
          .trim()
          .toLowerCase()
          .replace(/[\s-]+/g, '_'),
    );
    if (found === undefined)
      throw new AppError('invalid', { errors: [{ path: `columns.${column}`, code: 'column_missing' }] });
    columns[column] = found;
  }
  return columns;
}

function grouped(faults: readonly Fault[]): PeopleImport['faultGroups'] {
  const groups = new Map<string, PeopleImport['faultGroups'][number]>();
  for (const { column, code, message } of faults) {
    const key = `${column} ${code}`;
    const group = groups.get(key) ?? { column, code, message, rows: 0 };
    group.rows += 1;
    groups.set(key, group);
  }
  return [...groups.values()].sort((a, b) => b.rows - a.rows);
}
