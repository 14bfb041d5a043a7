import fastifyCookie from '@fastify/cookie';
import fastifyStatic from '@fastify/static';
import fastify, {
  LogController,
  type FastifyError,
  type FastifyInstance,
  type FastifyReply,
  type FastifyRequest,
} from 'fastify';
import { Admission } from '@fairslot/domain';
import { textsFor, type Language } from '@fairslot/texts';
import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import { createRoutes } from '../routes/routes';
import { now as clockNow } from '../ui/clock';
import { newKey } from '../ui/ids';
import { PHOTOS_PREFIX } from '../ui/photo-address';
import type { SiteView } from '../ui/site-context';
import type { Visit } from '../ui/visit';
import { ASSETS_PREFIX, type Assets } from './assets';
import { createBusyPage } from './busy-page';
import type { Config } from './config';
import { createVisits } from './create-visit';
import { createJar } from './jar';
import { shownLanguages, splitLanguage } from './languages';
import { hasJustCome, measureLoad } from './let-in';
import { loggedPath, requestIdFrom } from './log';
import { answerPhotos } from './photos';
import { ProblemPage } from './problem-page';
import { createRenderer } from './render';
import { answerRobots } from './robots';
import { isArrival, isOurOwn, secure } from './security';

const zip = promisify(gzip);
/** Smaller answers gain nothing. */
const WORTH_ZIPPING = 1_000;
const LARGEST_FORM = 64 * 1024;
/** An address without a page, and a method that none takes: React Router answers them with 404 and 405. */
const NOWHERE = '/%25';
const NO_METHOD = 'NONE';
const FORM = 'application/x-www-form-urlencoded';

/** The public site as one stateless server: any instance can answer any request. */
export async function createServer(
  config: Config,
  assets: Assets,
  now = clockNow,
  admission = new Admission(),
): Promise<FastifyInstance> {
  const server = fastify({
    bodyLimit: LARGEST_FORM,
    trustProxy: (_address, hop) => hop < config.trustedProxies,
    logger: { level: config.logLevel, base: { program: 'booking-web' } },
    // Fastify's own lines hold whole addresses; ours, below, do not.
    logController: new LogController({ disableRequestLogging: true }),
    requestIdHeader: false,
    genReqId: ({ headers }) => requestIdFrom(headers['x-request-id'], newKey),
    forceCloseConnections: 'idle',
    frameworkErrors: (_error, request, reply) =>
      void sendNoPage(request, reply as FastifyReply).catch((error: FastifyError) =>
        sayFault(error, reply as FastifyReply),
      ),
  });
  const shown = shownLanguages(config.draftLanguages, config.pseudoLanguages);
  const visits = createVisits(config, now, shown);
  const choices = shown.map(({ code, lang, dir, name, status }) => ({
    code,
    lang,
    dir,
    name,
    isDraft: status === 'draft',
  }));
  const english = textsFor('en').booking;
  const viewOf = ({ site, texts, errors, when }: Visit, { code, lang, status }: Language) => ({
    site,
    texts,
    errors,
    when,
    english,
    language: lang,
    languages: choices,
    languageCode: code,
    isDraft: status === 'draft',
  });
  const routesFor = createRoutes(ProblemPage);
  const render = createRenderer(routesFor, assets);
  const busyPage = createBusyPage(assets);
  const letsIn = measureLoad(server, admission);

  await server.register(fastifyCookie);
  await server.register(fastifyStatic, {
    root: assets.folder,
    prefix: ASSETS_PREFIX,
    preCompressed: true,
    immutable: true,
    maxAge: '365d',
    wildcard: true,
    index: false,
  });
  server.removeAllContentTypeParsers();
  server.addContentTypeParser(FORM, { parseAs: 'string' }, (_request, body, done) => done(null, body));
  // Mail programs may post so, with nothing in it that a page needs (RFC 8058); a page that does need something says so.
  server.addContentTypeParser(/^multipart\/form-data\b/i, { parseAs: 'string' }, (_request, _body, done) =>
    done(null, ''),
  );

  server.addHook('onSend', async (request, reply) => {
    void reply.header('x-request-id', request.id);
  });
  server.addHook('onResponse', async (request, reply) => {
    const { method, url } = request;
    if (url.startsWith(ASSETS_PREFIX) || url.startsWith(PHOTOS_PREFIX) || url === '/healthz') return;
    const ms = Math.round(reply.elapsedTime);
    request.log.info(
      { method, path: loggedPath(splitLanguage(url, shown).path, routesFor), status: reply.statusCode, ms },
      'served',
    );
  });

  /** The page for an address that cannot be read or a method that no page takes. No loader or action of a page runs. */
  async function sendNoPage(request: FastifyRequest, reply: FastifyReply) {
    const nonce = newKey();
    secure(reply, nonce, config.isHttps);
    const { language } = splitLanguage(ownPath(request.url), shown);
    const visit = visits(request, createJar(request, reply, config.isHttps), language);
    const view: SiteView = { ...viewOf(visit, language), address: '/', requestId: request.id };
    const method = isRead(request) ? 'GET' : NO_METHOD;
    const nowhere = new Request(new URL(NOWHERE, config.publicUrl), { method });
    const answer = await render(nowhere, visit, view, { nonce, language, isArrival: isArrival(request) });
    if (!('html' in answer)) return reply.status(404).send();
    return sendHtml(request, reply.status(answer.status), answer.html);
  }
  server.setNotFoundHandler(sendNoPage);

  server.setErrorHandler(async (error: FastifyError, request, reply) => {
    if ((error.statusCode ?? 500) >= 500) request.log.error({ err: plain(error) }, 'request failed');
    return sayFault(error, reply);
  });

  server.get('/healthz', { logLevel: 'silent' }, async (_request, reply) => {
    void reply.header('cache-control', 'no-store');
    return { status: 'ok' };
  });
  answerRobots(server);
  answerPhotos(server, config.apiUrl);

  server.route({
    method: ['GET', 'POST'],
    url: '/*',
    async handler(request, reply) {
      const nonce = newKey();
      secure(reply, nonce, config.isHttps);
      const { language, path } = splitLanguage(ownPath(request.url), shown);
      const visit = visits(request, createJar(request, reply, config.isHttps), language);
      const { texts } = visit;
      if (hasJustCome(request, path) && !letsIn()) {
        const view: SiteView = { ...viewOf(visit, language), address: '/', requestId: request.id };
        void reply
          .status(503)
          .headers({ 'retry-after': admission.backIn(), 'content-type': 'text/html; charset=utf-8' });
        return reply.send(busyPage(language, view, nonce));
      }
      const isPost = request.method === 'POST';
      if (isPost && !isOurOwn(request, config.publicUrl)) {
        return reply
          .status(403)
          .type('text/plain; charset=utf-8')
          .send(`${texts.foreign.title}. ${texts.foreign.text}`);
      }
      if (visit.site.closedUntil && !staysOpen(path)) {
        const closed = new Request(new URL('/closed', config.publicUrl));
        const view: SiteView = { ...viewOf(visit, language), address: path, requestId: request.id };
        const answer = await render(closed, visit, view, { nonce, language, isArrival: isArrival(request) });
        if ('html' in answer) return sendHtml(request, reply.status(503), answer.html);
      }
      const body = isPost && typeof request.body === 'string' ? request.body : '';
      const view: SiteView = {
        ...viewOf(visit, language),
        address: path,
        ...(isPost && { posted: [...new URLSearchParams(body)] }),
        requestId: request.id,
      };
      const answer = await render(webRequest(request, path, body, config.publicUrl), visit, view, {
        nonce,
        language,
        isArrival: isArrival(request),
      });
      if ('response' in answer) return sendResponse(reply, answer.response);
      if ('location' in answer) return reply.redirect(answer.location, answer.status);
      if ('fault' in answer && answer.status >= 500) request.log.error({ err: plain(answer.fault) }, 'page failed');
      return sendHtml(request, reply.status(answer.status), answer.html);
    },
  });
  return server;
}

