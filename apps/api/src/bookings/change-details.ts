import { Injectable } from '@nestjs/common';
import type { checkDetails, DayRow, setHelp } from '@fairslot/contract';
import { Cipher } from '../platform/crypto/cipher';
import { Keys } from '../platform/crypto/keys';
import { Database, type Tx } from '../platform/database/database';
import { AppError } from '../platform/http/app-error';
import type { StaffCaller } from '../platform/http/caller';
import type { Parsed } from '../platform/http/serve';
import { AuditStore, staffActor } from '../staff/audit.store';
import { scopeFor } from '../staff/staff.policy';
import { DayRowQueries } from './day-row.queries';
import { DayStore, type SeenBooking } from './day.store';

type Help = Parsed<typeof setHelp, StaffCaller>;
type Details = Parsed<typeof checkDetails, StaffCaller>;

/** What a desk puts right about a booking: the help a person needs, and who they are. */
@Injectable()
export class ChangeDetails {
  constructor(
    private readonly database: Database,
    private readonly store: DayStore,
    private readonly rows: DayRowQueries,
    private readonly audit: AuditStore,
    private readonly cipher: Cipher,
    private readonly keys: Keys,
  ) {}

  help(request: Help): Promise<DayRow> {
    return this.change(request, 'booking.help_changed', (tx, seen) => this.store.setHelp(tx, seen, request.body.help));
  }

  details(request: Details): Promise<DayRow> {
    const { nhsNumber } = request.body;
    return this.change(request, 'booking.details_checked', async (tx, seen) => {
      if (!(await this.store.setChecked(tx, seen))) return false;
      if (nhsNumber === undefined) return true;
      const rowKey = await this.store.rowKeyOf(tx, seen.personId);
      const sealed = this.cipher.seal('person.nhs_number', rowKey, nhsNumber);
      await this.store.setNhsNumber(tx, seen.personId, sealed, this.keys.blindIndex('nhs_number', nhsNumber));
      return true;
    });
  }

  private change(
    { params, body, caller, requestId }: Help | Details,
    action: string,
    work: (tx: Tx, seen: SeenBooking) => Promise<boolean>,
  ): Promise<DayRow> {
    const scope = scopeFor(caller, 'day:act');
    return this.database.staffTx(scope, async (tx) => {
      const seen = await this.store.find(tx, params.reference, scope);
      if (!seen) throw new AppError('not_found');
      const isCurrent = body.version === undefined || body.version === seen.version;
      if (!isCurrent || !(await work(tx, seen))) throw new AppError('wrong_state');
      const { siteId, id: bookingId } = seen;
      await this.audit.note(tx, { actor: staffActor(caller.userId), action, siteId, bookingId, requestId });
      return this.rows.one(tx, seen.id);
    });
  }
}
