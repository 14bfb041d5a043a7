import { Inject, Injectable } from '@nestjs/common';
import type { createClinic, FieldErrorCode, ResponseOf } from '@fairslot/contract';
import { checkClinicShape, localDateOf, slotStarts, type ClinicFault } from '@fairslot/domain';
import { Clock } from '../platform/clock/clock';
import { CONFIG, type Config } from '../platform/config/config';
import { Database, refusedBy } from '../platform/database/database';
import { AppError, type FieldFault } from '../platform/http/app-error';
import type { StaffCaller } from '../platform/http/caller';
import type { Parsed } from '../platform/http/serve';
import { Ids } from '../platform/ids/ids';
import { ServiceCatalogue } from '../services/service-catalogue';
import { SiteDirectory } from '../sites/site-directory';
import { AuditStore, staffActor } from '../staff/audit.store';
import { siteInScope } from '../staff/staff.policy';
import { CLINIC_ONCE, ClinicsStore, type NewClinic } from './clinics.store';

type Request = Parsed<typeof createClinic, StaffCaller>;

const CODES: Record<Exclude<ClinicFault['reason'], 'out_of_range'>, FieldErrorCode> = {
  not_a_time: 'time_not_real',
  not_after_start: 'range_order',
  outside_clinic: 'break_outside',
  no_slots: 'no_slots',
};

/** Opens one clinic with its slots. */
@Injectable()
export class CreateClinic {
  constructor(
    private readonly database: Database,
    private readonly store: ClinicsStore,
    private readonly directory: SiteDirectory,
    private readonly services: ServiceCatalogue,
    private readonly audit: AuditStore,
    private readonly ids: Ids,
    private readonly clock: Clock,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  async run({ params, body, caller, requestId }: Request): Promise<ResponseOf<typeof createClinic>> {
    const siteId = siteInScope(caller, 'clinics:write', this.directory.find(params.siteId)?.id);
    const { date, from, until, slotMinutes, capacity, breaks } = body;
    const serviceSlugs = [...new Set(body.serviceIds)];
    const errors = [...this.dateFaults(body), ...this.serviceFaults(body), ...shapeFaults(body)];
    const starts = errors.length === 0 ? slotStarts(body, this.config.TIME_ZONE).map(({ startsAt }) => startsAt) : [];
    // Times that all fall into the hour the clocks skip.
    if (errors.length === 0 && starts.length === 0) errors.push({ path: 'until', code: 'no_slots' });
    if (errors.length > 0) throw new AppError('invalid', { errors });

    const serviceIds = serviceSlugs.flatMap((slug) => this.services.find(slug)?.id ?? []).sort((a, b) => a - b);
    const clinic = { siteId, date, starts: from, ends: until, slotMinutes, capacity, serviceIds, breaks };
    const { id, version } = await this.write(clinic, starts, caller, requestId);
    return {
      id: this.ids.opaque('clinic', id),
      date,
      from,
      until,
      slotMinutes,
      capacity,
      serviceIds: serviceSlugs,
      slots: starts.length,
      version,
    };
  }

  private write(
    clinic: NewClinic,
    starts: Date[],
    caller: StaffCaller,
    requestId: string,
  ): Promise<{ id: number; version: number }> {
    const { siteId, date, starts: from, ends: until, slotMinutes, capacity, serviceIds } = clinic;
    return this.database
      .staffTx([siteId], async (tx) => {
        const created = await this.store.create(tx, clinic, starts);
        await this.audit.note(tx, {
          actor: staffActor(caller.userId),
          action: 'clinic.created',
          siteId,
          requestId,
          details: { clinic: created.id, date, from, until, slotMinutes, slots: starts.length, capacity, serviceIds },
        });
        return created;
      })
      .catch((error: unknown) => {
        throw refusedBy(error) === CLINIC_ONCE ? new AppError('clinic_overlap') : error;
      });
  }

  private dateFaults({ date }: Request['body']): FieldFault[] {
    return date < localDateOf(this.clock.now(), this.config.TIME_ZONE) ? [{ path: 'date', code: 'date_in_past' }] : [];
  }

  private serviceFaults({ serviceIds }: Request['body']): FieldFault[] {
    return serviceIds.flatMap((slug, n): FieldFault[] =>
      this.services.find(slug) ? [] : [{ path: `serviceIds.${n}`, code: 'unknown_service' }],
    );
  }
}

function shapeFaults(body: Request['body']): FieldFault[] {
  return checkClinicShape(body).map(({ path, reason }) => {
    if (reason === 'out_of_range') return { path, code: path === 'capacity' ? 'capacity_range' : 'slot_range' };
    return { path, code: CODES[reason] };
  });
}
