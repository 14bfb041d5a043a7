import path from 'node:path';
import { fileURLToPath } from 'node:url';

export const workspace = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '../..');

/** Everything that one checkout keeps: `--reset` deletes this folder and nothing else. */
export const dataFolder = path.join(workspace, '.data');
export const logFolder = path.join(dataFolder, 'logs');

/** For messages: as the reader would type it. */
export const shown = (file) => path.relative(process.cwd(), file) || '.';
