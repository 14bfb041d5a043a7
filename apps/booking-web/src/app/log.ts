/** A path as a log may keep it: without its query, and without the token of a link. */
export function loggedPath(url: string): string {
  const [path = '/'] = url.split('?', 1);
  return path.replace(/^\/(m|i|w)\/.+/, '/$1/[token]');
}

const REQUEST_ID = /^[\w-]{8,64}$/;

/** A request id from in front of us is kept when it is harmless; otherwise there is a new one. */
export const requestIdFrom = (header: unknown, make: () => string): string =>
  typeof header === 'string' && REQUEST_ID.test(header) ? header : make();
