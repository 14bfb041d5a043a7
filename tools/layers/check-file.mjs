// Every fault of one file against the rules of tools/layers.mjs. Reads nothing but its arguments.
import ts from 'typescript';
import { importFaults } from './imports.mjs';
import { isBuild, isTest, projectOf } from './paths.mjs';

const MOST_LINES = 300;
const RANDOM = new Set(['randomBytes', 'randomUUID', 'randomInt', 'randomFillSync', 'getRandomValues']);

const readsEnvironment = (file) => /^tools\/|\/(config|main)\.tsx?$/.test(file) || isBuild(file) || isTest(file);
// An island has only the visitor's clock.
const tellsTime = (file) =>
  /^(tools|migrations|libs\/testing)\/|\/(clock|ids)\.ts$|\/src\/islands\//.test(file) || isBuild(file) || isTest(file);
const makesChance = (file) => tellsTime(file) || /^apps\/api\/src\/platform\/(crypto|ids)\//.test(file);
const mayBeLong = (file) => /^(migrations|libs\/texts\/src)\//.test(file) || isTest(file);

/**
 * @param {string} file path from the root of the workspace, with slashes
 * @param {string} text
 * @returns {{ line: number, says: string }[]} an empty list for a file outside every project
 */
export function checkFile(file, text) {
  if (!projectOf(file)) return [];
  const source = ts.createSourceFile(file, text, ts.ScriptTarget.Latest, false);
  const faults = [];
  const fault = (at, says) => faults.push({ line: source.getLineAndCharacterOfPosition(at).line + 1, says });

  const lines = text.split('\n').length - 1;
  if (lines > MOST_LINES && !mayBeLong(file)) fault(text.length, `has ${lines} lines; ${MOST_LINES} is the most`);
  if (/^apps\/.*\/index\.tsx?$/.test(file))
    fault(0, 'is a barrel; inside apps everything is imported from its own file');

  const visit = (node) => {
    const specifier = specifierOf(node);
    if (specifier) for (const says of importFaults(file, specifier.text)) fault(specifier.getStart(source), says);
    for (const says of nodeFaults(file, node)) fault(node.getStart(source), says);
    ts.forEachChild(node, visit);
  };
  visit(source);
  return faults;
}

/** The text of import … from, export … from, import(…), require(…) and jest.mock(…). */
function specifierOf(node) {
  if (ts.isImportDeclaration(node) || ts.isExportDeclaration(node)) return node.moduleSpecifier;
  if (!ts.isCallExpression(node)) return undefined;
  const loads =
    node.expression.kind === ts.SyntaxKind.ImportKeyword || /^(require|jest\.mock)$/.test(nameOf(node.expression));
  const [first] = node.arguments;
  return loads && first && ts.isStringLiteralLike(first) ? first : undefined;
}

/** 'Math.random' of the expression Math.random; '' for anything that is not a plain name. */
function nameOf(node) {
  if (ts.isIdentifier(node)) return node.text;
  return ts.isPropertyAccessExpression(node) ? `${nameOf(node.expression)}.${node.name.text}` : '';
}

function nodeFaults(file, node) {
  if (ts.isNewExpression(node)) {
    const readsClock = nameOf(node.expression) === 'Date' && !node.arguments?.length;
    return readsClock && !tellsTime(file) ? ['reads the clock with new Date(): ask the Clock'] : [];
  }
  if (ts.isPropertyAccessExpression(node)) {
    const isEnvironment = nameOf(node) === 'process.env' && !readsEnvironment(file);
    return isEnvironment ? ['reads process.env: the configuration is read in one place'] : [];
  }
  if (ts.isCallExpression(node)) {
    const name = nameOf(node.expression);
    if (name === 'Date.now' && !tellsTime(file)) return ['reads the clock with Date.now(): ask the Clock'];
    const isChance = name === 'Math.random' || RANDOM.has(name.split('.').at(-1) ?? '');
    return isChance && !makesChance(file) ? [`makes something random with ${name}: ask the Ids`] : [];
  }
  return ts.isStringLiteralLike(node) || ts.isTemplateExpression(node) ? sqlFaults(file, node) : [];
}

function sqlFaults(file, node) {
  if (!file.endsWith('.queries.ts')) return [];
  const text = ts.isTemplateExpression(node)
    ? [node.head.text, ...node.templateSpans.map((span) => span.literal.text)].join('…')
    : node.text;
  return /\b(INSERT INTO|DELETE FROM|UPDATE \w+ SET)\b/.test(text) ? ['writes: a query only reads'] : [];
}
