import { Injectable } from '@nestjs/common';
import type {
  approveProposal,
  askSecondPerson,
  ChangeFigures,
  ChangePreview,
  getProposal,
  Proposal,
  ProposedChange,
  refuseProposal,
  ResponseOf,
  withdrawProposal,
} from '@fairslot/contract';
import { Database, type Tx } from '../platform/database/database';
import { AppError } from '../platform/http/app-error';
import type { StaffCaller } from '../platform/http/caller';
import type { Parsed } from '../platform/http/serve';
import { SiteDirectory } from '../sites/site-directory';
import { AuditStore, staffActor } from '../staff/audit.store';
import { siteInScope } from '../staff/staff.policy';
import { AlertOthers } from './alert-others';
import { ChangeClinic } from './change-clinic';
import { ChangeSeries } from './change-series';
import { CloseSite } from './close-site';
import { ProposalsQueries } from './proposals.queries';
import { ProposalsStore, type ProposalRow } from './proposals.store';
import { type Agreed, toldBy } from './try-change';

type OnOne = Pick<Parsed<typeof getProposal, StaffCaller>, 'params' | 'caller' | 'requestId'>;
type Decision = 'approved' | 'refused' | 'withdrawn';
interface Previewed {
  version: number;
  preview: string;
}

/** Somebody who agrees has looked a moment ago; what waits longer than this is asked for again. */
const MINUTES = 60;

/** Keeps changes for which one person is not enough, and carries them out once another has agreed to what they do now. */
@Injectable()
export class DecideProposal {
  constructor(
    private readonly database: Database,
    private readonly closing: CloseSite,
    private readonly clinics: ChangeClinic,
    private readonly series: ChangeSeries,
    private readonly store: ProposalsStore,
    private readonly queries: ProposalsQueries,
    private readonly alerts: AlertOthers,
    private readonly directory: SiteDirectory,
    private readonly audit: AuditStore,
  ) {}

  async ask(request: Parsed<typeof askSecondPerson, StaffCaller>): Promise<Proposal> {
    const { params, body, caller, requestId } = request;
    const siteId = siteInScope(caller, 'clinics:write', this.directory.find(params.siteId)?.id);
    const seen = await this.preview(request, body.change);
    if (seen.preview !== body.preview) throw new AppError('preview_out_of_date', { preview: seen });
    const { people: _, messages: __, preview: ___, version: ____, secondPerson: _____, ...figures } = seen;
    const { change, reason } = body;
    const { userId } = caller;
    return this.database.staffTx([siteId], async (tx) => {
      const id = await this.store.insert(tx, {
        siteId,
        change,
        figures,
        reason,
        requestedBy: userId,
        minutes: MINUTES,
      });
      const [cancelled, told] = [figures.cancelledAndTold, toldBy(figures)];
      await this.alerts.ofProposal(tx, siteId, id, { userId, requestId, reason, cancelled, told });
      const details = { proposal: id, kind: change.kind, cancelled, told };
      await this.audit.note(tx, { actor: staffActor(userId), action: 'change.proposed', siteId, requestId, details });
      return this.queries.one(tx, siteId, id, caller);
    });
  }

  /** With what it would do now; null where that cannot be said any more. */
  async get(request: OnOne): Promise<ResponseOf<typeof getProposal>> {
    const row = await this.find(request);
    const proposal = this.queries.shown(row, request.caller);
    if (row.state !== 'waiting') return { proposal, preview: null };
    try {
      return { proposal, preview: await this.preview(request, row.change) };
    } catch (error) {
      // The clinic may be cancelled or over by now: that is something to be told, not a fault.
      if (error instanceof AppError && error.status < 500) return { proposal, preview: null };
      throw error;
    }
  }

  async approve(request: Parsed<typeof approveProposal, StaffCaller>): Promise<ResponseOf<typeof approveProposal>> {
    const row = await this.find(request);
    this.demandOther(row, request.caller);
    const effect = await this.carryOut(request, row.change, request.body, (tx) =>
      this.settle(tx, row, 'approved', request),
    );
    return { proposal: this.queries.shown(await this.find(request), request.caller), effect };
  }

  async refuse(request: Parsed<typeof refuseProposal, StaffCaller>): Promise<Proposal> {
    const row = await this.find(request);
    this.demandOther(row, request.caller);
    return this.decide(row, 'refused', request, request.body.reason);
  }

