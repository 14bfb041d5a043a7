import { Inject, Injectable } from '@nestjs/common';
import type { Clinic as ShownClinic, getClinic, listClinics, ResponseOf, Series } from '@fairslot/contract';
import { addDays, daysBetween, localDateOf, type LocalDate } from '@fairslot/domain';
import { Clock } from '../platform/clock/clock';
import { CONFIG, type Config } from '../platform/config/config';
import { Database, type Tx } from '../platform/database/database';
import { AppError } from '../platform/http/app-error';
import type { StaffCaller } from '../platform/http/caller';
import type { Parsed } from '../platform/http/serve';
import { Ids } from '../platform/ids/ids';
import { ServiceCatalogue } from '../services/service-catalogue';
import { SiteDirectory } from '../sites/site-directory';
import { siteInScope } from '../staff/staff.policy';
import { fieldsOf, type ClinicRow, type Columns } from './clinic-columns';
import { ClinicsStore } from './clinics.store';
import { SiteLocationsStore, type Location } from './site-locations.store';

const DEFAULT_DAYS = 28;
const MOST_DAYS = 92;

interface Counts {
  clinicId: number;
  slots: number;
  places: number;
  taken: number;
}
const COUNTS = `SELECT clinic_id AS "clinicId", count(*)::integer AS slots, sum(capacity)::integer AS places, sum(taken)::integer AS taken
  FROM slot WHERE clinic_id = ANY ($1) AND status <> 'closed' GROUP BY clinic_id`;

type Fields = keyof ReturnType<typeof fieldsOf>;

/** Clinics as staff screens get them. */
@Injectable()
export class ClinicsQueries {
  constructor(
    private readonly database: Database,
    private readonly store: ClinicsStore,
    private readonly locations: SiteLocationsStore,
    private readonly directory: SiteDirectory,
    private readonly services: ServiceCatalogue,
    private readonly ids: Ids,
    private readonly clock: Clock,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  list({ params, query, caller }: Parsed<typeof listClinics, StaffCaller>): Promise<ResponseOf<typeof listClinics>> {
    const siteId = siteInScope(caller, 'day:read', this.directory.find(params.siteId)?.id);
    const from = query.from ?? this.today();
    const to = query.to ?? addDays(from, DEFAULT_DAYS - 1);
    if (to < from) throw new AppError('invalid', { errors: [{ path: 'to', code: 'range_order' }] });
    if (daysBetween(from, to) >= MOST_DAYS)
      throw new AppError('invalid', { errors: [{ path: 'to', code: 'range_long' }] });
    return this.database.staffTx([siteId], async (tx) => {
      const items = await this.shown(tx, siteId, await this.store.on(tx, siteId, { from, to }));
      return { items, total: items.length };
    });
  }

  get({ params, caller }: Parsed<typeof getClinic, StaffCaller>): Promise<ShownClinic> {
    const siteId = siteInScope(caller, 'day:read', this.directory.find(params.siteId)?.id);
    return this.database.staffTx([siteId], (tx) => this.one(tx, siteId, this.idOf(params.clinicId)));
  }

  /** Number of the clinic behind an opaque id. */
  idOf(opaque: string): number {
    const id = this.ids.plain('clinic', opaque);
    if (id === null) throw new AppError('not_found');
    return id;
  }

  today(): LocalDate {
    return localDateOf(this.clock.now(), this.config.TIME_ZONE);
  }

  async one(tx: Tx, siteId: number, id: number): Promise<ShownClinic> {
    const clinic = await this.store.find(tx, siteId, id);
    const [shown] = clinic ? await this.shown(tx, siteId, [clinic]) : [];
    if (!shown) throw new AppError('not_found');
    return shown;
  }

  shownFields(row: Columns): Pick<Series, Fields> {
    const fields = fieldsOf(row);
    return {
      ...fields,
      serviceIds: fields.serviceIds.map((id) => this.services.get(id).slug),
      breaks: [...fields.breaks],
      options: [...fields.options],
      openTo: fields.openTo?.map((id) => this.ids.opaque('audience', id)) ?? 'everyone',
    };
  }

  private async shown(tx: Tx, siteId: number, clinics: readonly ClinicRow[]): Promise<ShownClinic[]> {
    const counts = await tx.query<Counts[]>(COUNTS, [clinics.map(({ id }) => id)]);
    const countOf = new Map(counts.map((count) => [count.clinicId, count]));
    const dates = clinics.map(({ date }) => date);
    const standing = new Map((await this.locations.on(tx, siteId, dates)).map((at) => [at.date, at]));
    return clinics.map((clinic) => {
      const { slots, places, taken } = countOf.get(clinic.id) ?? { slots: 0, places: 0, taken: 0 };
      return {
        id: this.ids.opaque('clinic', clinic.id),
        date: clinic.date,
        ...this.shownFields(clinic),
        location: shownLocation(standing.get(clinic.date)),
        status: clinic.status,
        pausedUntil: clinic.pausedUntil,
        seriesId: clinic.seriesId === null ? null : this.ids.opaque('series', clinic.seriesId),
        ownChanges: clinic.ownChanges,
        slots,
        places,
        taken,
        version: clinic.version,
      };
    });
  }
}

function shownLocation(at: Location | undefined): Location | null {
  if (!at) return null;
  const { name, address, postcode, latitude, longitude, directions } = at;
  return { name, address, postcode, latitude, longitude, directions };
}
