/** A page opened by "Change" on the check page leads back there, not to the page before it. */
export function backOr(request: Request, usual: string): string {
  return new URL(request.url).searchParams.get('from') === 'check' ? '/book/check' : usual;
}
