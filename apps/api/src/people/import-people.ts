import { Inject, Injectable } from '@nestjs/common';
import type { importPeople, listImports, PeopleImport, PersonColumn, ResponseOf, undoImport } from '@fairslot/contract';
import { instantText, localDateOf } from '@fairslot/domain';
import { Clock } from '../platform/clock/clock';
import { CONFIG, type Config } from '../platform/config/config';
import { Database, sqlState } from '../platform/database/database';
import { AppError } from '../platform/http/app-error';
import type { StaffCaller } from '../platform/http/caller';
import type { Parsed } from '../platform/http/serve';
import { Ids } from '../platform/ids/ids';
import { PlaceScope } from '../sites/place-scope.queries';
import { SiteDirectory } from '../sites/site-directory';
import { AuditStore, staffActor } from '../staff/audit.store';
import { type ImportRow, ImportsStore } from './imports.store';
import { builtWorker } from './list-readers';
import { bytesOf, proveReadable } from './open-list';
import { PeopleStore } from './people.store';
import type { ToldApart } from './read-list-piece';
import { StagedPeopleStore } from './staged-people.store';
import { RememberedColumns } from './remembered-columns';
import { type ListWriter, takeList } from './take-list';

export const IMPORT_ID = 'people_import';
const MOST_ROWS = 5_000_000;
const UNDONE_AT_ONCE = 2000;
const FORGOTTEN_AT_ONCE = 2000;
const POINTED_TO = '23503';

/** Takes people from a list: good rows are written some thousand at a time, and writing one twice changes nothing. */
@Injectable()
export class ImportPeople {
  constructor(
    private readonly database: Database,
    private readonly store: PeopleStore,
    private readonly imports: ImportsStore,
    private readonly staged: StagedPeopleStore,
    private readonly remembered: RememberedColumns,
    private readonly places: PlaceScope,
    private readonly directory: SiteDirectory,
    private readonly audit: AuditStore,
    private readonly ids: Ids,
    private readonly clock: Clock,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  async run({ body, caller, requestId }: Parsed<typeof importPeople, StaffCaller>): Promise<PeopleImport> {
    await proveReadable(body.csv);
    const options = {
      config: { SECRET_KEY: this.config.SECRET_KEY, NHS_NUMBER: this.config.NHS_NUMBER },
      today: localDateOf(this.clock.now(), this.config.TIME_ZONE),
      places: await this.places.of(caller, 'people:import'),
      outcodes: this.directory
        .allOutcodes()
        .map(({ outcode, placeId }): [string, number | null] => [outcode, placeId ?? null]),
      wanted: async (headings: readonly string[]): Promise<Partial<Record<PersonColumn, string>>> => ({
        ...(await this.remembered.of(caller, 'people', headings)),
        ...body.columns,
      }),
      worker: builtWorker(),
      most: MOST_ROWS,
    };
    if (body.check) {
      const { headings: _, faults, ...judged } = await takeList(bytesOf(body.csv), options, null);
      const at = instantText(this.clock.now(), this.config.TIME_ZONE);
      const figures = { ...judged, added: 0, changed: 0, same: 0 };
      return { id: '', name: body.name, state: 'checked', by: caller.name, at, ...figures, faults, mayUndo: false };
    }
    const written = new Written(this.database, this.imports, this.staged, body.name, caller.userId);
    const { headings, faults, ...judged } = await takeList(bytesOf(body.csv), options, written);
    const importId = await written.id();
    const { rows, good, bad } = judged;
    const { added, changed } = written;
    const same = good - added - changed;
    await this.database.tx(async (tx) => {
      await this.imports.finish(tx, 'people_import', importId, { ...judged, added, changed, same });
      await this.remembered.keep(tx, caller, 'people', { headings, columns: { ...body.columns, ...judged.columns } });
      const details = { importId, rows, bad, added, changed, same };
      await this.audit.note(tx, { ...by(caller, requestId), action: 'people.imported', details });
    });
    return {
      ...this.shown((await this.imports.find('people_import', importId)) as ImportRow<'people_import'>),
      faults,
    };
  }

  async undo({
    params,
    caller,
    requestId,
  }: Parsed<typeof undoImport, StaffCaller>): Promise<ResponseOf<typeof undoImport>> {
    const id = this.ids.plain(IMPORT_ID, params.importId);
    if (id === null || !(await this.imports.find('people_import', id))) throw new AppError('not_found');
    let [removed, restored] = [0, 0];
    for (;;) {
      const step = await this.undoStep(id);
      if (!step) throw new AppError('wrong_state');
      if (step.removed + step.restored === 0) break;
      removed += step.removed;
      restored += step.restored;
    }
    return this.database.tx(async (tx) => {
      const result = { removed, restored, kept: await this.store.undone(tx, id) };
      const details = { importId: id, ...result };
      await this.audit.note(tx, { ...by(caller, requestId), action: 'people.import_undone', details });
      return result;
    });
  }

  private undoStep(id: number): ReturnType<PeopleStore['undoStep']> {
    const step = (alone: boolean) => this.database.tx((tx) => this.store.undoStep(tx, id, UNDONE_AT_ONCE, alone));
    return step(false).catch((error: unknown) => {
      if (sqlState(error) !== POINTED_TO) throw error;
      // Somebody was invited meanwhile: looked at again, they stay. Invitations wait only for this second try.
      return step(true);
    });
  }

  /** What was kept for undoing goes when the day is over. */
  async forget(): Promise<void> {
    while ((await this.store.forget(FORGOTTEN_AT_ONCE)) === FORGOTTEN_AT_ONCE);
  }

  async list(): Promise<ResponseOf<typeof listImports>> {
    const items = (await this.imports.all('people_import')).map((row) => {
      const { columns: _, ...rest } = this.shown(row);
      return rest;
    });
    return { items };
  }

  private shown(row: ImportRow<'people_import'>): Omit<PeopleImport, 'faults'> {
    const { name, state, figures, mayUndo } = row;
    const at = instantText(row.at, this.config.TIME_ZONE);
    return { id: this.ids.opaque(IMPORT_ID, row.id), name, state, by: row.by, at, ...figures, mayUndo };
  }
}

/** What was written of one list; the import begins with its first batch, or when it ends without one. */
class Written implements ListWriter {
  added = 0;
  changed = 0;
  private begun: Promise<number> | undefined;

  constructor(
    private readonly database: Database,
    private readonly imports: ImportsStore,
    private readonly staged: StagedPeopleStore,
    private readonly name: string,
    private readonly userId: number,
  ) {}

  id(): Promise<number> {
    return (this.begun ??= this.database.tx((tx) => this.imports.begin(tx, 'people_import', this.name, this.userId)));
  }

  known(piece: ToldApart, rows: readonly number[]): Promise<ReadonlySet<number>> {
    return this.database.tx((tx) => this.staged.known(tx, piece, rows));
  }

  async merge(tuples: readonly Buffer[]): Promise<void> {
    const importId = await this.id();
    const { added, changed } = await this.database.tx((tx) => this.staged.merge(tx, importId, tuples));
    this.added += added;
    this.changed += changed;
  }
}

const by = (caller: StaffCaller, requestId: string) => ({ actor: staffActor(caller.userId), siteId: null, requestId });
