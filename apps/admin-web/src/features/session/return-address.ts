export type SignInReason = 'ended' | 'out';

/** Where to sign in, and where to come back to. */
export function signInAddress(returnTo: string, reason?: SignInReason): string {
  const search = new URLSearchParams();
  if (returnTo !== '/') search.set('to', returnTo);
  if (reason) search.set('why', reason);
  return `/sign-in${search.size > 0 ? `?${search}` : ''}`;
}

/** The page asked for, or the first one. Only a path of this site: an address elsewhere would make sign-in a trap. */
export function returnAddress(search: URLSearchParams): string {
  const to = search.get('to') ?? '/';
  return /^\/(?![/\\])/.test(to) && !to.startsWith('/sign-in') ? to : '/';
}
