import { Inject, Injectable } from '@nestjs/common';
import type {
  changeServiceRule,
  getServiceRule,
  RuleDryRun,
  RuleGroupForm,
  ServiceRule,
  tryServiceRule,
} from '@fairslot/contract';
import { type EligibilityProgramme, groupsOf, instantText, localDateOf, withGroups } from '@fairslot/domain';
import { Clock } from '../platform/clock/clock';
import { CONFIG, type Config } from '../platform/config/config';
import { Database } from '../platform/database/database';
import { AppError, type FieldFault } from '../platform/http/app-error';
import type { StaffCaller } from '../platform/http/caller';
import type { Parsed } from '../platform/http/serve';
import { ServiceCatalogue } from '../services/service-catalogue';
import type { ServiceRow } from '../services/service.entity';
import { PlaceScope } from '../sites/place-scope.queries';
import { AuditStore, staffActor } from '../staff/audit.store';
import { demandRegion } from '../staff/staff.policy';
import { RuleDryRunQueries } from './rule-dry-run.queries';
import { RulesStore } from './rules.store';

/** Who may have a service: read as sentences, tried on everybody, and saved as the next version. */
@Injectable()
export class ChangeRule {
  constructor(
    private readonly database: Database,
    private readonly store: RulesStore,
    private readonly dryRun: RuleDryRunQueries,
    private readonly catalogue: ServiceCatalogue,
    private readonly places: PlaceScope,
    private readonly audit: AuditStore,
    private readonly clock: Clock,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  async get({ params, caller }: Parsed<typeof getServiceRule, StaffCaller>): Promise<ServiceRule> {
    return this.shown(this.found(params.serviceId, caller));
  }

  async try({ params, body, caller }: Parsed<typeof tryServiceRule, StaffCaller>): Promise<RuleDryRun> {
    const service = this.found(params.serviceId, caller);
    const on = body.on ?? localDateOf(this.clock.now(), this.config.TIME_ZONE);
    return this.dryRun.run(service.rule, await this.changed(service, body.groups), on);
  }

  async change({
    params,
    body,
    caller,
    requestId,
  }: Parsed<typeof changeServiceRule, StaffCaller>): Promise<ServiceRule> {
    const service = this.found(params.serviceId, caller);
    const rule = await this.changed(service, body.groups);
    const isSaved = await this.database.staffTx([], (tx) =>
      this.store.save(tx, service.id, body.version, rule, caller.userId),
    );
    if (!isSaved) throw new AppError('wrong_state');
    const details = { service: service.slug, version: body.version + 1 };
    await this.database.tx((tx) =>
      this.audit.note(tx, {
        actor: staffActor(caller.userId),
        action: 'service.rule_changed',
        siteId: null,
        requestId,
        details,
      }),
    );
    await this.catalogue.load();
    return this.shown(this.catalogue.get(service.id));
  }

  private found(slug: string, caller: StaffCaller): ServiceRow {
    demandRegion(caller, 'region:manage');
    const service = this.catalogue.find(slug);
    if (!service) throw new AppError('not_found');
    return service;
  }

  /** Throws `invalid` for a Place or a question that is not there, and for a kept group that is none. */
  private async changed(
    { rule, questions }: ServiceRow,
    groups: readonly RuleGroupForm[],
  ): Promise<EligibilityProgramme> {
    const places = new Set((await this.places.all()).map(({ name }) => name));
    const asked = new Set([...questions.map(({ id }) => id), ...flagsOf(groupsOf(rule))]);
    const errors = groups.flatMap(({ id, conditions }, n): FieldFault[] => {
      if (conditions === null)
        return rule.cohorts.some((cohort) => cohort.id === id)
          ? []
          : [{ path: `groups.${n}.id`, code: 'unknown_value' }];
      return conditions.flatMap((condition, at): FieldFault[] => {
        const path = `groups.${n}.conditions.${at}`;
        if (condition.kind === 'place' && condition.places.some((place) => !places.has(place)))
          return [{ path: `${path}.places`, code: 'unknown_place' }];
        if (condition.kind === 'flag' && !asked.has(condition.flag))
          return [{ path: `${path}.flag`, code: 'unknown_value' }];
        return [];
      });
    });
    if (errors.length > 0) throw new AppError('invalid', { errors });
    return withGroups(rule, groups);
  }

  private async shown(service: ServiceRow): Promise<ServiceRule> {
    const { id, slug, name, rule, ruleVersion, questions } = service;
    const groups = groupsOf(rule);
    const versions = await this.store.versions(id);
    const labels = new Map(questions.map((question) => [question.id, question.label]));
    const flags = [
      ...new Set([...questions.filter(({ kind }) => kind === 'yes_no').map((one) => one.id), ...flagsOf(groups)]),
    ];
    return {
      service: { id: slug, name },
      version: ruleVersion,
      groups,
      questions: flags.map((flag) => ({ id: flag, label: labels.get(flag) ?? flag })),
      places: (await this.places.all()).map((place) => place.name),
      versions: versions.map(({ version, by, at, rule: then }) => ({
        version,
        by,
        at: instantText(at, this.config.TIME_ZONE),
        opensOn: then.programme_start,
        closesOn: then.programme_end,
        groups: groupsOf(then),
      })),
    };
  }
}

const flagsOf = (groups: readonly RuleGroupForm[] | ReturnType<typeof groupsOf>): string[] =>
  groups.flatMap(({ conditions }) =>
    (conditions ?? []).flatMap((condition) => (condition.kind === 'flag' ? [condition.flag] : [])),
  );
