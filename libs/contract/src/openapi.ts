import { z } from 'zod';
import { defineEndpoint, type Endpoint } from './endpoint';
import { errorCatalogue, problem, type ErrorCode } from './errors';

type Json = Record<string, unknown>;

/** An OpenAPI 3.1 document, as plain data. */
export interface OpenApiDocument {
  openapi: '3.1.0';
  info: Json;
  servers: Json[];
  tags: Json[];
  paths: Record<string, Record<string, Json>>;
  components: Json;
}

const TAGS = [
  { name: 'booking', description: 'Finding a time and booking it. Needs no account.' },
  { name: 'manage', description: 'A resident’s own bookings, opened by link or reference and date of birth.' },
  { name: 'staff', description: 'Site staff. Every endpoint names the permission it asks for.' },
];

const SECURITY: Record<'resident' | 'staff', Json[]> = {
  resident: [{ residentBearer: [] }, { residentCookie: [] }],
  staff: [{ staffBearer: [] }, { staffCookie: [] }],
};

/** Of whatever changes something: said before the body is looked at, also where none is needed. */
const UNREAD = ['invalid', 'foreign_origin', 'too_large', 'unsupported_media'] as const satisfies ErrorCode[];

const RETRIED: ReadonlySet<ErrorCode> = new Set<ErrorCode>(['too_many', 'busy', 'in_progress']);

/** JSON Schema of what is sent (`input`) or answered (`output`). What zod cannot express, such as a check digit, is left open. */
function schemaOf(type: z.ZodType, io: 'input' | 'output'): Json {
  const schema: Json = z.toJSONSchema(type, {
    io,
    unrepresentable: 'any',
    override: ({ jsonSchema }) => {
      // The format says it; zod's pattern for it fills ten lines.
      if (jsonSchema.format === 'date-time') delete jsonSchema.pattern;
      // What JavaScript can count is no limit of ours.
      if (jsonSchema.minimum === Number.MIN_SAFE_INTEGER) delete jsonSchema.minimum;
      if (jsonSchema.maximum === Number.MAX_SAFE_INTEGER) delete jsonSchema.maximum;
      // Answers may get more keys: clients ignore those they do not know.
      if (io === 'output' && jsonSchema.additionalProperties === false) delete jsonSchema.additionalProperties;
    },
  });
  delete schema.$schema;
  return schema;
}

const who = ({ audience }: Endpoint): 'public' | 'resident' | 'staff' =>
  audience === 'public' || audience === 'resident' ? audience : 'staff';

function tagOf({ path }: Endpoint): string {
  if (path.startsWith('/staff')) return 'staff';
  return path.startsWith('/manage') ? 'manage' : 'booking';
}

function parametersIn(place: 'path' | 'query', type: z.ZodType): Json[] {
  const { properties = {}, required = [] } = schemaOf(type, 'input') as {
    properties?: Record<string, Json>;
    required?: string[];
  };
  return Object.entries(properties).map(([name, schema]) => ({
    name,
    in: place,
    required: place === 'path' || required.includes(name),
    schema,
  }));
}

/** The errors that an endpoint names, and those that follow from its shape. */
function errorsOf(endpoint: Endpoint, hasInput: boolean): ErrorCode[] {
  const caller = who(endpoint);
  return [
    ...new Set<ErrorCode>([
      ...(hasInput ? (['invalid'] as const) : []),
      ...(caller === 'public' ? [] : (['sign_in_required'] as const)),
      // Whoever may do it nowhere is told no more than somebody who asks for what is not there.
      ...(endpoint.audience.startsWith('staff:') ? (['not_found'] as const) : []),
      ...(endpoint.method === 'GET' ? [] : UNREAD),
      ...endpoint.errors,
      'busy',
      'internal',
    ]),
  ];
}

function problemResponses(codes: readonly ErrorCode[]): Record<string, Json> {
  const statuses = [...new Set(codes.map((code) => errorCatalogue[code].status))].sort((a, b) => a - b);
  return Object.fromEntries(
    statuses.map((status) => {
      const here = codes.filter((code) => errorCatalogue[code].status === status);
      return [
        String(status),
        {
          description: here.map((code) => `\`${code}\`: ${errorCatalogue[code].when}`).join('\n\n'),
          headers: {
            'X-Request-Id': { $ref: '#/components/headers/RequestId' },
            ...(here.some((code) => RETRIED.has(code))
              ? { 'Retry-After': { $ref: '#/components/headers/RetryAfter' } }
              : {}),
          },
          content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
          'x-codes': here,
        },
      ];
    }),
  );
}

