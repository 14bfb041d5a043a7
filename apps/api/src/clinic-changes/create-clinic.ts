import { Injectable } from '@nestjs/common';
import type { ChangePreview, createClinic, previewClinic, ResponseOf } from '@fairslot/contract';
import type { ClinicFields, LocalDate } from '@fairslot/domain';
import { AllocationStore } from '../bookings/allocation.store';
import type { Tx } from '../platform/database/database';
import { AppError } from '../platform/http/app-error';
import type { StaffCaller } from '../platform/http/caller';
import type { Parsed } from '../platform/http/serve';
import { SiteDirectory } from '../sites/site-directory';
import { AuditStore, staffActor } from '../staff/audit.store';
import { siteInScope } from '../staff/staff.policy';
import { columnsOf } from './clinic-columns';
import { ClinicsQueries } from './clinics.queries';
import { ClinicsStore } from './clinics.store';
import { ClosuresStore } from './closures.store';
import { ReadClinicBody } from './read-clinic-body';
import { RefitSlots } from './refit-slots';
import { SiteLocationsStore, type Location } from './site-locations.store';
import { TryChange, type Tried } from './try-change';

type Request = Pick<Parsed<typeof previewClinic, StaffCaller>, 'params' | 'body' | 'caller' | 'requestId'>;

interface Wanted {
  siteId: number;
  date: LocalDate;
  fields: ClinicFields;
  location: Location | undefined;
}

/** Opens one clinic with its slots; whoever waits for a place at one of its starts gets it in the same transaction. */
@Injectable()
export class CreateClinic {
  constructor(
    private readonly tries: TryChange,
    private readonly read: ReadClinicBody,
    private readonly allocation: AllocationStore,
    private readonly store: ClinicsStore,
    private readonly locations: SiteLocationsStore,
    private readonly closures: ClosuresStore,
    private readonly refit: RefitSlots,
    private readonly queries: ClinicsQueries,
    private readonly directory: SiteDirectory,
    private readonly audit: AuditStore,
  ) {}

  async run(request: Parsed<typeof createClinic, StaffCaller>): Promise<ResponseOf<typeof createClinic>> {
    const wanted = await this.wanted(request);
    const { preview } = request.body;
    return this.tries.apply(
      [wanted.siteId],
      { preview },
      (tx) => this.create(tx, wanted, request),
      (tx, id) => this.queries.one(tx, wanted.siteId, id),
    );
  }

  async preview(request: Request): Promise<ChangePreview> {
    const wanted = await this.wanted(request);
    const { result: _, ...preview } = await this.tries.preview([wanted.siteId], (tx) =>
      this.create(tx, wanted, request),
    );
    return preview;
  }

  private async wanted({ params, body, caller }: Request): Promise<Wanted> {
    const siteId = siteInScope(caller, 'clinics:write', this.directory.find(params.siteId)?.id);
    const { date } = body;
    const { fields, location, faults } = await this.read.run(body);
    const clinic = { dailyCap: null, heldBack: null, ...fields } as ClinicFields;
    const errors = [
      ...this.read.dateFaults('date', date),
      ...faults,
      ...this.read.shapeFaults(clinic, clinic.breaks, date),
    ];
    if (errors.length > 0) throw new AppError('invalid', { errors });
    return { siteId, date, fields: clinic, location: location ?? undefined };
  }

  private async create(tx: Tx, wanted: Wanted, { caller, requestId }: Request): Promise<Tried<number>> {
    const { siteId, date, fields, location } = wanted;
    const actor = staffActor(caller.userId);
    await this.allocation.lockDays(tx, [{ siteId, date }]);
    const row = {
      siteId,
      date,
      seriesId: null,
      status: 'open' as const,
      pausedUntil: null,
      ownChanges: [],
      ...columnsOf(fields),
    };
    const clinics = await this.store.insert(tx, [row]);
    const { id } = clinics[0] as (typeof clinics)[number];
    await this.locations.put(tx, siteId, [date], location);
    const closures = await this.closures.inForce(tx, siteId, { from: date, to: date });
    const { figures, fates } = await this.refit.run(tx, {
      siteId,
      clinics,
      closures,
      added: new Set([id]),
      bookings: 'call',
      cause: { actor, requestId },
    });
    const details = { clinic: id, date, ...fields, slots: figures.slotsAfter, rescued: figures.rescued };
    await this.audit.note(tx, { actor, action: 'clinic.created', siteId, requestId, details });
    return {
      change: wanted,
      from: [],
      version: 0,
      figures: { ...figures, clinicsAdded: 1, clinicsChanged: 0, clinicsCancelled: 0 },
      fates,
      result: id,
    };
  }
}
