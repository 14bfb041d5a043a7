import { readFileSync } from 'node:fs';
import path from 'node:path';

interface Stylesheet {
  address: string;
  text: string;
}

/** The built files. Their addresses carry a hash, so browsers may keep them for ever. */
export interface Assets {
  folder: string;
  css: Stylesheet;
  /** The same for languages that are read from right to left. */
  rtlCss: Stylesheet;
  js: string;
  icon: string;
}

export const ASSETS_PREFIX = '/assets/';

export function readAssets(folder: string): Assets {
  const manifest = JSON.parse(readFileSync(path.join(folder, 'manifest.json'), 'utf8')) as Record<
    'css' | 'rtlCss' | 'js' | 'icon',
    string
  >;
  const under = (name: string) => ASSETS_PREFIX + name;
  const stylesheet = (name: string): Stylesheet => ({
    address: under(name),
    text: readFileSync(path.join(folder, name), 'utf8'),
  });
  return {
    folder,
    css: stylesheet(manifest.css),
    rtlCss: stylesheet(manifest.rtlCss),
    js: under(manifest.js),
    icon: under(manifest.icon),
  };
}
