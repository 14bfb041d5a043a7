import { addressOf } from '@fairslot/client';
import { getSitePhoto } from '@fairslot/contract';
import type { FastifyInstance } from 'fastify';
import { PHOTOS_PREFIX } from '../ui/photo-address';

const PATIENCE_MS = 10_000;
const PICTURES = /^image\/(jpeg|png|webp)$/;

/** Pictures of the way into a place, handed on from the API. Their addresses are hashes of what is in them: kept for ever. */
export function answerPhotos(server: FastifyInstance, apiUrl: string): void {
  server.get<{ Params: { photoId: string } }>(`${PHOTOS_PREFIX}:photoId`, async ({ params }, reply) => {
    void reply.headers({ 'x-content-type-options': 'nosniff', 'content-security-policy': "default-src 'none'" });
    const answer = await fetch(apiUrl + addressOf(getSitePhoto, params), { signal: AbortSignal.timeout(PATIENCE_MS) });
    const type = answer.headers.get('content-type') ?? '';
    if (!answer.ok || !PICTURES.test(type)) {
      const status = answer.status === 404 ? 404 : 502;
      return reply.header('cache-control', 'no-store').status(status).send();
    }
    return reply
      .header('cache-control', 'public, max-age=31536000, immutable')
      .type(type)
      .send(Buffer.from(await answer.arrayBuffer()));
  });
}