  async withdraw(request: Parsed<typeof withdrawProposal, StaffCaller>): Promise<Proposal> {
    const row = await this.find(request);
    if (row.requestedBy !== request.caller.userId) throw new AppError('not_found');
    return this.decide(row, 'withdrawn', request);
  }

  private find({ params, caller }: OnOne): Promise<ProposalRow> {
    const siteId = siteInScope(caller, 'clinics:write', this.directory.find(params.siteId)?.id);
    return this.queries.find(siteId, params.proposalId);
  }

  private demandOther({ requestedBy, state }: ProposalRow, { userId }: StaffCaller): void {
    if (requestedBy === userId) throw new AppError('own_proposal');
    if (state !== 'waiting') throw new AppError('proposal_over');
  }

  private decide(row: ProposalRow, decision: Decision, request: OnOne, refusal?: string): Promise<Proposal> {
    return this.database.staffTx([row.siteId], async (tx) => {
      await this.settle(tx, row, decision, request, refusal);
      return this.queries.one(tx, row.siteId, row.id, request.caller);
    });
  }

  /** Once: two who decide at the same moment do not both. */
  private async settle(
    tx: Tx,
    { id, siteId, requestedBy }: ProposalRow,
    decision: Decision,
    { caller, requestId }: OnOne,
    refusal?: string,
  ): Promise<void> {
    const by = caller.userId;
    if (!(await this.store.decide(tx, id, { by, decision, refusal: refusal ?? null })))
      throw new AppError('proposal_over');
    const details = { proposal: id, requestedBy };
    await this.audit.note(tx, { actor: staffActor(by), action: `change.${decision}`, siteId, requestId, details });
  }

  private async preview(
    { params, caller, requestId }: Pick<OnOne, 'caller' | 'requestId'> & { params: { siteId: string } },
    change: ProposedChange,
  ): Promise<ChangePreview> {
    const by = { caller, requestId };
    const { siteId } = params;
    switch (change.kind) {
      case 'close': {
        const { kind: _, ...body } = change;
        return this.closing.preview({ ...by, params: { siteId }, body });
      }
      case 'edit_clinic':
      case 'cancel_clinic': {
        const { kind, clinicId, ...body } = change;
        const cancel = kind === 'cancel_clinic' ? ({ cancel: true } as const) : {};
        return this.clinics.preview({ ...by, params: { siteId, clinicId }, body: { ...body, ...cancel } });
      }
      case 'edit_series': {
        const { kind: _, seriesId, ...body } = change;
        return this.series.preview({ ...by, params: { siteId, seriesId }, body });
      }
      case 'cancel_series': {
        const { kind: _, seriesId, bookings } = change;
        return this.series.preview({
          ...by,
          params: { siteId, seriesId },
          body: { bookings, cancel: true, scope: 'all' },
        });
      }
    }
  }

  private async carryOut(
    { params, caller, requestId }: OnOne,
    change: ProposedChange,
    { version, preview }: Previewed,
    agreed: Agreed,
  ): Promise<ChangeFigures> {
    const by = { caller, requestId };
    const { siteId } = params;
    const seen = { version, preview };
    switch (change.kind) {
      case 'close': {
        const { kind: _, ...body } = change;
        return (await this.closing.run({ ...by, params: { siteId }, body: { ...body, preview } }, agreed)).effect;
      }
      case 'edit_clinic': {
        const { kind: _, clinicId, ...body } = change;
        return (await this.clinics.edit({ ...by, params: { siteId, clinicId }, body: { ...body, ...seen } }, agreed))
          .effect;
      }
      case 'cancel_clinic': {
        const { clinicId, bookings } = change;
        return (await this.clinics.cancel({ ...by, params: { siteId, clinicId }, body: { bookings, ...seen } }, agreed))
          .effect;
      }
      case 'edit_series': {
        const { kind: _, seriesId, ...body } = change;
        return (await this.series.edit({ ...by, params: { siteId, seriesId }, body: { ...body, ...seen } }, agreed))
          .effect;
      }
      case 'cancel_series': {
        const { seriesId, bookings } = change;
        return (await this.series.cancel({ ...by, params: { siteId, seriesId }, body: { bookings, ...seen } }, agreed))
          .effect;
      }
    }
  }
}
