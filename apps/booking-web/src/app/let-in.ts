import { monitorEventLoopDelay } from 'node:perf_hooks';
import { type Admission, LATENESS } from '@fairslot/domain';
import type { FastifyInstance, FastifyRequest } from 'fastify';

/** Links of messages and letters: whoever was asked to come is not sent away. */
const LINK = /^\/(i|m|u|h|assist|manage)(\/|$)/;
/** Cookies of ours are given to whoever has begun something. */
const OUR_COOKIE = /(^|;\s*)(__Host-)?fairslot-/;

/** Whether somebody has only just come, with nothing to lose: they can come again in a few seconds. */
export const hasJustCome = ({ method, headers }: Pick<FastifyRequest, 'method' | 'headers'>, path: string): boolean =>
  (method === 'GET' || method === 'HEAD') && !LINK.test(path) && !OUR_COOKIE.test(headers.cookie ?? '');

/** Measures how late this process is and how many requests are under way, as long as the server runs; answers whether one more is let in. */
export function measureLoad(server: FastifyInstance, admission: Admission): () => boolean {
  const late = monitorEventLoopDelay(LATENESS);
  late.enable();
  const timer = setInterval(() => admission.measured(late, performance.now()), LATENESS.everyMs).unref();
  let underWay = 0;
  server.addHook('onRequest', async (_request, reply) => {
    underWay += 1;
    // Also of whoever goes away before the answer, which is then never sent.
    reply.raw.once('close', () => (underWay -= 1));
  });
  server.addHook('onClose', async () => {
    clearInterval(timer);
    late.disable();
  });
  return () => admission.admits(underWay);
}