/** While nothing can be booked: where nobody needs to. */
const staysOpen = (path: string) => /^\/(walk-in|place\/[^/?]+)(\?|$)/.test(path);

const isRead = ({ method }: FastifyRequest) => method === 'GET' || method === 'HEAD';

/** Two slashes in front would lead to another host. */
const ownPath = (url: string) => url.replace(/^\/+/, '/');

function webRequest({ method }: FastifyRequest, path: string, body: string, publicUrl: string): Request {
  const init = method === 'POST' ? { method, body, headers: { 'content-type': FORM } } : { method: 'GET' };
  return new Request(new URL(path, publicUrl), init);
}

/** A file or an answer to our own script, as the route made it. */
async function sendResponse(reply: FastifyReply, response: Response) {
  for (const [name, value] of response.headers) void reply.header(name, value);
  return reply.status(response.status).send(await response.text());
}

async function sendHtml(request: FastifyRequest, reply: FastifyReply, html: string) {
  void reply.type('text/html; charset=utf-8').header('vary', 'accept-encoding');
  const takesGzip = /\bgzip\b/.test(String(request.headers['accept-encoding'] ?? ''));
  if (!takesGzip || html.length < WORTH_ZIPPING) return reply.send(html);
  return reply.header('content-encoding', 'gzip').send(await zip(html));
}

/** What does not even reach a page: a form that is too large or not a form, a fault in our own page. */
function sayFault({ statusCode: status = 500 }: FastifyError, reply: FastifyReply): FastifyReply {
  const { errors } = textsFor('en');
  const words = status === 413 ? errors.too_large : status < 500 ? errors.unsupported_media : errors.internal;
  return reply.status(status).type('text/plain; charset=utf-8').send(`${words}.`);
}

/** Name, message and stack only: a fault may carry what somebody typed. */
const plain = (fault: unknown) =>
  fault instanceof Error
    ? { name: fault.name, message: fault.message, stack: fault.stack }
    : { message: String(fault) };
