import { Injectable } from '@nestjs/common';
import type { Cause } from '../bookings/reallocate';
import type { Tx } from '../platform/database/database';
import type { ClinicRow } from './clinic-columns';

/** One audit row for each date of a series, in one statement. */
@Injectable()
export class SeriesAuditStore {
  async dates(
    tx: Tx,
    { actor, requestId }: Cause,
    seriesId: number,
    siteId: number,
    entries: readonly { action: string; clinic: Pick<ClinicRow, 'id' | 'date'> }[],
  ): Promise<void> {
    if (entries.length === 0) return;
    await tx.query(
      `SELECT note_audit($1, e.action, $3, NULL, $2, jsonb_build_object('clinic', e.clinic, 'date', e.date, 'series', $4::integer))
       FROM unnest($5::text[], $6::integer[], $7::text[]) AS e (action, clinic, date)`,
      [
        actor,
        requestId,
        siteId,
        seriesId,
        entries.map(({ action }) => action),
        entries.map(({ clinic }) => clinic.id),
        entries.map(({ clinic }) => clinic.date),
      ],
    );
  }
}
