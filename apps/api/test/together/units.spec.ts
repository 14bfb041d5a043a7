import { readdirSync } from 'node:fs';
import path from 'node:path';

/** The test files beside what they test: none of them needs a database. */
const src = path.resolve(__dirname, '../../src');
const files = readdirSync(src, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.spec.ts'));

for (const file of files.sort()) describe(`src/${file}`, () => void jest.requireActual(path.join(src, file)));
