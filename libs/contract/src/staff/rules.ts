import { z } from 'zod';
import { eligibilityOutcomes } from '@fairslot/domain';
import { defineEndpoint } from '../endpoint';
import { fault, localDate, slug } from '../fields';

const count = z.number().int();
const years = z.number().int().min(0, fault('invalid')).max(130, fault('invalid'));

export const groupCondition = z.discriminatedUnion('kind', [
  z
    .object({ kind: z.literal('age'), from: years.optional(), below: years.optional() })
    .refine(({ from, below }) => from !== undefined || below !== undefined, fault('required'))
    .refine(({ from = 0, below = 131 }) => from < below, fault('age_order')),
  z.object({ kind: z.literal('sex'), sex: z.enum(['female', 'male']) }),
  /** Names of Places. */
  z.object({
    kind: z.literal('place'),
    places: z.array(z.string()).min(1, fault('required')).max(50, fault('invalid')),
  }),
  z.object({ kind: z.literal('pregnant') }),
  /** A question that the service asks, answered with yes. */
  z.object({ kind: z.literal('flag'), flag: z.string().min(1, fault('required')).max(60, fault('invalid')) }),
]);

export const ruleGroup = z.object({
  id: z.string().regex(/^[a-z0-9-]{1,40}$/, fault('invalid')),
  label: z.string(fault('required')).trim().min(1, fault('required')).max(120, fault('invalid')),
  /** Null: the group says more than sentences can, and is kept as it is. */
  conditions: z.array(groupCondition).max(10, fault('invalid')).nullable(),
});
export type RuleGroupForm = z.output<typeof ruleGroup>;

const groups = z
  .array(ruleGroup)
  .min(1, fault('required'))
  .max(20, fault('invalid'))
  .refine((all) => new Set(all.map(({ id }) => id)).size === all.length, fault('row_twice'));

export const serviceRule = z.object({
  service: z.object({ id: z.string(), name: z.string() }),
  version: count,
  groups: z.array(ruleGroup),
  /** Questions the service asks, which a group may name. */
  questions: z.array(z.object({ id: z.string(), label: z.string() })),
  places: z.array(z.string()),
  /** The latest first; a version never changes. Bookings keep the number of the one they were judged by. */
  versions: z.array(
    z.object({
      version: count,
      /** Null where the program itself wrote it, when the service was set up. */
      by: z.string().nullable(),
      at: z.string(),
      opensOn: z.string(),
      closesOn: z.string(),
      groups: z.array(ruleGroup),
    }),
  ),
});
export type ServiceRule = z.output<typeof serviceRule>;

const outcome = z.enum(eligibilityOutcomes);
export const ruleDryRun = z.object({
  /** People of the lists who are alive. */
  people: count,
  on: z.string(),
  /** By outcome, under the rule as it is and as it would be; each adds up to `people`. */
  outcomes: z.array(z.object({ outcome, before: count, after: count })),
  /** Who would be told something else than now. */
  changes: z.array(z.object({ from: outcome, to: outcome, people: count })),
  /** Eligible people by age. */
  byAge: z.array(z.object({ name: z.string(), before: count, after: count })),
});
export type RuleDryRun = z.output<typeof ruleDryRun>;

const onService = z.object({ serviceId: slug });
const reads = ['sign_in_required', 'not_found'] as const;

export const getServiceRule = defineEndpoint({
  name: 'getServiceRule',
  method: 'GET',
  path: '/staff/services/{serviceId}/rule',
  audience: 'staff:region:manage',
  summary: 'Who may have a service, group by group, with every version of it',
  params: onService,
  response: serviceRule,
  errors: reads,
});

export const tryServiceRule = defineEndpoint({
  name: 'tryServiceRule',
  method: 'POST',
  path: '/staff/services/{serviceId}/rule/dry-run',
  audience: 'staff:region:manage',
  summary: 'Whom a changed rule would include, and who would be told something else; nothing is written',
  params: onService,
  body: z.object({ groups, on: localDate.optional() }),
  response: ruleDryRun,
  errors: ['invalid', ...reads],
});

export const changeServiceRule = defineEndpoint({
  name: 'changeServiceRule',
  method: 'POST',
  path: '/staff/services/{serviceId}/rule',
  audience: 'staff:region:manage',
  summary: 'Saves a changed rule as the next version; refused where somebody saved one in the meantime',
  params: onService,
  body: z.object({ groups, version: count }),
  status: 201,
  response: serviceRule,
  errors: ['invalid', ...reads, 'wrong_state'],
});

export const ruleEndpoints = [getServiceRule, tryServiceRule, changeServiceRule] as const;
