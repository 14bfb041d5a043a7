import { Inject, Injectable, type OnModuleInit } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { CONFIG, type Config } from '../platform/config/config';
import { Callers, RESIDENT_COOKIE, sessionCookie, sessionToken } from '../platform/http/caller';
import { Ids } from '../platform/ids/ids';
import { ManageSessionsStore } from './manage-sessions.store';

/** Resident sessions: 30 minutes at most, 15 without use. */
@Injectable()
export class ManageSessions implements OnModuleInit {
  constructor(
    private readonly store: ManageSessionsStore,
    private readonly ids: Ids,
    private readonly callers: Callers,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  onModuleInit(): void {
    this.callers.residentBy(async (token) => {
      const bookingId = await this.store.resolve(this.ids.hash(token));
      return bookingId === undefined ? null : { kind: 'resident', bookingId };
    });
  }

  async close(http: FastifyRequest, reply: FastifyReply): Promise<void> {
    const token = sessionToken(http, RESIDENT_COOKIE);
    if (token) await this.store.close(this.ids.hash(token));
    void reply.clearCookie(RESIDENT_COOKIE, sessionCookie(this.config));
  }
}
