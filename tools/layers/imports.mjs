// Who may import whom: projects, folders inside an app, packages.
import { builtinModules } from 'node:module';
import { apiFolders, onlyIn, projects, webFolders } from '../layers.mjs';
import { folderOf, isBuild, isTest, packageOf, projectOf, projectOfAlias, resolved } from './paths.mjs';

const builtins = new Set(builtinModules);
const isBuiltin = (specifier) => specifier.startsWith('node:') || builtins.has(packageOf(specifier));

/** Why `file` may not import `specifier`, one sentence each. */
export function importFaults(file, specifier) {
  if (isBuild(file)) return [];
  if (specifier.startsWith('.')) return relativeFaults(file, resolved(file, specifier));
  const project = projectOfAlias(specifier);
  if (project) return projectFaults(file, project, specifier);
  return packageFaults(file, specifier);
}

function relativeFaults(file, target) {
  const [from, to] = [projectOf(file), projectOf(target)];
  if (from === to) return [...folderFaults(file, target), ...controllerFaults(file, target)];
  const allowed = projects[from].folders?.some((folder) => target === folder || target.startsWith(`${folder}/`));
  if (allowed || (isTest(file) && projects[from].specs?.includes(to))) return [];
  return [to ? `imports ${target}, which belongs to ${to}` : `imports ${target}, which is outside every project`];
}

function projectFaults(file, to, specifier) {
  const from = projectOf(file);
  const { may, specs = [] } = projects[from];
  if (may.includes(to) || (isTest(file) && specs.includes(to))) return [];
  return [`imports ${specifier}: ${from} may not import ${to}`];
}

function packageFaults(file, specifier) {
  const project = projects[projectOf(file)];
  const name = packageOf(specifier);
  if (isBuiltin(specifier)) {
    return project.node || isTest(file) ? [] : [`imports ${specifier}: ${projectOf(file)} runs without Node`];
  }
  const listed = project.packages === '*' || project.packages.includes(name);
  const known = listed || (isTest(file) && project.specs?.includes(name));
  const faults = known ? [] : [`imports ${name}, which is not among the packages of ${projectOf(file)}`];
  const places = onlyIn[name];
  if (places && !places.some((place) => new RegExp(place).test(file))) {
    faults.push(`imports ${name}, which only ${places.join(' or ')} may`);
  }
  return faults;
}

const rowOf = (rows, folder) => rows.findIndex((row) => row.includes(folder));

/** Inside an app a folder imports from the rows below its own; the files at the root of src put everything together. */
function folderFaults(file, target) {
  const [from, to] = [folderOf(file), folderOf(`${target}.ts`)];
  if (!from || !to || isTest(file) || from.folder === '' || from.folder === 'test') return [];
  const rows = from.app === 'apps/api' ? apiFolders : webFolders;
  const row = rowOf(rows, from.folder);
  if (row < 0) return [`lies in ${from.folder}, a folder that tools/layers.mjs does not name`];
  if (to.folder === '') return [`imports ${target}: only the root of src knows the root of src`];
  if (from.folder === to.folder) return featureFaults(file, target);
  return rowOf(rows, to.folder) < row && rowOf(rows, to.folder) >= 0
    ? []
    : [`imports ${target}: ${from.folder} may not import ${to.folder}`];
}

/** Features of a web know nothing of each other. */
function featureFaults(file, target) {
  const feature = (of) => /\/src\/features\/([^/]+)/.exec(of)?.[1];
  const [from, to] = [feature(file), feature(target)];
  return from === to ? [] : [`imports ${target}: the feature ${from} may not import the feature ${to}`];
}

function controllerFaults(file, target) {
  const isFault = file.endsWith('.controller.ts') && target.endsWith('.store');
  return isFault ? [`imports ${target}: a controller asks an operation or a query, never a store`] : [];
}
