// What a path says about a file: its project, its folder, and whether it is a test or a build setting.
import path from 'node:path';
import { projects } from '../layers.mjs';

const names = Object.keys(projects).sort((a, b) => b.length - a.length);

/** The project that a file of the workspace belongs to; undefined at the root. */
export const projectOf = (file) => names.find((name) => file === name || file.startsWith(`${name}/`));

/** '@fairslot/domain' → 'libs/domain'; undefined for anything else. */
export function projectOfAlias(specifier) {
  const name = /^@fairslot\/([a-z-]+)/.exec(specifier)?.[1];
  return name && (name === 'migrations' ? name : `libs/${name}`);
}

/** '@fastify/cookie/x' → '@fastify/cookie'. */
export const packageOf = (specifier) =>
  specifier
    .split('/')
    .slice(0, specifier.startsWith('@') ? 2 : 1)
    .join('/');

export const isTest = (file) => /\.(spec|e2e)\.tsx?$|\/(test|e2e)\//.test(file);
/** Settings and scripts of the build, which run before there is a program: they lie beside src, not in it. */
export const isBuild = (file) => /\.config\.[cm]?[jt]s$|^apps\/[a-z-]+\/[^/]+$/.test(file);

/** A relative import as a path from the root of the workspace. */
export const resolved = (file, specifier) => path.posix.normalize(path.posix.join(path.posix.dirname(file), specifier));

/** 'apps/api/src/bookings/x.ts' → { app: 'apps/api', folder: 'bookings' }; '' for a file at the root of src. */
export function folderOf(file) {
  const match = /^(apps\/[a-z-]+)\/src\/(?:([^/]+)\/)?[^/]+$|^(apps\/[a-z-]+)\/src\/([^/]+)\//.exec(file);
  return match && { app: match[1] ?? match[3], folder: match[2] ?? match[4] ?? '' };
}
