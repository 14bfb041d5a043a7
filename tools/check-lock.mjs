// Fails when package-lock.json lacks a package for some platform. npm drops one without a word when the registry does not
// have it at that moment; `npm ci` then fails, or passes here and leaves macOS or Windows without their binaries.
import fs from 'node:fs';
import { fileURLToPath } from 'node:url';

/** @returns {string[]} one sentence a package, e.g. "node_modules/nx 23.2.1 lacks @nx/nx-darwin-arm64@23.2.1" */
export function missingOptionalPackages({ packages }) {
  return Object.entries(packages).flatMap(([folder, { version, optionalDependencies = {} }]) =>
    Object.entries(optionalDependencies)
      .filter(([name]) => !isResolvable(packages, folder, name))
      .map(([name, range]) => `${folder || 'the root'} ${version ?? ''} lacks ${name}@${range}`),
  );
}

/** As Node looks a package up: beside the asking one, then one node_modules further out, up to the root. */
function isResolvable(packages, from, name) {
  for (let folder = from; ;) {
    if (packages[`${folder ? `${folder}/` : ''}node_modules/${name}`]) return true;
    if (!folder) return false;
    folder = folder.slice(0, Math.max(0, folder.lastIndexOf('node_modules/') - 1));
  }
}

/** Addresses in the lock file would tie everyone to the registry of the person who wrote it. */
export function resolvedAddresses({ packages }) {
  return Object.entries(packages).flatMap(([folder, { resolved }]) =>
    /^https?:/.test(resolved ?? '') ? [folder] : [],
  );
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const lock = JSON.parse(fs.readFileSync(new URL('../package-lock.json', import.meta.url), 'utf8'));
  const missing = missingOptionalPackages(lock);
  const addressed = resolvedAddresses(lock);
  for (const sentence of missing) console.error(sentence);
  if (missing.length) console.error('Choose a version of each whose packages for all platforms are in the registry.');
  if (addressed.length)
    console.error(
      `${addressed.length} packages name a registry address: npm install with omit-lockfile-registry-resolved=true.`,
    );
  if (missing.length || addressed.length) process.exit(1);
  console.log('package-lock.json: complete for every platform');
}
