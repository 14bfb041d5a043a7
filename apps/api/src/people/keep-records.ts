import { Inject, Injectable } from '@nestjs/common';
import { type Retention, type RetentionKind, retentionKinds, type setRetention } from '@fairslot/contract';
import { instantText, localDateOf, localTimeOf } from '@fairslot/domain';
import { Clock } from '../platform/clock/clock';
import { CONFIG, type Config } from '../platform/config/config';
import { Database, type Tx } from '../platform/database/database';
import type { StaffCaller } from '../platform/http/caller';
import type { Parsed } from '../platform/http/serve';
import { Log } from '../platform/log/log';
import { AuditStore, staffActor } from '../staff/audit.store';
import { demandRegion } from '../staff/staff.policy';
import { type Kept, RetentionStore } from './retention.store';

/** Of a kind at once, so that nobody waits long for a row. */
const MOST_AT_ONCE = 500;
/** When the fewest people book. */
const NIGHT = { from: '02:00', until: '05:00' };

/** Nothing is kept for ever. What would go is shown first; once that is switched on it goes each night, and how much is noted. */
@Injectable()
export class KeepRecords {
  constructor(
    private readonly database: Database,
    private readonly store: RetentionStore,
    private readonly audit: AuditStore,
    private readonly clock: Clock,
    private readonly log: Log,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  show(caller: StaffCaller): Promise<Retention> {
    demandRegion(caller, 'people:records');
    return this.database.tx((tx) => this.shown(tx));
  }

  set({ body, caller, requestId }: Parsed<typeof setRetention, StaffCaller>): Promise<Retention> {
    demandRegion(caller, 'people:records');
    return this.database.tx(async (tx) => {
      await this.store.set(tx, body.isOn, caller.userId);
      const shown = await this.shown(tx);
      const due = Object.fromEntries(shown.kinds.map((one) => [one.kind, one.due]));
      await this.audit.note(tx, {
        actor: staffActor(caller.userId),
        action: body.isOn ? 'retention.switched_on' : 'retention.switched_off',
        siteId: null,
        requestId,
        details: { due },
      });
      return shown;
    });
  }

  /** Does nothing by day, a second time in a night, or while it is switched off. */
  async run(): Promise<void> {
    const { TIME_ZONE: zone } = this.config;
    const now = this.clock.now();
    const time = localTimeOf(now, zone);
    if (time < NIGHT.from || time >= NIGHT.until) return;
    if (!(await this.store.begin(localDateOf(now, zone)))) return;
    const gone: Record<string, number> = {};
    for (const kind of retentionKinds) gone[kind] = await this.letGo(kind);
    await this.database.tx(async (tx) => {
      await this.store.ended(tx, gone);
      const note = { actor: 'system', action: 'retention.ran', siteId: null, requestId: 'retention' };
      await this.audit.note(tx, { ...note, details: { gone } });
    });
    this.log.info({ event: 'retention.ran', ...gone });
  }

  private async letGo(kind: RetentionKind): Promise<number> {
    let all = 0;
    for (;;) {
      const gone = await this.store.step(kind, this.kept(), MOST_AT_ONCE);
      all += gone;
      if (gone < MOST_AT_ONCE) return all;
    }
  }

  private async shown(tx: Tx): Promise<Retention> {
    const { isOn, changedBy, changedAt, ranAt, gone } = await this.store.row(tx);
    const kept = this.kept();
    const due = await this.store.due(tx, kept);
    const periods: Record<RetentionKind, Retention['kinds'][number]['kept']> = {
      holds: { count: kept.holdHours, unit: 'hours' },
      contacts: { count: kept.contactDays, unit: 'days' },
      invitations: { count: kept.contactDays, unit: 'days' },
      messages: { count: kept.contactDays, unit: 'days' },
      people: { count: kept.recordYears, unit: 'years' },
      home_visits: { count: kept.contactDays, unit: 'days' },
      audit: { count: kept.auditYears, unit: 'years' },
    };
    const text = (at: Date | null): string | null => at && instantText(at, this.config.TIME_ZONE);
    return {
      isOn,
      changedBy,
      changedAt: text(changedAt),
      ranAt: text(ranAt),
      kinds: retentionKinds.map((kind) => ({
        kind,
        kept: periods[kind],
        due: due.get(kind) ?? 0,
        gone: gone[kind] ?? 0,
      })),
    };
  }

  private kept(): Kept {
    const { KEEP_HOLDS_HOURS, KEEP_CONTACTS_DAYS, KEEP_RECORDS_YEARS, KEEP_AUDIT_YEARS } = this.config;
    return {
      holdHours: KEEP_HOLDS_HOURS,
      contactDays: KEEP_CONTACTS_DAYS,
      recordYears: KEEP_RECORDS_YEARS,
      auditYears: KEEP_AUDIT_YEARS,
    };
  }
}
