import type { FastifyReply, FastifyRequest } from 'fastify';
import type { CookieName, Cookies } from '../ui/cookies';

/** Cookies of this site. Under https the `__Host-` prefix binds them to this very host. */
export function createJar(request: FastifyRequest, reply: FastifyReply, isHttps: boolean): Cookies {
  const nameOf = (name: CookieName) => `${isHttps ? '__Host-' : ''}fairslot-${name}`;
  const options = { path: '/', httpOnly: true, sameSite: 'lax' as const, secure: isHttps };
  const changed = new Map<CookieName, string | undefined>();
  return {
    get: (name) => (changed.has(name) ? changed.get(name) : request.cookies[nameOf(name)]),
    set(name, value, maxAge) {
      changed.set(name, value);
      void reply.setCookie(nameOf(name), value, { ...options, maxAge });
    },
    clear(name) {
      changed.set(name, undefined);
      void reply.clearCookie(nameOf(name), options);
    },
  };
}
