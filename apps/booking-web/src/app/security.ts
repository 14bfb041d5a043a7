import type { FastifyReply, FastifyRequest } from 'fastify';

/** Headers of every page. Nothing is fetched from elsewhere, framed, kept by a cache or told to the next site. */
export function secure(reply: FastifyReply, nonce: string, isHttps: boolean): void {
  const policy = [
    "default-src 'none'",
    `style-src 'self' 'nonce-${nonce}'`,
    `script-src 'nonce-${nonce}'`,
    "img-src 'self'",
    "connect-src 'self'",
    "form-action 'self'",
    "base-uri 'none'",
    "frame-ancestors 'none'",
  ];
  void reply.headers({
    'content-security-policy': policy.join('; '),
    'cache-control': 'no-store',
    'referrer-policy': 'no-referrer',
    'x-content-type-options': 'nosniff',
    'x-frame-options': 'DENY',
    'cross-origin-opener-policy': 'same-origin',
    'permissions-policy': 'camera=(), microphone=(), geolocation=(self)',
    ...(isHttps && { 'strict-transport-security': 'max-age=31536000' }),
  });
}

/** Does somebody come from another site, a message or the address bar? Older browsers do not say: no, then. */
export function isArrival({ headers }: Pick<FastifyRequest, 'headers'>): boolean {
  const site = headers['sec-fetch-site'];
  return site !== undefined && site !== 'same-origin';
}

/**
 * Was this POST sent by one of our own pages? Browsers say so in Sec-Fetch-Site. Older ones send Origin, which our
 * `no-referrer` makes "null" on our own forms; for them the SameSite cookie is what stands between.
 */
export function isOurOwn({ headers }: Pick<FastifyRequest, 'headers'>, publicUrl: string): boolean {
  const site = headers['sec-fetch-site'];
  if (typeof site === 'string') return site === 'same-origin' || site === 'none';
  const { origin } = headers;
  if (origin === undefined || origin === 'null') return true;
  return origin === publicUrl || (URL.canParse(origin) && new URL(origin).host === headers.host);
}
