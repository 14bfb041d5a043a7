// Installs the packages when package-lock.json asks for others than node_modules holds.
import { createHash } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import { PlainFault } from '../postgres/plain-fault.mjs';
import { workspace } from './paths.mjs';
import { lastLines, run } from './run.mjs';

const lockFile = path.join(workspace, 'package-lock.json');
const modules = path.join(workspace, 'node_modules');
const stamp = path.join(modules, '.fairslot-installed');

export function isInstalled() {
  if (fs.existsSync(stamp) && fs.readFileSync(stamp, 'utf8') === fingerprint()) return true;
  if (fs.existsSync(stamp) || !wasInstalledByHand()) return false;
  fs.writeFileSync(stamp, fingerprint());
  return true;
}

/** Also by the binary interface of this Node: a compiled package of another one would not load. */
function fingerprint() {
  const parts = [fs.readFileSync(lockFile), process.versions.modules, process.platform, process.arch];
  return parts.reduce((hash, part) => hash.update(part), createHash('sha256')).digest('hex');
}

/** Someone ran `npm ci` already: npm leaves a list of what it installed. Optional packages depend on the machine. */
function wasInstalledByHand() {
  const list = path.join(modules, '.package-lock.json');
  if (!fs.existsSync(list)) return false;
  const present = JSON.parse(fs.readFileSync(list, 'utf8')).packages;
  const wanted = Object.entries(JSON.parse(fs.readFileSync(lockFile, 'utf8')).packages).filter(([folder]) => folder);
  return wanted.every(([folder, { version, optional }]) => {
    const found = present[folder];
    return found ? found.version === version : Boolean(optional);
  });
}

export async function install() {
  const args = [
    'ci',
    '--no-fund',
    '--no-audit',
    '--loglevel=error',
    '--fetch-retry-mintimeout=2000',
    '--fetch-retry-maxtimeout=15000',
  ];
  // Asks nobody, tells nobody.
  const env = { SCARF_ANALYTICS: 'false', DO_NOT_TRACK: '1', NODE_ENV: 'development' };
  fs.rmSync(stamp, { force: true });
  const npm = process.env.npm_execpath;
  const { code, output } = npm?.endsWith('.js')
    ? await run(process.execPath, [npm, ...args], { env })
    : await run(process.platform === 'win32' ? 'npm.cmd' : 'npm', args, { env, shell: process.platform === 'win32' });
  if (code !== 0) throw explain(output);
  fs.writeFileSync(stamp, fingerprint());
}

function explain(output) {
  if (/ENOSPC|no space left/i.test(output)) {
    return new PlainFault('The disk is full: installing the packages needs about 1 GB.');
  }
  if (
    /\b(ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ECONNRESET|ETIMEDOUT|ENETUNREACH|EHOSTUNREACH|ERR_SOCKET_TIMEOUT|EIDLETIMEOUT)\b/.test(
      output,
    )
  ) {
    return new PlainFault(
      'The npm registry cannot be reached, and the packages are not installed yet: connect to the network and start again.',
    );
  }
  if (/\bEACCES\b|\bEPERM\b/.test(output)) {
    return new PlainFault(
      'npm may not write to node_modules: it belongs to another user, so start as that user or delete it.',
    );
  }
  return new PlainFault(`npm ci failed:\n${lastLines(output)}`);
}
