import { type IncomingHttpHeaders, type IncomingMessage, maxHeaderSize } from 'node:http';
import { type Endpoint, endpoints } from '@fairslot/contract';
import fastifyCookie from '@fastify/cookie';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import type { Config } from '../config/config';
import { requestId } from '../ids/ids';
import { Metrics } from '../metrics/metrics';
import { Log } from '../log/log';
import { refuseOverload } from './refuse-overload';
import { FILE_MS, takeFiles } from './sent-files';

export function fastifyAdapter(config: Config): FastifyAdapter {
  return new FastifyAdapter({
    bodyLimit: 100_000,
    // As long as an address may be: the contract says what is too long, and with which answer.
    routerOptions: { maxParamLength: maxHeaderSize },
    // Of a file; any other body has less time, and headers have a minute at most.
    requestTimeout: FILE_MS,
    trustProxy: (_address, hop) => hop < config.TRUSTED_PROXIES,
    genReqId: (request: IncomingMessage) => requestId(request.headers['x-request-id']),
  });
}

/** Only providers and mail programs post forms to the API; every body of our own clients is JSON. */
const FORM = /^application\/x-www-form-urlencoded\b/i;
const TAKES_FORMS = /^\/api\/v1\/(webhooks|unsubscribe)\//;

/** Many clients call every body JSON, also one that is not there; Fastify would read it as broken. */
const isEmpty = (headers: IncomingHttpHeaders): boolean =>
  headers['content-length'] === '0' || !(headers['content-length'] ?? headers['transfer-encoding']);

/** Endpoints that take more than others, such as a list of people. */
const boundsOf = (what: 'largest' | 'largestFile') =>
  new Map(
    endpoints.flatMap(({ method, path, ...endpoint }: Endpoint): [string, number][] => {
      const bound = endpoint[what];
      return bound ? [[`${method} /api/v1${path.replace(/\{(\w+)\}/g, ':$1')}`, bound]] : [];
    }),
  );
const [largestBodies, largestFiles] = [boundsOf('largest'), boundsOf('largestFile')];

/** Cookies, request ids, safe headers, one log line and one measurement a request. */
export async function prepareHttp(app: NestFastifyApplication): Promise<void> {
  const log = app.get(Log);
  const metrics = app.get(Metrics);
  const fastify = app.getHttpAdapter().getInstance();
  await app.register(fastifyCookie);
  // Whatever is not JSON is said to be so, and not read as one long text.
  fastify.removeContentTypeParser('text/plain');
  fastify.addHook('onRoute', (route) => {
    const largest = largestBodies.get(`${String(route.method)} ${route.url}`);
    if (largest) route.bodyLimit = largest;
  });
  fastify.addHook('onRequest', (request, reply, done) => {
    if (isEmpty(request.raw.headers)) delete request.raw.headers['content-type'];
    void reply.headers({
      'x-request-id': request.id,
      'cache-control': 'no-store',
      'x-content-type-options': 'nosniff',
      'referrer-policy': 'no-referrer',
      'cross-origin-resource-policy': 'same-origin',
    });
    done();
  });
  refuseOverload(fastify, log);
  takeFiles(fastify, ({ method, routeOptions }) => largestFiles.get(`${method} ${routeOptions.url}`));
  fastify.addHook('preParsing', (request, _reply, _body, done) => {
    const isForm = FORM.test(request.headers['content-type'] ?? '');
    const isRefused = isForm && !TAKES_FORMS.test(request.routeOptions.url ?? '');
    done(isRefused ? Object.assign(new Error('a form'), { statusCode: 415 }) : null);
  });
  fastify.addHook('onResponse', (request, reply, done) => {
    // The route's pattern, never the address itself: addresses hold tokens.
    const endpoint = request.routeOptions.url ?? 'none';
    metrics.request(request.method, endpoint, reply.statusCode, reply.elapsedTime);
    if (!endpoint.startsWith('/livez') && !endpoint.startsWith('/readyz') && !endpoint.startsWith('/metrics')) {
      const fields = {
        requestId: request.id,
        method: request.method,
        endpoint,
        status: reply.statusCode,
        ms: Math.round(reply.elapsedTime),
      };
      log.info({ event: 'http.answered', ...fields });
    }
    done();
  });
}
