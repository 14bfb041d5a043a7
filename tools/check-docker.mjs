// Checks docker/ as text, because no engine runs in CI: the format against a schema, the hardening against rules.
import fs from 'node:fs';
import path from 'node:path';
import { Ajv } from 'ajv';
import { parse } from 'yaml';
import { composeFaults, variablesOf } from './docker/compose-rules.mjs';
import { composeSchema } from './docker/compose-schema.mjs';
import { dockerfileFaults } from './docker/dockerfile-rules.mjs';
import { nginxFaults } from './docker/nginx-rules.mjs';
import { BUILT } from './start/build.mjs';
import { workspace } from './start/paths.mjs';
import { staffSiteHeaders } from './staff-site-headers.mjs';

const folder = path.join(workspace, 'docker');
const read = (file) => fs.readFileSync(path.join(folder, file), 'utf8');
const hasFormOfCompose = new Ajv({ allErrors: true, strictTypes: false }).compile(composeSchema);

const SERVERS = ['postgres', 'redis', 'mailpit'];
const EXPECTED = {
  'compose.yml': ['api', 'worker', 'booking-web', 'admin-web', 'migrate', ...SERVERS],
  'compose.dev.yml': SERVERS,
};

/** @returns {string[]} faults, each naming its file */
function check() {
  const faults = [];
  const files = {};
  for (const [file, expected] of Object.entries(EXPECTED)) {
    const add = (sentences) => faults.push(...sentences.map((sentence) => `docker/${file}: ${sentence}`));
    const compose = parse(read(file), { merge: true });
    files[file] = compose;
    if (!hasFormOfCompose(compose)) {
      add(
        hasFormOfCompose.errors.map(({ instancePath, message, params }) =>
          `${instancePath} ${message} ${params.additionalProperty ?? ''}`.trim(),
        ),
      );
      continue;
    }
    add(expected.filter((name) => !compose.services[name]).map((name) => `has no service ${name}`));
    const builtFiles = BUILT.map((built) => `dist/${built}`);
    add(composeFaults(compose, { folder, builtFiles, allowsFixedPasswords: file === 'compose.dev.yml' }));
  }
  if (faults.length) return faults;

  const [{ services }, { services: servers }] = Object.values(files);
  for (const name of SERVERS) {
    if (services[name].image !== servers[name].image)
      faults.push(`docker: ${name} has two versions, ${services[name].image} and ${servers[name].image}`);
  }
  const targets = [...new Set(Object.values(services).flatMap(({ build }) => build?.target ?? []))];
  faults.push(
    ...dockerfileFaults(read('Dockerfile'), { targets, context: workspace }).map(
      (sentence) => `docker/Dockerfile: ${sentence}`,
    ),
  );
  faults.push(
    ...nginxFaults(read('nginx/admin-web.conf.template')).map(
      (sentence) => `docker/nginx/admin-web.conf.template: ${sentence}`,
    ),
  );
  return [...faults, ...exampleFaults(), ...headerFaults()];
}

/** The example names every variable that compose asks for, gives no secret a value, and nothing else. */
function exampleFaults() {
  const { all, required } = variablesOf(read('compose.yml'));
  const lines = [...read('env.example').matchAll(/^([A-Z_]+)=(.*)$/gm)];
  const example = new Map(lines.map(([, name, value]) => [name, value]));
  return [
    ...[...required].filter((name) => !example.has(name)).map((name) => `docker/env.example: lacks ${name}`),
    ...[...example.keys()]
      .filter((name) => !all.has(name))
      .map((name) => `docker/env.example: ${name} is used nowhere`),
    ...[...example]
      .filter(([name, value]) => value && /PASSWORD|SECRET/.test(name))
      .map(([name]) => `docker/env.example: gives ${name} a value`),
  ];
}

function headerFaults() {
  const inNginx = new Map(
    [...read('nginx/security-headers.conf').matchAll(/^add_header (\S+) "(.*)" always;$/gm)].map(([, name, value]) => [
      name.toLowerCase(),
      value,
    ]),
  );
  return Object.entries(staffSiteHeaders)
    .filter(([name, value]) => inNginx.get(name) !== value)
    .map(([name]) => `docker/nginx/security-headers.conf: ${name} differs from tools/staff-site-headers.mjs`);
}

const faults = check();
for (const sentence of faults) console.error(sentence);
if (faults.length) process.exit(1);
console.log('docker/: well-formed, hardened, and running what npm start runs');
