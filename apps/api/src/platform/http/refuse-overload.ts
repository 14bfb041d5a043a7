import { monitorEventLoopDelay } from 'node:perf_hooks';
import { type Endpoint, endpoints } from '@fairslot/contract';
import { Admission, LATENESS } from '@fairslot/domain';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { Log } from '../log/log';
import { AppError } from './app-error';
import { problemOf } from './problem.filter';

type Fastify = ReturnType<ReturnType<NestFastifyApplication['getHttpAdapter']>['getInstance']>;

const canWait = new Set(
  endpoints
    .filter((endpoint: Endpoint) => endpoint.canWait)
    .map(({ path }) => `/api/v1${path.replace(/\{(\w+)\}/g, ':$1')}`),
);

/** While more comes in than can be answered, a part of the look-ups is refused before anything is done for it, so that bookings go on. */
export function refuseOverload(fastify: Fastify, log: Pick<Log, 'warn'>, admission = new Admission()): void {
  const late = monitorEventLoopDelay(LATENESS);
  late.enable();
  let [isRefusing, underWay] = [false, 0];
  const timer = setInterval(() => {
    admission.measured(late, performance.now());
    if (isRefusing === admission.share < 1) return;
    isRefusing = !isRefusing;
    log.warn({ event: isRefusing ? 'http.overloaded' : 'http.overload_over' });
  }, LATENESS.everyMs).unref();
  fastify.addHook('onClose', (_instance, done) => {
    clearInterval(timer);
    late.disable();
    done();
  });
  fastify.addHook('onRequest', (request, reply, done) => {
    underWay += 1;
    // Also of whoever goes away before the answer, which is then never sent.
    reply.raw.once('close', () => (underWay -= 1));
    const isAsked = request.method === 'GET' && canWait.has(request.routeOptions.url ?? '');
    if (!isAsked || admission.admits(underWay)) return done();
    void reply
      .status(503)
      .headers({ 'content-type': 'application/problem+json; charset=utf-8', 'retry-after': admission.backIn() })
      .send(JSON.stringify(problemOf(new AppError('busy'), request.id)));
  });
}
