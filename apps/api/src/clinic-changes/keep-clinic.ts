import { Inject, Injectable } from '@nestjs/common';
import type { getKeptUntil, ResponseOf, setKeptUntil } from '@fairslot/contract';
import { localDateOf } from '@fairslot/domain';
import { Clock } from '../platform/clock/clock';
import { CONFIG, type Config } from '../platform/config/config';
import { Database, type Tx } from '../platform/database/database';
import { AppError } from '../platform/http/app-error';
import type { StaffCaller } from '../platform/http/caller';
import type { Parsed } from '../platform/http/serve';
import { Ids } from '../platform/ids/ids';
import { SiteDirectory } from '../sites/site-directory';
import { AuditStore, staffActor } from '../staff/audit.store';
import { siteInScope } from '../staff/staff.policy';
import { type KeptClinic, KeptClinicsStore } from './kept-clinics.store';

type Answer = ResponseOf<typeof getKeptUntil>;

/**
 * Keeps a clinic for a campaign or a group until a date; what is left then is everybody's. Where only some places are to be kept, a
 * second clinic stands beside the first at the same times: bookings move between the two, so no place is lost.
 */
@Injectable()
export class KeepClinic {
  constructor(
    private readonly database: Database,
    private readonly store: KeptClinicsStore,
    private readonly directory: SiteDirectory,
    private readonly audit: AuditStore,
    private readonly ids: Ids,
    private readonly clock: Clock,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  show({ params, caller }: Parsed<typeof getKeptUntil, StaffCaller>): Promise<Answer> {
    const siteId = siteInScope(caller, 'day:read', this.directory.find(params.siteId)?.id);
    return this.database.staffTx([siteId], async (tx) => {
      const { opensOn } = (await this.find(tx, siteId, params.clinicId)).clinic;
      return { opensOn };
    });
  }

  set({ params, body, caller, requestId }: Parsed<typeof setKeptUntil, StaffCaller>): Promise<Answer> {
    const siteId = siteInScope(caller, 'clinics:write', this.directory.find(params.siteId)?.id);
    const { opensOn } = body;
    return this.database.staffTx([siteId], async (tx) => {
      const { id, clinic } = await this.find(tx, siteId, params.clinicId);
      if (!clinic.isKept) throw new AppError('wrong_state');
      if (opensOn !== null && opensOn <= this.today()) throw this.fault('date_in_past');
      if (opensOn !== null && opensOn > clinic.date) throw this.fault('range_order');
      await this.store.set(tx, id, opensOn);
      const note = { actor: staffActor(caller.userId), action: 'clinic.kept_until', siteId, requestId };
      await this.audit.note(tx, { ...note, details: { clinic: id, opensOn } });
      return { opensOn };
    });
  }

  /** Opens what was kept until today. */
  async run(): Promise<void> {
    await this.store.open(this.today());
  }

  private async find(tx: Tx, siteId: number, opaque: string): Promise<{ id: number; clinic: KeptClinic }> {
    const id = this.ids.plain('clinic', opaque);
    const clinic = id === null ? undefined : await this.store.find(tx, siteId, id);
    if (id === null || !clinic) throw new AppError('not_found');
    return { id, clinic };
  }

  private today(): string {
    return localDateOf(this.clock.now(), this.config.TIME_ZONE);
  }

  private fault(code: 'date_in_past' | 'range_order'): AppError {
    return new AppError('invalid', { errors: [{ path: 'opensOn', code }] });
  }
}
