import { Inject, Injectable } from '@nestjs/common';
import type {
  addCohortVersion,
  Cohort,
  CohortCount,
  CohortRules,
  countCohort,
  createCohort,
  explainCohort,
  getCohort,
  listPeople,
  ResponseOf,
  seeExamples,
} from '@fairslot/contract';
import { instantText, localDateOf } from '@fairslot/domain';
import { Clock } from '../platform/clock/clock';
import { CONFIG, type Config } from '../platform/config/config';
import { Database } from '../platform/database/database';
import { AppError } from '../platform/http/app-error';
import type { StaffCaller } from '../platform/http/caller';
import type { Parsed } from '../platform/http/serve';
import { Ids } from '../platform/ids/ids';
import { PlaceScope } from '../sites/place-scope.queries';
import { AuditStore, staffActor } from '../staff/audit.store';
import { CohortExamplesQueries } from './cohort-examples.queries';
import { CohortSql, Values } from './cohort-sql.queries';
import { CohortQueries } from './cohort.queries';
import { type CohortRow, CohortsStore } from './cohorts.store';

export const COHORT_ID = 'cohort';
const EVERYBODY: CohortRules = { include: [], leaveOut: [], doNotContact: [] };

/** Rules over people: tried, saved, and never changed once saved. */
@Injectable()
export class SaveCohort {
  constructor(
    private readonly database: Database,
    private readonly store: CohortsStore,
    private readonly queries: CohortQueries,
    private readonly masked: CohortExamplesQueries,
    private readonly sql: CohortSql,
    private readonly places: PlaceScope,
    private readonly audit: AuditStore,
    private readonly ids: Ids,
    private readonly clock: Clock,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  /** Everybody on the lists, as a cohort without rules sees them. */
  async people({
    caller,
    requestId,
    reply,
  }: Parsed<typeof listPeople, StaffCaller>): Promise<ResponseOf<typeof listPeople>> {
    const request = { body: { rules: EVERYBODY }, caller, requestId, reply };
    const { items } = await this.examples(request);
    const { region } = await this.count(request);
    return { items, total: region };
  }

  async count({
    body,
    caller,
    reply,
  }: Pick<Parsed<typeof countCohort, StaffCaller>, 'body' | 'caller' | 'reply'>): Promise<CohortCount> {
    const unwanted = new AbortController();
    // A newer change of the rules closes the connection that waits for this answer.
    reply.raw.once('close', () => unwanted.abort());
    return this.queries.count(body.rules, await this.places.of(caller, 'people:read'), unwanted.signal);
  }

  async explain({
    body,
    caller,
    requestId,
  }: Parsed<typeof explainCohort, StaffCaller>): Promise<ResponseOf<typeof explainCohort>> {
    const answer = await this.queries.stepOf(body.rules, await this.places.of(caller, 'people:read'), body.nhsNumber);
    await this.note(caller, requestId, 'cohort.person_checked', { isKnown: answer.isKnown });
    return answer;
  }

  async examples({
    body,
    caller,
    requestId,
  }: Pick<Parsed<typeof seeExamples, StaffCaller>, 'body' | 'caller' | 'requestId'>): Promise<
    ResponseOf<typeof seeExamples>
  > {
    const items = await this.masked.of(body.rules, await this.places.of(caller, 'people:read'));
    await this.note(caller, requestId, 'cohort.examples_seen', { people: items.length });
    return { items };
  }

  async list(): Promise<{ items: Cohort[] }> {
    return { items: (await this.store.all()).map((row) => this.shown(row)) };
  }

  async get({ params }: Parsed<typeof getCohort, StaffCaller>): Promise<Cohort> {
    return this.shown(await this.found(params.cohortId));
  }

  async create({ body, caller, requestId }: Parsed<typeof createCohort, StaffCaller>): Promise<Cohort> {
    await this.prove(body.rules, caller);
    const id = await this.database.tx(async (tx) => {
      const cohortId = await this.store.create(tx, body.name);
      await this.store.addVersion(tx, cohortId, body.rules, caller.userId);
      return cohortId;
    });
    await this.note(caller, requestId, 'cohort.created', { cohortId: id });
    return this.shown((await this.store.find(id)) as CohortRow);
  }

  async addVersion({ params, body, caller, requestId }: Parsed<typeof addCohortVersion, StaffCaller>): Promise<Cohort> {
    const { id } = await this.found(params.cohortId);
    await this.prove(body.rules, caller);
    const version = await this.database.tx((tx) => this.store.addVersion(tx, id, body.rules, caller.userId));
    await this.note(caller, requestId, 'cohort.version_added', { cohortId: id, version });
    return this.shown((await this.store.find(id)) as CohortRow);
  }

  private async found(opaque: string): Promise<CohortRow> {
    const id = this.ids.plain(COHORT_ID, opaque);
    const row = id === null ? undefined : await this.store.find(id);
    if (!row) throw new AppError('not_found');
    return row;
  }

  /** Places and services that the rules name are there. */
  private async prove(rules: CohortRules, caller: StaffCaller): Promise<void> {
    const places = await this.places.of(caller, 'campaigns:write');
    this.sql.conditions(rules, places, localDateOf(this.clock.now(), this.config.TIME_ZONE), new Values());
  }

  private note(
    caller: StaffCaller,
    requestId: string,
    action: string,
    details: Record<string, unknown>,
  ): Promise<void> {
    const actor = staffActor(caller.userId);
    return this.database.tx((tx) => this.audit.note(tx, { actor, action, siteId: null, requestId, details }));
  }

  private shown({ id, name, versions }: CohortRow): Cohort {
    return {
      id: this.ids.opaque(COHORT_ID, id),
      name,
      versions: versions.map((version) => ({
        ...version,
        at: instantText(new Date(Date.parse(version.at)), this.config.TIME_ZONE),
      })),
    };
  }
}
