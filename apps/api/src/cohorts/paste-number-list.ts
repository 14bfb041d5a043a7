import { Inject, Injectable } from '@nestjs/common';
import { type listNumberLists, MOST_NUMBERS, type pasteNumberList, type ResponseOf } from '@fairslot/contract';
import { instantText, type PastedNumber, readNumberList } from '@fairslot/domain';
import { Clock } from '../platform/clock/clock';
import { CONFIG, type Config } from '../platform/config/config';
import { Keys } from '../platform/crypto/keys';
import { Database, type Tx } from '../platform/database/database';
import { AppError } from '../platform/http/app-error';
import type { StaffCaller } from '../platform/http/caller';
import type { Parsed } from '../platform/http/serve';
import { Ids } from '../platform/ids/ids';
import { PlaceScope } from '../sites/place-scope.queries';
import { AuditStore, staffActor } from '../staff/audit.store';
import { NUMBER_LIST_ID } from './cohort-sql.queries';
import { type NumberListRow, NumberListsStore } from './number-lists.store';

type Pasted = ResponseOf<typeof pasteNumberList>;
type Fault = Pasted['faults'][number];

const MOST_TOLD = 1000;
const FOUND_TOLD = 40;

/** Keeps whom a pasted list of NHS numbers means. The numbers are hashed as soon as they are read, and told back to nobody but who pasted them. */
@Injectable()
export class PasteNumberList {
  constructor(
    private readonly database: Database,
    private readonly store: NumberListsStore,
    private readonly places: PlaceScope,
    private readonly audit: AuditStore,
    private readonly keys: Keys,
    private readonly ids: Ids,
    private readonly clock: Clock,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  async list(): Promise<ResponseOf<typeof listNumberLists>> {
    return { items: (await this.store.all()).map((row) => this.shown(row)) };
  }

  async run({ body, caller, requestId }: Parsed<typeof pasteNumberList, StaffCaller>): Promise<Pasted> {
    const { name, check } = body;
    const pasted = this.read(body.numbers);
    const places = await this.places.of(caller, 'campaigns:write');
    const placeIds = places.map(({ id }) => id);
    return this.database.tx(async (tx) => {
      const { hashes, people, ...told } = await this.judged(tx, pasted, placeIds);
      const isKept = !check && people > 0;
      const made = isKept
        ? this.shown(await this.store.keep(tx, { name, people, userId: caller.userId }, hashes))
        : { id: '', name, people, by: caller.name, at: instantText(this.clock.now(), this.config.TIME_ZONE) };
      const details = { people, rows: told.rows, kept: isKept };
      const actor = staffActor(caller.userId);
      await this.audit.note(tx, { actor, action: 'cohort.numbers_pasted', siteId: null, requestId, details });
      return { ...made, ...told };
    });
  }

  private read(text: string): PastedNumber[] {
    const refused = (code: 'nhs_number_off' | 'numbers_missing' | 'numbers_many') =>
      new AppError('invalid', { errors: [{ path: 'numbers', code }] });
    if (this.config.NHS_NUMBER === 'off') throw refused('nhs_number_off');
    const pasted = readNumberList(text);
    if (pasted.length === 0) throw refused('numbers_missing');
    if (pasted.length > MOST_NUMBERS) throw refused('numbers_many');
    return pasted;
  }

  private async judged(tx: Tx, pasted: readonly PastedNumber[], placeIds: readonly number[]) {
    const faults: Fault[] = [];
    const counts = { nhs_number_wrong: 0, person_unknown: 0, row_twice: 0 };
    const tell = ({ row, found }: PastedNumber, code: Fault['code']): void => {
      counts[code] += 1;
      faults.push({ row, found: found.slice(0, FOUND_TOLD), code });
    };
    const once = new Map<string, PastedNumber>();
    for (const one of pasted) {
      if (one.number === null) tell(one, 'nhs_number_wrong');
      else if (once.has(one.number)) tell(one, 'row_twice');
      else once.set(one.number, one);
    }
    const right = [...once.values()];
    const hashes = [...once.keys()].map((number) => this.keys.blindIndex('nhs_number', number));
    const known = await this.store.known(tx, hashes, placeIds);
    const found = new Set(known.map(({ at }) => at));
    for (const [at, one] of right.entries()) if (!found.has(at)) tell(one, 'person_unknown');
    return {
      hashes: hashes.filter((_, at) => found.has(at)),
      people: new Set(known.map(({ personId }) => personId)).size,
      rows: pasted.length,
      wrong: counts.nhs_number_wrong,
      unknown: counts.person_unknown,
      twice: counts.row_twice,
      faults: faults.sort((a, b) => a.row - b.row).slice(0, MOST_TOLD),
    };
  }

  private shown({ id, name, people, by, at }: NumberListRow) {
    return { id: this.ids.opaque(NUMBER_LIST_ID, id), name, people, by, at: instantText(at, this.config.TIME_ZONE) };
  }
}
