// Installs the packages when package-lock.json asks for others than node_modules holds.
import { createHash } from 'node:crypto';
import fs from 'node:fs';
import net from 'node:net';
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
  // npm would empty the folder behind the link, which belongs to another checkout.
  if (fs.lstatSync(modules, { throwIfNoEntry: false })?.isSymbolicLink())
    throw new PlainFault('node_modules is a link to another folder: run "npm ci" there, or delete the link.');
  // Asks nobody, tells nobody.
  const env = { SCARF_ANALYTICS: 'false', DO_NOT_TRACK: '1', NODE_ENV: 'development' };
  const args = ['ci', '--no-fund', '--no-audit', '--loglevel=error'];
  // npm itself would try for minutes; what it has in its cache may still be enough.
  if (!(await isRegistryReachable())) args.push('--offline');
  fs.rmSync(stamp, { force: true });
  const { code, output } = await npm(args, { env });
  if (code !== 0) throw explain(output);
  fs.writeFileSync(stamp, fingerprint());
}

/** The npm that started us, else the one of the PATH. */
function npm(args, options) {
  const started = process.env.npm_execpath;
  if (started?.endsWith('.js')) return run(process.execPath, [started, ...args], options);
  const isWindows = process.platform === 'win32';
  return run(isWindows ? 'npm.cmd' : 'npm', args, { shell: isWindows, ...options });
}

async function isRegistryReachable(patience = 8_000) {
  const { output } = await npm(['config', 'list', '--json', '--loglevel=silent']);
  let config;
  try {
    config = JSON.parse(output);
  } catch {
    return true;
  }
  // A proxy looks up names for us, and npm knows how to talk to it.
  if (config.proxy || config['https-proxy'] || !URL.canParse(config.registry)) return true;
  const { hostname, port, protocol } = new URL(config.registry);
  return new Promise((done) => {
    const socket = net.connect({ host: hostname, port: Number(port) || (protocol === 'http:' ? 80 : 443) });
    const end = (result) => {
      clearTimeout(late);
      socket.destroy();
      done(result);
    };
    const late = setTimeout(() => end(false), patience);
    socket.once('connect', () => end(true));
    socket.once('error', () => end(false));
  });
}

function explain(output) {
  if (/ENOSPC|no space left/i.test(output)) {
    return new PlainFault('The disk is full: installing the packages needs about 1 GB.');
  }
  if (
    /\b(ENOTCACHED|ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ECONNRESET|ETIMEDOUT|ENETUNREACH|EHOSTUNREACH|ERR_SOCKET_TIMEOUT|EIDLETIMEOUT)\b/.test(
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
