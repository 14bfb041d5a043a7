/** Sent with every answer of the staff site: by tools/admin-server.mjs, and in Docker by nginx (check-docker compares them). */
export const staffSiteHeaders = {
  'content-security-policy': [
    "default-src 'self'",
    // Map tiles are the one thing that may come from elsewhere; charts and the map library set inline positions.
    "img-src 'self' data: https:",
    "style-src 'self' 'unsafe-inline'",
    "object-src 'none'",
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'none'",
  ].join('; '),
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'permissions-policy': 'camera=(), geolocation=(), microphone=()',
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
};
