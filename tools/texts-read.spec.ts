import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

const root = path.join(__dirname, '..');
const isCode = (file: string): boolean => /\.tsx?$/.test(file) && !/\.spec\.tsx?$/.test(file);

function codeUnder(folder: string, recursive = true): string[] {
  return readdirSync(path.join(root, folder), { recursive, encoding: 'utf8' })
    .filter(isCode)
    .map((file) => readFileSync(path.join(root, folder, file), 'utf8'));
}

const CATALOGUES = 'libs/texts/src/en';
/** What tells in words what a program knows stands beside the catalogues. */
const BESIDE = 'libs/texts/src';
const READERS = ['apps/api', 'apps/booking-web', 'apps/admin-web', 'libs/ui', 'libs/domain', 'libs/contract'];

const wordsOf = (text: string): string[] => text.match(/[A-Za-z_$][\w$]*/g) ?? [];

/** Names of the texts of a catalogue. */
const namesOf = (text: string): string[] =>
  [...text.matchAll(/(?:^|[{,])\s*([A-Za-z_]\w*): (?=['"`({[])/gm)].map(([, name = '']) => name);

/** Names that no program says, and that the catalogue itself says once only. A name that is common may hide an unread text. */
function unreadIn(text: string, said: ReadonlySet<string>): string[] {
  const within = wordsOf(text);
  return namesOf(text).filter((name) => !said.has(name) && within.filter((word) => word === name).length < 2);
}

it('finds a text that no program reads', () => {
  const text =
    "export const page = {\n  title: 'A page',\n  old: (n: number) => `${n} left`,\n  state: { open: 'Open' },\n};";
  expect(unreadIn(text, new Set(['title', 'state', 'open']))).toEqual(['old']);
});

it('every text of the catalogues is read by a program', () => {
  const programs = [...READERS.flatMap((project) => codeUnder(`${project}/src`)), ...codeUnder(BESIDE, false)];
  const said = new Set(programs.flatMap(wordsOf));
  expect(codeUnder(CATALOGUES).flatMap((catalogue) => unreadIn(catalogue, said))).toEqual([]);
});
