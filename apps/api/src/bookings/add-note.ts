import { Injectable } from '@nestjs/common';
import type { addNote, ResponseOf } from '@fairslot/contract';
import { Database } from '../platform/database/database';
import { AppError } from '../platform/http/app-error';
import type { StaffCaller } from '../platform/http/caller';
import type { Parsed } from '../platform/http/serve';
import { AuditStore, staffActor } from '../staff/audit.store';
import { scopeFor } from '../staff/staff.policy';
import { DayStore } from './day.store';
import { NotesStore } from './notes.store';

/** Writes down something about a booking for whoever sees the person next. */
@Injectable()
export class AddNote {
  constructor(
    private readonly database: Database,
    private readonly store: DayStore,
    private readonly notes: NotesStore,
    private readonly audit: AuditStore,
  ) {}

  run({ params, body, caller, requestId }: Parsed<typeof addNote, StaffCaller>): Promise<ResponseOf<typeof addNote>> {
    const scope = scopeFor(caller, 'day:act');
    return this.database.staffTx(scope, async (tx) => {
      const seen = await this.store.find(tx, params.reference, scope);
      if (!seen) throw new AppError('not_found');
      const { siteId, id: bookingId } = seen;
      await this.notes.add(tx, { siteId, bookingId, text: body.text, userId: caller.userId });
      // What it says is in the note alone.
      await this.audit.note(tx, {
        actor: staffActor(caller.userId),
        action: 'booking.note_added',
        siteId,
        bookingId,
        requestId,
      });
      return { items: await this.notes.of(tx, bookingId) };
    });
  }
}
