// Runs all test files of a folder in one registry of modules, each with hooks of its own: see `together` in jest.preset.cjs.
const { readdirSync } = require('node:fs');
const path = require('node:path');

const { folder } = globalThis.together;
const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((file) => /\.spec\.tsx?$/.test(file));

for (const file of files.sort()) describe(file, () => void require(path.join(folder, file)));
