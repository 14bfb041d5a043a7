// The part of the Compose file format that we use, closed: a misspelt key is a fault, which Compose itself would tell only when run.
const text = { type: 'string', minLength: 1 };
const texts = { type: 'array', items: text };
const command = { anyOf: [text, texts] };
const duration = { type: 'string', pattern: '^\\d+(ms|s|m|h)$' };
const size = { type: 'string', pattern: '^\\d+[kmg]$' };
const closed = (properties, more = {}) => ({ type: 'object', properties, additionalProperties: false, ...more });
const named = (value) => ({
  type: 'object',
  patternProperties: { '^[a-z][a-z0-9-]*$': value },
  additionalProperties: false,
});

const healthcheck = closed({
  test: { type: 'array', items: text, minItems: 2, contains: { enum: ['CMD', 'CMD-SHELL'] } },
  interval: duration,
  timeout: duration,
  start_period: duration,
  retries: { type: 'integer', minimum: 1 },
  disable: { const: true },
});

const service = closed(
  {
    image: text,
    build: closed({ context: text, dockerfile: text, target: text }, { required: ['context', 'dockerfile', 'target'] }),
    user: text,
    read_only: { type: 'boolean' },
    cap_drop: texts,
    security_opt: texts,
    init: { type: 'boolean' },
    restart: { enum: ['no', 'always', 'on-failure', 'unless-stopped'] },
    pids_limit: { type: 'integer', minimum: 1 },
    mem_limit: size,
    shm_size: size,
    tmpfs: texts,
    command,
    environment: { type: 'object', additionalProperties: { type: 'string' } },
    healthcheck,
    depends_on: named(
      closed(
        { condition: { enum: ['service_started', 'service_healthy', 'service_completed_successfully'] } },
        { required: ['condition'] },
      ),
    ),
    ports: texts,
    networks: texts,
    volumes: texts,
    stop_signal: text,
    stop_grace_period: duration,
  },
  { required: ['image'] },
);

export const composeSchema = {
  type: 'object',
  required: ['name', 'services'],
  properties: {
    name: text,
    services: named(service),
    networks: named(closed({ internal: { type: 'boolean' } })),
    volumes: named(closed({})),
  },
  patternProperties: { '^x-': {} },
  additionalProperties: false,
};
