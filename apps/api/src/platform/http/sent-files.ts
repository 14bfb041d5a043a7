import type { IncomingMessage } from 'node:http';
import { Readable } from 'node:stream';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { AppError } from './app-error';

const FORM = 'multipart/form-data';
/** Files that one process holds at the same time, so that its memory is bounded whoever sends what. */
const AT_ONCE = 2;
/** What a form holds besides its file. */
const REST = 100_000;
const RETRY_S = 20;
/** Longest that a body may take to arrive: a few kilobytes, and a file over a slow line. */
const BODY_MS = 30_000;
export const FILE_MS = 300_000;
const LET_GO_MS = 2000;

/** Takes forms with a file, at the endpoints that ask for one: nothing is done before the file is here whole. `largest` answers its bytes. */
export function takeFiles(fastify: FastifyInstance, largest: (request: FastifyRequest) => number | undefined): void {
  let held = 0;
  const isFile = (request: FastifyRequest): boolean =>
    largest(request) !== undefined && (request.headers['content-type'] ?? '').startsWith(FORM);
  fastify.addHook('onRequest', (request, reply, done) => {
    const file = isFile(request);
    if (request.headers['content-type']) arriveIn(request.raw, file ? FILE_MS : BODY_MS);
    if (!file) return done();
    reply.raw.once('finish', () => letGo(request.raw));
    if (held >= AT_ONCE) return done(new AppError('busy', { retryAfter: RETRY_S }));
    held += 1;
    reply.raw.once('close', () => (held -= 1));
    done();
  });
  fastify.addContentTypeParser(FORM, async (request: FastifyRequest, body: IncomingMessage) => {
    const most = largest(request);
    if (most === undefined) throw new AppError('unsupported_media');
    if (Number(request.headers['content-length'] ?? 0) > most + REST) throw new AppError('too_large');
    return readForm(body, request.headers['content-type'] ?? '', most);
  });
}

function arriveIn(request: IncomingMessage, ms: number): void {
  const late = setTimeout(() => request.destroy(), ms).unref();
  for (const over of ['end', 'close']) request.once(over, () => clearTimeout(late));
}

/** A sender who was refused half way has a moment to read why, and then the line is cut. */
function letGo(request: IncomingMessage): void {
  if (request.complete) return;
  request.resume();
  setTimeout(() => request.destroy(), LET_GO_MS).unref();
}

async function readForm(body: IncomingMessage, type: string, most: number): Promise<unknown> {
  let isLarge = false;
  async function* bounded(): AsyncGenerator<Buffer> {
    let bytes = 0;
    for await (const more of body as AsyncIterable<Buffer>) {
      bytes += more.length;
      isLarge = bytes > most + REST;
      if (isLarge) throw new AppError('too_large');
      yield more;
    }
  }
  const stream = Readable.toWeb(Readable.from(bounded(), { objectMode: false })) as ReadableStream<Uint8Array>;
  try {
    const form = await new Response(stream, { headers: { 'content-type': type } }).formData();
    const files = [...form].flatMap(([name, value]) => (typeof value === 'string' ? [] : [[name, value] as const]));
    if (files.some(([, { size }]) => size >= most)) throw new AppError('too_large');
    const terms = form.get('terms');
    const rest = typeof terms === 'string' ? (JSON.parse(terms) as object) : {};
    return { ...rest, ...Object.fromEntries(files) };
  } catch (error) {
    throw error instanceof AppError ? error : new AppError(isLarge ? 'too_large' : 'invalid');
  }
}
