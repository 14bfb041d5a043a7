import path from 'node:path';
import { fileURLToPath } from 'node:url';

export const workspace = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '../..');

/** Everything that one checkout keeps; DATA_DIR keeps another start of the same checkout apart, as the browser tests do. */
export const dataFolder = path.resolve(workspace, process.env.DATA_DIR || '.data');
export const logFolder = path.join(dataFolder, 'logs');

/** For messages: as the reader would type it. */
export const shown = (file) => path.relative(process.cwd(), file) || '.';
