import { HELPER, pathOf } from './journey-order';

/** Pages that lead to another one to be changed there, and back. */
const origins = new Map([
  ['check', pathOf('check')],
  ['helper', HELPER],
]);

/** A page opened from one of those leads back there, not to the page before it. */
export const backOr = (request: Request, usual: string): string =>
  origins.get(new URL(request.url).searchParams.get('from') ?? '') ?? usual;
