import { Injectable } from '@nestjs/common';
import type { endKillSwitch, KillSwitch, listKillSwitches, ResponseOf, setKillSwitch } from '@fairslot/contract';
import { MESSAGE_CHANNELS, MESSAGE_KINDS } from '@fairslot/domain';
import { Database, type Tx } from '../../platform/database/database';
import { AppError } from '../../platform/http/app-error';
import type { StaffCaller } from '../../platform/http/caller';
import type { Parsed } from '../../platform/http/serve';
import { Ids } from '../../platform/ids/ids';
import { SiteDirectory } from '../../sites/site-directory';
import { type AuditEntry, AuditStore, staffActor } from '../../staff/audit.store';
import { demandRegion, scopeFor, siteInScope } from '../../staff/staff.policy';
import { Dispatch } from '../dispatch';
import { type KillSwitchRow, KillSwitchesStore } from './kill-switches.store';
import { MessageRows } from './message-rows';

/**
 * Kill switches. Every claim reads them, so that from the moment one is set nothing leaves that it is for. A site's own is for
 * whoever may write there; all others are the region's.
 */
@Injectable()
export class StopMessages {
  constructor(
    private readonly database: Database,
    private readonly store: KillSwitchesStore,
    private readonly directory: SiteDirectory,
    private readonly rows: MessageRows,
    private readonly audit: AuditStore,
    private readonly dispatch: Dispatch,
    private readonly ids: Ids,
  ) {}

  async list(caller: StaffCaller): Promise<ResponseOf<typeof listKillSwitches>> {
    const found = await this.database.staffTx([], (tx) => this.store.list(tx));
    const mine = scopeFor(caller, 'messages:read').map(String);
    const seen = found.filter(({ what, value }) => what !== 'site' || mine.includes(value));
    return { items: seen.map((row) => this.shown(row, caller)) };
  }

  async set({ body, caller, requestId }: Parsed<typeof setKillSwitch, StaffCaller>): Promise<KillSwitch> {
    const { what, reason } = body;
    const { value, siteId } = this.allowed(caller, what, body.value);
    const id = await this.database.tx(async (tx) => {
      const details = { what, value: body.value, reason };
      await this.note(tx, caller, { action: 'messages.stopped', siteId, requestId, details });
      return this.store.set(tx, { what, value, reason, userId: caller.userId });
    });
    return this.shown((await this.find(id)) as KillSwitchRow, caller);
  }

  async end({ params, caller, requestId }: Parsed<typeof endKillSwitch, StaffCaller>): Promise<KillSwitch> {
    const row = await this.find(this.ids.plain('kill_switch', params.killSwitchId));
    if (!row || !this.mayEnd(row, caller)) throw new AppError('not_found');
    await this.database.tx(async (tx) => {
      const siteId = row.what === 'site' ? Number(row.value) : null;
      const details = { what: row.what, value: this.valueOf(row) };
      await this.note(tx, caller, { action: 'messages.resumed', siteId, requestId, details });
      await this.store.end(tx, row.id, caller.userId);
    });
    this.dispatch.nudge();
    return this.shown((await this.find(row.id)) as KillSwitchRow, caller);
  }

  /** Names of staff are read as staff. */
  private async find(id: number | null): Promise<KillSwitchRow | undefined> {
    return id === null ? undefined : this.database.staffTx([], (tx) => this.store.find(tx, id));
  }

  private note(tx: Tx, { userId }: StaffCaller, entry: Omit<AuditEntry, 'actor'>): Promise<void> {
    return this.audit.note(tx, { actor: staffActor(userId), ...entry });
  }

  /** What the row says, where the caller may say it. */
  private allowed(
    caller: StaffCaller,
    what: KillSwitchRow['what'],
    value: string,
  ): { value: string; siteId: number | null } {
    if (what === 'site') {
      const siteId = siteInScope(caller, 'messages:write', this.directory.find(value)?.id);
      return { value: String(siteId), siteId };
    }
    demandRegion(caller, 'messages:write');
    const known: Record<typeof what, boolean> = {
      all: value === '',
      channel: (MESSAGE_CHANNELS as readonly string[]).includes(value),
      kind: (MESSAGE_KINDS as readonly string[]).includes(value),
      campaign: this.ids.plain('campaign', value) !== null,
    };
    if (!known[what]) throw new AppError('invalid', { errors: [{ path: 'value', code: 'invalid' }] });
    return { value: what === 'campaign' ? String(this.ids.plain('campaign', value)) : value, siteId: null };
  }

  private mayEnd({ what, value }: KillSwitchRow, caller: StaffCaller): boolean {
    if (what === 'site') return scopeFor(caller, 'messages:write').includes(Number(value));
    return caller.region.has('messages:write');
  }

  private shown(row: KillSwitchRow, caller: StaffCaller): KillSwitch {
    const { id, what, reason, setBy, setAt, endedBy, endedAt } = row;
    return {
      id: this.ids.opaque('kill_switch', id),
      what,
      value: this.valueOf(row),
      reason,
      setBy,
      setAt: this.rows.at(setAt),
      endedBy,
      endedAt: endedAt && this.rows.at(endedAt),
      mayEnd: endedAt === null && this.mayEnd(row, caller),
    };
  }

  private valueOf({ what, value }: KillSwitchRow): string {
    if (what === 'site') return this.directory.get(Number(value)).slug;
    return what === 'campaign' ? this.ids.opaque('campaign', Number(value)) : value;
  }
}
