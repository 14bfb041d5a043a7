import { Injectable } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { Database, type Tx } from '../database/database';
import { AppError } from './app-error';

/** What a key is used for, with the status of its answer: the same key may stand for one thing of each. */
const STATUS = { alert: 201, asked_details: 200, details_again: 200, equality: 204, home_visit: 201 };

interface Asked {
  idempotencyKey: string;
  requestHash: Buffer;
  reply: FastifyReply;
}

/** What is done once for each Idempotency-Key. Bookings remember more than an answer, and have statements of their own. */
@Injectable()
export class AnswerOnce {
  constructor(private readonly database: Database) {}

  /** Does it and answers; the same request again gets the same answer, another one under its key is refused. */
  async run<A extends object>(
    scope: keyof typeof STATUS,
    asked: Asked,
    answer: A,
    act: (tx: Tx) => Promise<void>,
  ): Promise<A> {
    const { idempotencyKey, requestHash } = asked;
    return this.database.tx(async (tx) => {
      const made = await tx.query<unknown[]>(
        `INSERT INTO idempotency (scope, key, request_hash, status, response, created_at)
         VALUES ($1, $2, $3, $4, $5, app_now()) ON CONFLICT DO NOTHING RETURNING 1`,
        [scope, idempotencyKey, requestHash, STATUS[scope], JSON.stringify(answer)],
      );
      if (made.length === 1) {
        await act(tx);
        return answer;
      }
      return (await this.again<A>(tx, scope, asked)) as A;
    });
  }

  /** Runs it; where it is refused, what the same request was answered before comes first, whatever would be said of it now. */
  async insteadOfRefusal<A extends object>(
    scope: keyof typeof STATUS,
    asked: Asked,
    run: () => Promise<A>,
  ): Promise<A> {
    try {
      return await run();
    } catch (refusal) {
      const known = refusal instanceof AppError && (await this.database.tx((tx) => this.again<A>(tx, scope, asked)));
      if (known) return known;
      throw refusal;
    }
  }

  private async again<A>(
    tx: Tx,
    scope: keyof typeof STATUS,
    { idempotencyKey, requestHash, reply }: Asked,
  ): Promise<A | undefined> {
    const [known] = await tx.query<{ hash: Buffer; response: A }[]>(
      'SELECT request_hash AS hash, response FROM idempotency WHERE scope = $1 AND key = $2',
      [scope, idempotencyKey],
    );
    if (!known) return undefined;
    if (!known.hash.equals(requestHash)) throw new AppError('idempotency_key_reused');
    void reply.header('idempotent-replayed', 'true');
    return known.response;
  }
}
