import { Inject, Injectable } from '@nestjs/common';
import type { decideDuplicate, ListedRecord, listDuplicates, ResponseOf, undoDuplicate } from '@fairslot/contract';
import { instantText } from '@fairslot/domain';
import { CONFIG, type Config } from '../platform/config/config';
import { Cipher } from '../platform/crypto/cipher';
import { Database } from '../platform/database/database';
import { AppError } from '../platform/http/app-error';
import type { StaffCaller } from '../platform/http/caller';
import type { Parsed } from '../platform/http/serve';
import { Ids } from '../platform/ids/ids';
import { PlaceScope } from '../sites/place-scope.queries';
import { AuditStore, staffActor } from '../staff/audit.store';
import { DuplicatesStore, type HeldRecord } from './duplicates.store';
import { IMPORT_ID } from './import-people';
import { ImportsStore } from './imports.store';
import { SealPerson } from './seal-person';

const PERSON_ID = 'person';
const DECISION_ID = 'duplicate_decision';

/** Two records that may be one person, side by side; whether they are, somebody says who can see both. */
@Injectable()
export class DecideDuplicate {
  constructor(
    private readonly database: Database,
    private readonly store: DuplicatesStore,
    private readonly imports: ImportsStore,
    private readonly places: PlaceScope,
    private readonly sealing: SealPerson,
    private readonly cipher: Cipher,
    private readonly audit: AuditStore,
    private readonly ids: Ids,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  async list({
    params,
    caller,
    requestId,
  }: Parsed<typeof listDuplicates, StaffCaller>): Promise<ResponseOf<typeof listDuplicates>> {
    const id = this.ids.plain(IMPORT_ID, params.importId);
    const found = id === null ? undefined : await this.imports.find('people_import', id);
    if (id === null || !found) throw new AppError('not_found');
    const placeIds = await this.placeIds(caller);
    return this.database.tx(async (tx) => {
      const { total, pairs } = await this.store.pairs(tx, id, placeIds);
      const held = await this.store.records(tx, [...new Set(pairs.flatMap(({ one, other }) => [one, other]))]);
      const records = new Map(held.map((record) => [record.id, this.shown(record)]));
      const decided = await this.store.decided(tx, id, placeIds);
      const details = { importId: id, pairs: pairs.length };
      await this.audit.note(tx, { ...by(caller, requestId), action: 'people.duplicates_seen', details });
      return {
        name: found.name,
        total,
        items: pairs.flatMap(({ one: a, other: b }) => {
          const [one, other] = [records.get(a), records.get(b)];
          return one && other ? [{ one, other }] : [];
        }),
        decided: decided.map(({ id: decision, at, ...rest }) => ({
          ...rest,
          id: this.ids.opaque(DECISION_ID, Number(decision)),
          at: instantText(at, this.config.TIME_ZONE),
        })),
      };
    });
  }

  async decide({
    body,
    caller,
    requestId,
  }: Parsed<typeof decideDuplicate, StaffCaller>): Promise<ResponseOf<typeof decideDuplicate>> {
    const [one, other] = [this.ids.plain(PERSON_ID, body.oneId), this.ids.plain(PERSON_ID, body.otherId)];
    if (one === null || other === null) throw new AppError('not_found');
    const placeIds = await this.placeIds(caller);
    return this.database.tx(async (tx) => {
      if (!(await this.store.areWithin(tx, [one, other], placeIds))) throw new AppError('not_found');
      const id = await this.store.decide(tx, one, other, body.areSame, caller.userId);
      if (id === null) throw new AppError('wrong_state');
      const action = body.areSame ? 'people.duplicate_joined' : 'people.duplicate_kept';
      await this.audit.note(tx, { ...by(caller, requestId), action, details: { decisionId: id } });
      return { id: this.ids.opaque(DECISION_ID, id) };
    });
  }

  async undo({ params, caller, requestId }: Parsed<typeof undoDuplicate, StaffCaller>): Promise<void> {
    const id = this.ids.plain(DECISION_ID, params.decisionId);
    const placeIds = await this.placeIds(caller);
    await this.database.tx(async (tx) => {
      const people = id === null ? [] : await this.store.peopleOf(tx, id);
      if (id === null || people.length === 0 || !(await this.store.areWithin(tx, people, placeIds)))
        throw new AppError('not_found');
      if (!(await this.store.undo(tx, id))) throw new AppError('wrong_state');
      const details = { decisionId: id };
      await this.audit.note(tx, { ...by(caller, requestId), action: 'people.duplicate_undone', details });
    });
  }

  private async placeIds(caller: StaffCaller): Promise<number[]> {
    return (await this.places.of(caller, 'people:import')).map(({ id }) => id);
  }

  private shown(held: HeldRecord): ListedRecord {
    const { rowKey, nhsNumber, postcode, contactKey, contact, sex, changedAt, id, ...plain } = held;
    const reach = contactKey && contact ? this.sealing.open(contactKey, contact) : {};
    return {
      ...plain,
      id: this.ids.opaque(PERSON_ID, Number(id)),
      nhsNumber: nhsNumber && this.cipher.open('person.nhs_number', rowKey, nhsNumber),
      postcode: postcode && this.cipher.open('person.postcode', rowKey, postcode),
      address: reach.address ?? null,
      mobile: reach.mobile ?? null,
      email: reach.email ?? null,
      sex: sex === null ? null : sex === 'f' ? 'female' : 'male',
      changedAt: instantText(changedAt, this.config.TIME_ZONE),
    };
  }
}

const by = (caller: StaffCaller, requestId: string) => ({ actor: staffActor(caller.userId), siteId: null, requestId });
