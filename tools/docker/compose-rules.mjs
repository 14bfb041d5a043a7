// What every service must be, whatever else it does. Each rule answers with sentences; none = kept.
import fs from 'node:fs';
import path from 'node:path';

const isSecretName = (name) => /PASSWORD|SECRET|KEY$|AUTH$/.test(name);

/** name of the rule → what is wrong with this service, or nothing */
const SERVICE_RULES = {
  'runs as an ordinary user': ({ user }) => !/^[1-9]\d*:[1-9]\d*$/.test(user ?? ''),
  'cannot write to its image': ({ read_only }) => read_only !== true,
  'holds no capability': ({ cap_drop = [], cap_add }) => cap_drop.join() !== 'ALL' || Boolean(cap_add),
  'cannot gain rights': ({ security_opt = [] }) => !security_opt.includes('no-new-privileges:true'),
  'has limits on memory and processes': ({ mem_limit, pids_limit }) => !mem_limit || !pids_limit,
  'reaps what its children leave': ({ init }) => init !== true,
  'names an exact version, or is built here': ({ image, build }) => !build && !/:v?\d+\.?\d*[\w.-]*$/.test(image),
  'publishes ports on this machine only': ({ ports = [] }) =>
    ports.some((port) => !/^127\.0\.0\.1:\d+:\d+$/.test(port)),
  'mounts no socket of the engine': ({ volumes = [] }) => volumes.some((volume) => /docker\.sock/.test(volume)),
  'mounts files of the host read-only': ({ volumes = [] }) =>
    volumes.some((volume) => /^[./]/.test(volume) && !volume.endsWith(':ro')),
};

/** Without these a program that answers people takes its defaults for development: cookies for http, a number nobody answers. */
const MUST_BE_GIVEN = ['PUBLIC_URL', 'HELP_PHONE'];
const isAnswering = ({ NODE_ENV, PORT }) => NODE_ENV === 'production' && PORT !== undefined;

/** @returns {string[]} */
export function composeFaults(compose, { folder, builtFiles, allowsFixedPasswords }) {
  const faults = [];
  const { services, networks = {}, volumes = {} } = compose;
  const completed = new Set(
    Object.values(services).flatMap(({ depends_on = {} }) =>
      Object.keys(depends_on).filter((name) => depends_on[name].condition === 'service_completed_successfully'),
    ),
  );
  for (const [name, service] of Object.entries(services)) {
    const fault = (sentence) => faults.push(`${name}: ${sentence}`);
    for (const [rule, isBroken] of Object.entries(SERVICE_RULES))
      if (isBroken(service)) fault(`breaks the rule "${rule}"`);
    const runsOnce = service.restart === 'no' && completed.has(name);
    if (!service.healthcheck?.test && !runsOnce) fault('has no health check');
    if (service.healthcheck?.disable && !runsOnce) fault('switches its health check off');
    for (const [other, { condition }] of Object.entries(service.depends_on ?? {})) {
      if (!services[other]) fault(`depends on ${other}, which does not exist`);
      else if (condition === 'service_healthy' && !services[other].healthcheck?.test)
        fault(`waits for the health of ${other}, which has no check`);
    }
    for (const network of service.networks ?? [])
      if (!(network in networks)) fault(`uses network ${network}, which is not declared`);
    for (const volume of service.volumes ?? []) {
      const [source] = volume.split(':');
      if (/^[./]/.test(source) ? !fs.existsSync(path.resolve(folder, source)) : !(source in volumes))
        fault(`mounts ${source}, which does not exist`);
    }
    for (const file of [service.command ?? []].flat().filter((word) => word.startsWith('dist/'))) {
      if (!builtFiles.includes(file)) fault(`runs ${file}, which npm start does not know`);
    }
    const environment = service.environment ?? {};
    for (const variable of isAnswering(environment) ? MUST_BE_GIVEN : [])
      if (!environment[variable]?.startsWith(`\${${variable}:?`)) fault(`does not insist on ${variable}`);
    for (const [variable, value] of Object.entries(environment)) {
      const holdsSecret = isSecretName(variable) || /:[^/@]*@/.test(value);
      if (holdsSecret && !value.includes('${') && !allowsFixedPasswords && !/ACCEPT|ALLOW/.test(variable))
        fault(`has ${variable} written out`);
    }
  }
  return faults;
}

/** Variables of the form ${NAME:?...} (must be set) and ${NAME:-default} or ${NAME}. */
export function variablesOf(source) {
  const found = [...source.matchAll(/\$\{([A-Z_]+)(:\?)?/g)];
  return {
    all: new Set(found.map(([, name]) => name)),
    required: new Set(found.filter(([, , must]) => must).map(([, name]) => name)),
  };
}
