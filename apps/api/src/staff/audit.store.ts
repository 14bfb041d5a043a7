import { Injectable } from '@nestjs/common';
import type { Tx } from '../platform/database/database';

export interface AuditEntry {
  actor: string;
  /** `noun.past`, such as `booking.checked_in`. */
  action: string;
  siteId: number | null;
  bookingId?: number;
  requestId: string;
  /** Never anything personal. */
  details?: Record<string, unknown>;
}

export function staffActor(userId: number): string {
  return `staff:${userId}`;
}

/** Appends to the audit within the transaction that causes it. */
@Injectable()
export class AuditStore {
  async note(tx: Tx, { actor, action, siteId, bookingId, requestId, details }: AuditEntry): Promise<void> {
    await tx.query('SELECT note_audit($1, $2, $3, $4, $5, $6)', [
      actor,
      action,
      siteId,
      bookingId ?? null,
      requestId,
      details ?? {},
    ]);
  }
}
