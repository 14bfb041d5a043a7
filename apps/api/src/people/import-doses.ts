import { createHash } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import type {
  DoseImport,
  FieldErrorCode,
  importDoses,
  listDoseImports,
  ResponseOf,
  undoDoseImport,
} from '@fairslot/contract';
import { instantText, type ListedDose, localDateOf, personKeyText, readDose } from '@fairslot/domain';
import { Clock } from '../platform/clock/clock';
import { CONFIG, type Config } from '../platform/config/config';
import { Keys } from '../platform/crypto/keys';
import { Database } from '../platform/database/database';
import { AppError } from '../platform/http/app-error';
import type { StaffCaller } from '../platform/http/caller';
import type { Parsed } from '../platform/http/serve';
import { Ids } from '../platform/ids/ids';
import { ServiceCatalogue } from '../services/service-catalogue';
import { PlaceScope } from '../sites/place-scope.queries';
import { AuditStore, staffActor } from '../staff/audit.store';
import { DosesElsewhereStore, type FoundPerson, type SoughtDose } from './doses-elsewhere.store';
import { type DoseRow, readDoseList } from './read-dose-list';
import { unwritableIn } from './read-list-piece';
import { SeenPeople } from './seen-people';
import { type ImportRow, ImportsStore } from './imports.store';
import { ListFaults } from './list-faults';
import { RememberedColumns } from './remembered-columns';

export const DOSE_IMPORT_ID = 'dose_import';
/** Rows that are looked up and written at once: a transaction of well under a second. */
const BATCH = 1000;

interface Row extends DoseRow {
  dose: ListedDose;
  sought: SoughtDose;
}

