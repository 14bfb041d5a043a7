import groups from './groups.json';

/**
 * Runs the test files of a group in one registry of modules, each with hooks of its own: loading the program anew for each
 * costs as much as its tests. A file that stands in no group runs by itself, and so does every file that is asked for by name.
 */
export function together(group: keyof typeof groups): void {
  for (const file of groups[group]) describe(file, () => void jest.requireActual(`../${file}.spec`));
  jest.setTimeout(300_000);
}
