import { readFileSync } from 'node:fs';
import path from 'node:path';

/** Addresses of the built files: their names carry a hash, so browsers may keep them for ever. */
export interface Assets {
  folder: string;
  css: string;
  /** The same for languages that are read from right to left. */
  rtlCss: string;
  js: string;
  icon: string;
}

export const ASSETS_PREFIX = '/assets/';

export function readAssets(folder: string): Assets {
  const manifest = JSON.parse(readFileSync(path.join(folder, 'manifest.json'), 'utf8')) as Omit<Assets, 'folder'>;
  const under = (name: string) => ASSETS_PREFIX + name;
  return {
    folder,
    css: under(manifest.css),
    rtlCss: under(manifest.rtlCss),
    js: under(manifest.js),
    icon: under(manifest.icon),
  };
}