/** Takes doses that somebody else gave from a list. Whom they leave with a useless booking is asked afterwards, by a timed job. */
@Injectable()
export class ImportDoses {
  constructor(
    private readonly database: Database,
    private readonly store: DosesElsewhereStore,
    private readonly imports: ImportsStore,
    private readonly remembered: RememberedColumns,
    private readonly places: PlaceScope,
    private readonly services: ServiceCatalogue,
    private readonly audit: AuditStore,
    private readonly keys: Keys,
    private readonly ids: Ids,
    private readonly clock: Clock,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  async run({ body, caller, requestId }: Parsed<typeof importDoses, StaffCaller>): Promise<DoseImport> {
    const { headings, columns, batches } = await readDoseList(body.csv, async (found) => ({
      ...(await this.remembered.of(caller, 'doses', found)),
      ...body.columns,
    }));
    const told = new ListFaults();
    const reach = {
      everywhere: caller.region.has('people:import'),
      placeIds: (await this.places.of(caller, 'people:import')).map(({ id }) => id),
    };
    const importId = body.check
      ? null
      : await this.database.tx((tx) => this.imports.begin(tx, 'dose_import', body.name, caller.userId));
    const judge = this.judge(told);
    let [all, added, taken] = [0, 0, 0];
    for await (const rows of batches(BATCH)) {
      all += rows.length;
      const batch = judge(rows);
      await this.database.tx(async (tx) => {
        const sought = batch.map((row) => row.sought);
        const known = this.known(batch, await this.store.find(tx, sought, reach), told);
        taken += known.length;
        if (importId !== null) added += await this.store.add(tx, importId, known, this.config.TIME_ZONE);
      });
    }
    const { faults, faultGroups } = told.inOrder();
    const figures = { rows: all, good: taken, bad: all - taken, columns, faultGroups };
    if (importId === null) {
      const at = instantText(this.clock.now(), this.config.TIME_ZONE);
      return {
        id: '',
        name: body.name,
        state: 'checked',
        by: caller.name,
        at,
        ...figures,
        added: 0,
        same: 0,
        faults,
        mayUndo: false,
      };
    }
    await this.database.tx(async (tx) => {
      await this.imports.finish(tx, 'dose_import', importId, { ...figures, added, same: taken - added });
      await this.remembered.keep(tx, caller, 'doses', { headings, columns: { ...body.columns, ...columns } });
      const details = { importId, rows: all, bad: figures.bad, added };
      await this.audit.note(tx, { ...by(caller, requestId), action: 'doses.imported', details });
    });
    return { ...this.shown((await this.imports.find('dose_import', importId)) as ImportRow<'dose_import'>), faults };
  }

  async list(): Promise<ResponseOf<typeof listDoseImports>> {
    const items = (await this.imports.all('dose_import')).map((row) => {
      const { columns: _, ...rest } = this.shown(row);
      return rest;
    });
    return { items, bookings: await this.store.outcomes() };
  }

  async undo({
    params,
    caller,
    requestId,
  }: Parsed<typeof undoDoseImport, StaffCaller>): Promise<ResponseOf<typeof undoDoseImport>> {
    const id = this.ids.plain(DOSE_IMPORT_ID, params.importId);
    if (id === null || !(await this.imports.find('dose_import', id))) throw new AppError('not_found');
    return this.database.tx(async (tx) => {
      const removed = await this.store.undo(tx, id);
      if (removed === null) throw new AppError('wrong_state');
      const details = { importId: id, removed };
      await this.audit.note(tx, { ...by(caller, requestId), action: 'doses.import_undone', details });
      return { removed };
    });
  }

  /** Answers the rows of each batch that have no fault of their own; one that is on the list twice counts once. */
  private judge(told: ListFaults): (rows: readonly DoseRow[]) => Row[] {
    const today = localDateOf(this.clock.now(), this.config.TIME_ZONE);
    const services = this.serviceNames();
    const seen = new SeenPeople();
    const judged = ({ line, found }: DoseRow): Row | null => {
      const { dose, faults } = readDose(found, today);
      const serviceId = services.get(dose.service.toLowerCase());
      const all: { column: string; code: FieldErrorCode }[] = [...faults, ...unwritableIn(found)];
      if (dose.service !== '' && !serviceId) all.push({ column: 'service', code: 'unknown_service' });
      for (const { column, code } of all) told.tell(line, column, found[column] ?? '', code);
      if (all.length > 0 || !serviceId) return null;
      const sought = this.sought(dose, serviceId);
      const before = seen.add(doseKey(sought), 0, 0, line);
      if (before) told.tell(line, 'given_on', found['given_on'] ?? '', 'row_twice', before.line);
      return before ? null : { line, found, dose, sought };
    };
    return (rows) => rows.map(judged).filter((row) => row !== null);
  }

  private sought(
    { nhsNumber, firstName, lastName, dateOfBirth, postcode, ...dose }: ListedDose,
    serviceId: number,
  ): SoughtDose {
    const named = firstName && lastName && postcode ? { firstName, lastName, dateOfBirth, postcode } : null;
    return {
      nhsNumberBi: nhsNumber ? this.keys.blindIndex('nhs_number', nhsNumber) : null,
      nameKey: named && this.keys.blindIndex('person_key', personKeyText(named)),
      serviceId,
      givenOn: dose.givenOn,
      product: dose.product,
      givenAt: dose.givenAt,
    };
  }

  private known(
    batch: readonly Row[],
    found: readonly FoundPerson[],
    told: ListFaults,
  ): (SoughtDose & { personId: string })[] {
    const byRow = new Map(found.map((one) => [one.at, one]));
    return batch.flatMap(({ line, found: text, dose, sought }, at) => {
      const { personId, several, dateOfBirth } = byRow.get(at) as FoundPerson;
      const column = sought.nhsNumberBi ? 'nhs_number' : 'last_name';
      const tell = (of: string, code: FieldErrorCode): [] => (told.tell(line, of, text[of] ?? '', code), []);
      if (personId === null || several) return tell(column, several ? 'person_unclear' : 'person_unknown');
      if (dateOfBirth !== dose.dateOfBirth) return tell('date_of_birth', 'date_of_birth_differs');
      return [{ ...sought, personId }];
    });
  }

  /** Every word that means one service: its address, names, and the vaccine of its rule where no other has it. */
  private serviceNames(): Map<string, number> {
    const names = new Map<string, number>();
    const vaccines = new Map<string, number[]>();
    for (const { id, slug, name, shortName, rule } of this.services.all()) {
      const vaccine = rule.vaccine.toLowerCase();
      vaccines.set(vaccine, [...(vaccines.get(vaccine) ?? []), id]);
      for (const word of [slug, name, shortName]) names.set(word.toLowerCase(), id);
    }
    for (const [vaccine, ids] of vaccines)
      if (ids.length === 1 && !names.has(vaccine)) names.set(vaccine, ids[0] as number);
    return names;
  }

  private shown({
    id,
    name,
    state,
    by: who,
    at,
    figures,
    mayUndo,
  }: ImportRow<'dose_import'>): Omit<DoseImport, 'faults'> {
    return {
      id: this.ids.opaque(DOSE_IMPORT_ID, id),
      name,
      state,
      by: who,
      at: instantText(at, this.config.TIME_ZONE),
      ...figures,
      mayUndo,
    };
  }
}

/** Tells one dose of one person from every other. */
const doseKey = ({ nhsNumberBi, nameKey, serviceId, givenOn }: SoughtDose): Buffer =>
  createHash('sha256')
    .update((nhsNumberBi ?? nameKey) as Buffer)
    .update(`${serviceId} ${givenOn}`)
    .digest();

const by = (caller: StaffCaller, requestId: string) => ({ actor: staffActor(caller.userId), siteId: null, requestId });
