// Reads a Dockerfile as far as the rules need it: its stages, who runs them, and what is copied from where.
import fs from 'node:fs';
import path from 'node:path';

/** @returns {{ name: string, from: string, steps: { word: string, rest: string }[] }[]} */
export function stagesOf(source) {
  const lines = source
    .replace(/\\\n/g, ' ')
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line && !line.startsWith('#'));
  const stages = [];
  const args = {};
  for (const line of lines) {
    const [, word, rest] = /^([A-Z]+)\s+(.*)$/.exec(line) ?? [];
    if (!word) throw new Error(`Not a Dockerfile instruction: ${line}`);
    if (word === 'FROM') {
      const [, image, name] = /^(\S+)(?:\s+AS\s+(\S+))?$/.exec(rest);
      stages.push({ name, from: image.replace(/\$\{(\w+)\}/, (_all, arg) => args[arg] ?? ''), steps: [] });
    } else if (stages.length) stages.at(-1).steps.push({ word, rest });
    else if (word === 'ARG') args[rest.split('=')[0]] = rest.slice(rest.indexOf('=') + 1);
  }
  return stages;
}

/** @param {string[]} targets the stages that run in production */
export function dockerfileFaults(source, { targets, context }) {
  const stages = stagesOf(source);
  const byName = new Map(stages.map((stage) => [stage.name, stage]));
  const faults = [];
  for (const { name, from, steps } of stages) {
    if (!byName.has(from) && !/:\d[\w.-]+$/.test(from)) faults.push(`stage ${name}: ${from} names no exact version`);
    for (const { rest } of steps.filter(({ word }) => word === 'COPY')) {
      const other = /--from=(\S+)/.exec(rest)?.[1];
      if (other && !byName.has(other)) faults.push(`stage ${name}: copies from ${other}, which does not exist`);
      const sources = rest
        .split(/\s+/)
        .filter((part) => !part.startsWith('--'))
        .slice(0, -1);
      for (const file of other ? [] : sources) {
        if (!fs.existsSync(path.join(context, file)))
          faults.push(`stage ${name}: copies ${file}, which does not exist`);
      }
    }
  }
  for (const target of targets) {
    const stage = byName.get(target);
    if (!stage) {
      faults.push(`there is no stage ${target}`);
      continue;
    }
    const steps = withInherited(stage, byName);
    const user = steps.findLast(({ word }) => word === 'USER')?.rest;
    if (!user || /^(root|0)(:|$)/.test(user)) faults.push(`stage ${target}: runs as root`);
    if (!steps.some(({ word, rest }) => word === 'HEALTHCHECK' && !rest.startsWith('NONE')))
      faults.push(`stage ${target}: has no health check`);
    if (steps.some(({ word, rest }) => word === 'ENV' && /(PASSWORD|SECRET)/.test(rest)))
      faults.push(`stage ${target}: carries a secret`);
  }
  return faults;
}

const withInherited = (stage, byName) => [
  ...(byName.has(stage.from) ? withInherited(byName.get(stage.from), byName) : []),
  ...stage.steps,
];
