// The rules of tools/layers.mjs as tables for the architecture page.
import { apiFolders, onlyIn, projects, webFolders } from '../layers.mjs';

const code = (names) => (names.length ? names.map((name) => `\`${name}\``).join(', ') : 'nothing');
const order = (rows) => rows.map((row) => row.join(' · ')).join(' → ');

export function renderLayers() {
  const rows = Object.entries(projects).map(([name, { may, folders = [], packages, node }]) => {
    const all = packages === '*' ? 'any' : code(packages);
    return `| \`${name}\` | ${code([...may, ...folders])} | ${all} | ${node ? 'yes' : 'no'} |`;
  });
  return [
    '| project | may import | packages | runs in Node |',
    '| --- | --- | --- | --- |',
    ...rows,
    '',
    `Inside \`apps/api/src\`, each folder imports only from those to its left: ${order(apiFolders)}.`,
    '',
    `Inside the webs: ${order(webFolders)}; never one feature from another.`,
    '',
    `Packages that only some files may import: ${code(Object.keys(onlyIn))}.`,
  ].join('\n');
}

const BETWEEN = /(<!-- layers -->\n)[\s\S]*?(<!-- \/layers -->)/;

/** The page with its tables as they are now; undefined when it has no markers. */
export const withLayers = (page) =>
  BETWEEN.test(page) ? page.replace(BETWEEN, `$1\n${renderLayers()}\n\n$2`) : undefined;
