// What the log of nginx may not hold: everything under these addresses can carry names, numbers or tokens.
const SILENT = ['/api/'];
/** Errors below the gravest quote the request with its query. */
const KEEPS_NOTHING = [/^\s*access_log off;/m, /^\s*error_log stderr emerg;/m];

/** @returns {string[]} */
export function nginxFaults(source) {
  const blocks = new Map(
    [...source.matchAll(/^ *location (?:[=~^*]+ )?(\S+) \{([^}]*(?:\$\{\w+\}[^}]*)*)\}/gm)].map(([, at, body]) => [
      at,
      body,
    ]),
  );
  return SILENT.flatMap((at) => {
    if (!blocks.has(at)) return [`has no location ${at}`];
    return KEEPS_NOTHING.every((line) => line.test(blocks.get(at))) ? [] : [`logs addresses under ${at}`];
  });
}
