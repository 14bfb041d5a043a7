import { Injectable } from '@nestjs/common';
import type { endClosure, ResponseOf } from '@fairslot/contract';
import { addDays, daysBetween } from '@fairslot/domain';
import { AllocationStore } from '../bookings/allocation.store';
import { Database, type Tx } from '../platform/database/database';
import { AppError } from '../platform/http/app-error';
import type { StaffCaller } from '../platform/http/caller';
import type { Parsed } from '../platform/http/serve';
import { SiteDirectory } from '../sites/site-directory';
import { AuditStore, staffActor } from '../staff/audit.store';
import { siteInScope } from '../staff/staff.policy';
import { ClinicSlotsStore } from './clinic-slots.store';
import { ClinicsStore } from './clinics.store';
import type { Closure } from './closure.entity';
import { ClosuresQueries } from './closures.queries';
import { ClosuresStore } from './closures.store';
import { RefitSlots } from './refit-slots';
import { TakeBack } from './take-back';
import { TryChange, type Tried } from './try-change';

type Request = Parsed<typeof endClosure, StaffCaller>;

/**
 * Takes a closure back: what it closed is on sale again, whoever waits for a place there has it, and whoever was moved or
 * cancelled has their old time again as long as nobody has been told.
 */
@Injectable()
export class ReopenSite {
  constructor(
    private readonly database: Database,
    private readonly tries: TryChange,
    private readonly takeBack: TakeBack,
    private readonly allocation: AllocationStore,
    private readonly store: ClosuresStore,
    private readonly clinics: ClinicsStore,
    private readonly slots: ClinicSlotsStore,
    private readonly refit: RefitSlots,
    private readonly queries: ClosuresQueries,
    private readonly directory: SiteDirectory,
    private readonly audit: AuditStore,
  ) {}

  async run(request: Request): Promise<ResponseOf<typeof endClosure>> {
    const siteId = siteInScope(request.caller, 'clinics:write', this.directory.find(request.params.siteId)?.id);
    const id = this.queries.idOf(request.params.closureId);
    // Whoever was moved elsewhere is fetched back from there.
    const reached = await this.database.staffTx([siteId], (tx) => this.takeBack.sitesReached(tx, id));
    return this.tries.apply(
      [...new Set([siteId, ...reached])],
      { preview: request.body.preview },
      (tx) => this.reopen(tx, siteId, id, request),
      (tx) => this.queries.one(tx, siteId, id),
    );
  }

  private async reopen(tx: Tx, siteId: number, id: number, { caller, requestId }: Request): Promise<Tried<number>> {
    const cause = { actor: staffActor(caller.userId), requestId };
    const closure = await this.locked(tx, siteId, id);
    await this.store.end(tx, id, await this.slots.now(tx));
    const clinics = (await this.clinics.on(tx, siteId, closure)).filter(({ status }) => status !== 'cancelled');
    const closures = await this.store.inForce(tx, siteId, closure);
    const { figures, fates, touched } = await this.refit.run(tx, {
      siteId,
      clinics,
      closures,
      only: closure,
      bookings: 'call',
      cause,
    });
    const takenBack = await this.takeBack.run(tx, siteId, id, cause);
    await this.clinics.raiseVersions(tx, [...touched]);
    const { from, to, starts, ends } = closure;
    const details = { closure: id, from, to, starts, ends, rescued: figures.rescued, takenBack };
    await this.audit.note(tx, { ...cause, action: 'site.reopened', siteId, details });
    return {
      change: { closure: id },
      from: [],
      version: 0,
      figures: { ...figures, takenBack, clinicsAdded: 0, clinicsChanged: touched.size, clinicsCancelled: 0 },
      fates,
      result: id,
    };
  }

  private async locked(tx: Tx, siteId: number, id: number): Promise<Closure> {
    const seen = await this.store.find(tx, siteId, id);
    if (!seen) throw new AppError('not_found');
    const days = Array.from({ length: daysBetween(seen.from, seen.to) + 1 }, (_, n) => addDays(seen.from, n));
    await this.allocation.lockDays(
      tx,
      days.map((date) => ({ siteId, date })),
    );
    const closure = (await this.store.find(tx, siteId, id)) as Closure;
    if (closure.endedAt !== null) throw new AppError('closure_ended');
    return closure;
  }
}