function success(endpoint: Endpoint): Json {
  return {
    description: endpoint.status === 201 ? 'Made.' : endpoint.status === 204 ? 'Done; there is no body.' : 'Done.',
    headers: {
      'X-Request-Id': { $ref: '#/components/headers/RequestId' },
      ...(endpoint.idempotent ? { 'Idempotent-Replayed': { $ref: '#/components/headers/IdempotentReplayed' } } : {}),
    },
    ...(endpoint.status === 204
      ? {}
      : {
          content: { [endpoint.answeredAs ?? 'application/json']: { schema: schemaOf(endpoint.response, 'output') } },
        }),
  };
}

/** The body as JSON; where a value may be a file, as a form too. */
function contentOf({ body, sentAs, largestFile }: Endpoint): Json {
  const json = { [sentAs ?? 'application/json']: { schema: schemaOf(body, 'input') } };
  if (!largestFile) return json;
  const form = {
    type: 'object',
    description: `A file of ${largestFile} bytes at most, and all else as JSON in \`terms\`, which comes first.`,
    properties: {
      terms: { type: 'string', contentMediaType: 'application/json' },
      csv: { type: 'string', format: 'binary' },
    },
    required: ['terms', 'csv'],
  };
  return { ...json, 'multipart/form-data': { schema: form } };
}

function operation(endpoint: Endpoint, nothing: z.ZodType): Json {
  const caller = who(endpoint);
  const hasBody = endpoint.body !== nothing;
  const parameters = [...parametersIn('path', endpoint.params), ...parametersIn('query', endpoint.query)];
  const permission = endpoint.audience.startsWith('staff:') ? endpoint.audience.slice('staff:'.length) : undefined;
  return {
    operationId: endpoint.name,
    tags: [tagOf(endpoint)],
    summary: endpoint.summary,
    ...(permission ? { description: `Asks for the permission \`${permission}\`.`, 'x-permission': permission } : {}),
    security: caller === 'public' ? [] : SECURITY[caller],
    parameters: [...parameters, ...(endpoint.idempotent ? [{ $ref: '#/components/parameters/IdempotencyKey' }] : [])],
    ...(hasBody
      ? {
          requestBody: {
            required: !endpoint.body.safeParse(undefined).success,
            content: contentOf(endpoint),
          },
        }
      : {}),
    responses: {
      [String(endpoint.status)]: success(endpoint),
      ...problemResponses(errorsOf(endpoint, hasBody || parameters.length > 0)),
    },
  };
}

const bearer = (description: string): Json => ({ type: 'http', scheme: 'bearer', description });
const cookie = (name: string, description: string): Json => ({ type: 'apiKey', in: 'cookie', name, description });
const header = (description: string, type = 'string'): Json => ({ description, schema: { type } });

const components = (): Json => ({
  schemas: { Problem: schemaOf(problem, 'output') },
  parameters: {
    IdempotencyKey: {
      name: 'Idempotency-Key',
      in: 'header',
      required: true,
      description:
        'Made by the caller, once for each thing to be done. The same key and body answer what was answered before.',
      schema: { type: 'string', minLength: 1, maxLength: 255 },
    },
  },
  headers: {
    RequestId: header('Finds this request in the log.'),
    IdempotentReplayed: header('`true` where the answer is that of an earlier request with the same key.'),
    RetryAfter: header('Seconds to wait before trying again.', 'integer'),
  },
  securitySchemes: {
    residentBearer: bearer('The token of `POST /manage/sessions`.'),
    residentCookie: cookie('fairslot_manage', 'The same session, for the booking site.'),
    staffBearer: bearer('The token of `POST /staff/sign-in`.'),
    staffCookie: cookie('fairslot_staff', 'The same session, for the staff site.'),
  },
});

/** The OpenAPI document of these endpoints. Pure: the committed file and the page the API shows both come from here. */
export function buildOpenApi(endpoints: readonly Endpoint[]): OpenApiDocument {
  const { body: nothing } = defineEndpoint({ name: '', method: 'GET', path: '/', audience: 'public', summary: '' });
  const paths: OpenApiDocument['paths'] = {};
  for (const endpoint of endpoints) {
    paths[endpoint.path] = { ...paths[endpoint.path], [endpoint.method.toLowerCase()]: operation(endpoint, nothing) };
  }
  return {
    openapi: '3.1.0',
    info: {
      title: 'Fairslot',
      version: '1',
      description:
        'Booking of vaccinations and clinic appointments. Instants are RFC 3339 with offset, local dates `YYYY-MM-DD`, local times `HH:mm`. Errors are RFC 9457 problem details; every field fault comes in one answer.',
      license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
    },
    servers: [{ url: '/api/v1' }],
    tags: TAGS,
    paths,
    components: components(),
  };
}
