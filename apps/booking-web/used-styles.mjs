// Of a stylesheet the rules that the built pages can use: whoever comes on a slow phone waits for every byte of it before the first word is shown.

const CLASS = /\.(-?[A-Za-z_][\w-]*)/g;
/** What stands in brackets (`:not(.a)`, `:where(.a, .b)`) narrows a rule down; whether it is used at all is said outside of them. */
const BRACKETS = /\([^()]*\)/;
const TEXT_OR_SIGN = /"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'|\/\*[^]*?\*\/|[{};]/g;

/** Class names that a program says whole, and the beginnings and ends of those that it puts together: `nhsuk-button--${variant}`, `${block}__input`. */
function namesIn(program) {
  const whole = new Set(program.match(/[\w-]+/g));
  const beginnings = [...program.matchAll(/([a-z][\w-]*-)\$\{/g)].map(([, text]) => text);
  const ends = [...program.matchAll(/\}((?:__|--)[a-z][\w-]*)/g)].map(([, text]) => text);
  return (name) =>
    whole.has(name) ||
    beginnings.some((beginning) => name.startsWith(beginning)) ||
    ends.some((end) => name.endsWith(end) && whole.has(name.slice(0, -end.length)));
}

/** The statements of a block: `{ head }` without a body, or with what stands between its braces. */
function* statements(css) {
  let from = 0;
  let depth = 0;
  let body = 0;
  for (const { 0: sign, index } of css.matchAll(TEXT_OR_SIGN)) {
    if (sign === '{' && depth++ === 0) body = index;
    else if (sign === ';' && depth === 0) {
      yield { head: css.slice(from, index + 1) };
      from = index + 1;
    } else if (sign === '}' && --depth === 0) {
      yield { head: css.slice(from, body), body: css.slice(body + 1, index) };
      from = index + 1;
    }
  }
}

function withoutBrackets(selector) {
  const outside = selector.replace(BRACKETS, '');
  return outside === selector ? selector : withoutBrackets(outside);
}

/** Commas within brackets are part of a selector. */
const selectorsOf = (head) => head.split(/,(?![^()]*\))/);

/** `programs`: the source of everything that writes HTML. */
export function usedStyles(css, programs) {
  const isUsed = namesIn(programs.join('\n'));
  const mayMatch = (selector) => [...withoutBrackets(selector).matchAll(CLASS)].every(([, name]) => isUsed(name));
  const kept = (block) =>
    [...statements(block)]
      .map(({ head, body }) => {
        if (body === undefined) return head;
        if (/^\s*@(media|supports|layer|container)\b/.test(head)) {
          const inside = kept(body);
          return inside && `${head}{${inside}}`;
        }
        if (head.trimStart().startsWith('@')) return `${head}{${body}}`;
        const selectors = selectorsOf(head).filter(mayMatch);
        return selectors.length > 0 ? `${selectors.join(',')}{${body}}` : '';
      })
      .join('');
  return kept(css);
}
