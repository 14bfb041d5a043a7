import { Injectable } from '@nestjs/common';
import { permissions, rolePermissions, roles } from '@fairslot/contract';
import type { Tx } from '../platform/database/database';
import { SiteDirectory } from '../sites/site-directory';
import { AuditStore, staffActor } from '../staff/audit.store';
import { AlertsStore } from './alerts.store';

interface Happening {
  userId: number;
  requestId: string;
  reason: string;
  cancelled: number;
  told: number;
}

const OTHERS = 2;
const NEEDED: (typeof permissions)[number] = 'clinics:write';

/** Tells others who may change the clinics of a site: of what could not wait for them, or of what does. */
@Injectable()
export class AlertOthers {
  constructor(
    private readonly store: AlertsStore,
    private readonly directory: SiteDirectory,
    private readonly audit: AuditStore,
  ) {}

  /** Something urgent was done by one person alone. */
  async ofUrgent(tx: Tx, { siteSlug, ...what }: Happening & { siteSlug: string }): Promise<void> {
    const siteId = this.directory.find(siteSlug)?.id;
    if (siteId === undefined) throw new Error(`no site ${siteSlug}`);
    const alerted = await this.run(tx, siteId, what, null);
    const { userId, requestId, cancelled, told } = what;
    const details = { cancelled, told, alerted };
    await this.audit.note(tx, { actor: staffActor(userId), action: 'change.alone', siteId, requestId, details });
  }

  /** Somebody else is asked to agree. */
  async ofProposal(tx: Tx, siteId: number, proposalId: number, what: Happening): Promise<void> {
    await this.run(tx, siteId, what, proposalId);
  }

  private async run(tx: Tx, siteId: number, what: Happening, proposalId: number | null): Promise<number[]> {
    const may = roles.filter((role) => rolePermissions[role].includes(NEEDED));
    const others = await this.store.others(tx, { siteId, but: what.userId, roles: may, most: OTHERS });
    const { userId, reason, cancelled, told } = what;
    await this.store.insert(tx, others, { siteId, by: userId, proposalId, reason, cancelled, told });
    return others;
  }
}
