import { Injectable, type OnModuleInit } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { Callers, RESIDENT_COOKIE, sessionToken } from '../platform/http/caller';
import { Ids } from '../platform/ids/ids';
import { ManageSessionsStore } from './manage-sessions.store';

/** Resident sessions: 30 minutes at most, 15 without use. */
@Injectable()
export class ManageSessions implements OnModuleInit {
  constructor(
    private readonly store: ManageSessionsStore,
    private readonly ids: Ids,
    private readonly callers: Callers,
  ) {}

  onModuleInit(): void {
    this.callers.residentBy(async (token) => {
      const bookingId = await this.store.resolve(this.ids.hash(token));
      return bookingId === undefined ? null : { kind: 'resident', bookingId };
    });
  }

  async close(http: FastifyRequest): Promise<void> {
    const token = sessionToken(http, RESIDENT_COOKIE);
    if (token) await this.store.close(this.ids.hash(token));
  }
}
