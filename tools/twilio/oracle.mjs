// Twilio's own specification, where a copy of it lies on this machine: requests and answers are held to it as well.
import fs from 'node:fs';
import path from 'node:path';
import { Ajv } from 'ajv';

const FILE = 'openapi/twilio_messages.json';
const LIST = '/2010-04-01/Accounts/{AccountSid}/Messages.json';
const ONE = '/2010-04-01/Accounts/{AccountSid}/Messages/{Sid}.json';
const FORM = 'application/x-www-form-urlencoded';

const formats = {
  'phone-number': /^\+[1-9]\d{1,14}$/,
  'date-time': /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z$/,
  'date-time-rfc-2822': /^[A-Z][a-z]{2}, \d\d [A-Z][a-z]{2} \d{4} \d\d:\d\d:\d\d [+-]\d{4}$/,
  // The specification says "uri"; Twilio answers paths.
  uri: /^(https?:\/)?\/\S+$/,
  'uri-map': true,
  currency: /^[A-Z]{3}$/i,
  int64: true,
};

/**
 * @param {string | undefined} folder what ORACLES_DIR names
 * @returns {{ why: string } | { why: null, faults(operation: 'create' | 'list' | 'fetch', part: 'request' | 'answer', value: object): string[] }}
 */
export function openOracle(folder) {
  if (!folder) return { why: 'ORACLES_DIR is not set' };
  const file = path.join(folder, FILE);
  if (!fs.existsSync(file)) return { why: `there is no ${FILE} in ORACLES_DIR` };
  const { paths, components } = JSON.parse(fs.readFileSync(file, 'utf8'));
  const ajv = new Ajv({ strict: false, allErrors: true, coerceTypes: true, formats });
  const checker = (schema) => ajv.compile({ ...schema, components });
  const parameters = (of) => ({
    type: 'object',
    properties: Object.fromEntries(of.map(({ name, schema }) => [name, schema])),
    required: of.filter(({ required }) => required).map(({ name }) => name),
    additionalProperties: false,
  });
  const answer = ({ responses }, status) => responses[status].content['application/json'].schema;
  const [create, list, fetch] = [paths[LIST].post, paths[LIST].get, paths[ONE].get];
  const form = create.requestBody.content[FORM].schema;
  const accountSid = parameters(create.parameters).properties;
  const checkers = {
    create: {
      // Its fields and the account in its path; a field that Twilio does not know is a slip.
      request: checker({ ...form, properties: { ...form.properties, ...accountSid }, additionalProperties: false }),
      answer: checker(answer(create, 201)),
    },
    list: { request: checker(parameters(list.parameters)), answer: checker(answer(list, 200)) },
    fetch: { request: checker(parameters(fetch.parameters)), answer: checker(answer(fetch, 200)) },
  };
  return {
    why: null,
    faults(operation, part, value) {
      const check = checkers[operation][part];
      // Checking turns "5" into 5: on a copy.
      return check(structuredClone(value)) ? [] : check.errors.map((e) => `${e.instancePath} ${e.message}`);
    },
  };
}
