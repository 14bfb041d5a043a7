type Service = Record<string, unknown>;

const { composeFaults } = require('./compose-rules.mjs') as {
  composeFaults: (
    compose: { services: Record<string, Service>; networks?: object; volumes?: object },
    options: { folder: string; builtFiles: string[]; allowsFixedPasswords: boolean },
  ) => string[];
};

const sound: Service = {
  image: 'redis:7.2-bookworm',
  user: '999:999',
  read_only: true,
  cap_drop: ['ALL'],
  security_opt: ['no-new-privileges:true'],
  init: true,
  mem_limit: '64m',
  pids_limit: 64,
  healthcheck: { test: ['CMD', 'true'] },
};

function faultsOf(change: Service, others: Record<string, Service> = {}) {
  const services = { web: { ...sound, ...change }, ...others };
  return composeFaults(
    { services },
    { folder: __dirname, builtFiles: ['dist/api/main.cjs'], allowsFixedPasswords: false },
  );
}

test('a hardened service has no fault', () => {
  expect(faultsOf({})).toEqual([]);
});

test.each<[string, Service]>([
  ['runs as an ordinary user', { user: '0:0' }],
  ['runs as an ordinary user', { user: undefined }],
  ['cannot write to its image', { read_only: false }],
  ['holds no capability', { cap_drop: ['NET_RAW'] }],
  ['holds no capability', { cap_add: ['SYS_ADMIN'] }],
  ['cannot gain rights', { security_opt: [] }],
  ['has limits on memory and processes', { mem_limit: undefined }],
  ['names an exact version', { image: 'redis:latest' }],
  ['publishes ports on this machine only', { ports: ['6379:6379'] }],
  ['mounts no socket', { volumes: ['/var/run/docker.sock:/var/run/docker.sock:ro'] }],
  ['mounts files of the host read-only', { volumes: ['./compose-rules.mjs:/rules'] }],
  ['has no health check', { healthcheck: undefined }],
  ['depends on ghost', { depends_on: { ghost: { condition: 'service_started' } } }],
  ['is not declared', { networks: ['nowhere'] }],
  ['does not exist', { volumes: ['./missing.conf:/etc/x:ro'] }],
  ['npm start does not know', { command: ['node', 'dist/other.cjs'] }],
  ['has SECRET_KEY written out', { environment: { SECRET_KEY: 'abc' } }],
  ['has QUEUE_URL written out', { environment: { QUEUE_URL: 'redis://:password@redis' } }],
])('%s: a service that breaks it is named', (sentence, change) => {
  expect(faultsOf(change).join('\n')).toContain(sentence);
});

test('a program that answers people in production is given the address and the telephone number of the deployment', () => {
  const answering = { NODE_ENV: 'production', PORT: '4000' };
  expect(faultsOf({ environment: answering })).toEqual([
    'web: does not insist on PUBLIC_URL',
    'web: does not insist on HELP_PHONE',
  ]);
  const given = { PUBLIC_URL: '${PUBLIC_URL:?set it}', HELP_PHONE: '${HELP_PHONE:?set it}' };
  expect(faultsOf({ environment: { ...answering, ...given } })).toEqual([]);
  expect(faultsOf({ environment: { ...answering, ...given, PUBLIC_URL: '${PUBLIC_URL:-http://localhost}' } })).toEqual([
    'web: does not insist on PUBLIC_URL',
  ]);
});

test('a service that runs once, and is waited for, needs no health check', () => {
  const migrate = { ...sound, restart: 'no', healthcheck: { disable: true } };
  expect(faultsOf({ depends_on: { migrate: { condition: 'service_completed_successfully' } } }, { migrate })).toEqual(
    [],
  );
  expect(faultsOf({}, { migrate })).toContain('migrate: has no health check');
});
