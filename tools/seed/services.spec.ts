import { readFileSync } from 'node:fs';
import path from 'node:path';
import Ajv2020 from 'ajv/dist/2020';
import { serviceLibrary } from '@fairslot/domain';

const read = (file: string): unknown =>
  JSON.parse(readFileSync(path.join(__dirname, '../../libs/domain/src/eligibility', file), 'utf8'));
const schema = read('rule.schema.json') as object;
const vectors = read('vectors.json') as { programmes: object[] };

const ajv = new Ajv2020({ strict: false, allErrors: true }).addFormat('date', /^\d{4}-\d\d-\d\d$/);
const validate = ajv.compile(schema);
const faultsOf = (rule: unknown): unknown[] => (validate(rule) ? [] : (validate.errors ?? []));

test.each(
  serviceLibrary.map(
    ({ slug, rule }) => [slug, { ...rule, programme_start: '2026-10-01', programme_end: '2027-03-31' }] as const,
  ),
)('the rule of %s has the stored shape', (_, rule) => {
  expect(faultsOf(rule)).toEqual([]);
});

test('so have the programmes of the vectors, and a rule with a slip of the pen has not', () => {
  for (const programme of vectors.programmes) expect(faultsOf(programme)).toEqual([]);
  expect(faultsOf({ ...vectors.programmes[0], cohortz: [] })).not.toEqual([]);
});
