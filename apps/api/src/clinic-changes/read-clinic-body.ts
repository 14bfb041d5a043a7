import { Inject, Injectable } from '@nestjs/common';
import type { BodyOf, editClinic, FieldErrorCode } from '@fairslot/contract';
import {
  checkClinicShape,
  clinicOptionsOf,
  localDateOf,
  slotStarts,
  type ClinicFault,
  type ClinicFields,
  type HeldBack,
  type LocalDate,
} from '@fairslot/domain';
import { Clock } from '../platform/clock/clock';
import { CONFIG, type Config } from '../platform/config/config';
import { AppError, type FieldFault } from '../platform/http/app-error';
import { Ids } from '../platform/ids/ids';
import { ServiceCatalogue } from '../services/service-catalogue';
import { ClinicsStore } from './clinics.store';
import type { Location } from './site-locations.store';

type Changes = Omit<BodyOf<typeof editClinic>, 'version' | 'preview' | 'bookings'>;

/** What a request says of a clinic, in our own ids; what it does not mention is not there. */
export interface ReadBody {
  fields: Partial<ClinicFields>;
  /** Null takes it away. */
  location: Location | null | undefined;
  faults: FieldFault[];
}

const CODES: Record<Exclude<ClinicFault['reason'], 'out_of_range'>, FieldErrorCode> = {
  not_a_time: 'time_not_real',
  not_after_start: 'range_order',
  outside_clinic: 'break_outside',
  no_slots: 'no_slots',
};

/** Reads what staff typed about a clinic or series, and names every fault. */
@Injectable()
export class ReadClinicBody {
  constructor(
    private readonly store: ClinicsStore,
    private readonly services: ServiceCatalogue,
    private readonly ids: Ids,
    private readonly clock: Clock,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  async run({ serviceIds, openTo, heldBack, options, location, ...plain }: Changes): Promise<ReadBody> {
    const faults: FieldFault[] = [];
    const { from, until, slotMinutes, capacity, breaks, dailyCap } = plain;
    const fields = defined({
      from,
      until,
      slotMinutes,
      capacity,
      breaks,
      dailyCap,
      serviceIds: serviceIds && this.servicesOf(serviceIds, faults),
      openTo: openTo && (openTo === 'everyone' ? null : await this.audiencesOf(openTo, faults)),
      heldBack: heldBack && heldBackOf(heldBack),
      options: options && clinicOptionsOf(options),
    });
    return { fields, location, faults };
  }

  today(): LocalDate {
    return localDateOf(this.clock.now(), this.config.TIME_ZONE);
  }

  dateFaults(path: string, date: LocalDate): FieldFault[] {
    return date < this.today() ? [{ path, code: 'date_in_past' }] : [];
  }

  /** A pause that lasts until the clinic, or the last of a series, is over never ends. */
  demandPause(until: LocalDate | null, lastDate: LocalDate): void {
    const errors = until === null ? [] : this.dateFaults('until', until);
    if (until !== null && until >= lastDate) errors.push({ path: 'until', code: 'range_order' });
    if (errors.length > 0) throw new AppError('invalid', { errors });
  }

  /** A clinic on one date also has to have times that the clocks do not skip. */
  shapeFaults(clinic: ClinicFields, breaks: ClinicFields['breaks'] = clinic.breaks, date?: LocalDate): FieldFault[] {
    const faults = checkClinicShape({ ...clinic, breaks }).map(({ path, reason }): FieldFault => {
      if (reason === 'out_of_range') return { path, code: path === 'capacity' ? 'capacity_range' : 'slot_range' };
      return { path, code: CODES[reason] };
    });
    if (faults.length > 0 || date === undefined) return faults;
    const starts = slotStarts({ ...clinic, date }, this.config.TIME_ZONE);
    return starts.length === 0 ? [{ path: 'until', code: 'no_slots' }] : [];
  }

  /** Ascending, each once. */
  servicesOf(slugs: readonly string[], faults: FieldFault[]): number[] {
    const ids = slugs.flatMap((slug, n) => {
      const service = this.services.find(slug);
      if (!service) faults.push({ path: `serviceIds.${n}`, code: 'unknown_service' });
      return service?.id ?? [];
    });
    return ascending(ids);
  }

  private async audiencesOf(opaque: readonly string[], faults: FieldFault[]): Promise<number[]> {
    const ids = opaque.map((id) => this.ids.plain('audience', id) ?? 0);
    const known = await this.store.audiences(ids);
    ids.forEach((id, n) => {
      if (!known.has(id)) faults.push({ path: `openTo.${n}`, code: 'unknown_audience' });
    });
    return ascending(ids);
  }
}

const ascending = (ids: readonly number[]): number[] => [...new Set(ids)].sort((a, b) => a - b);

function heldBackOf(given: NonNullable<Changes['heldBack']>): HeldBack | null {
  const { percent, releaseDaysBefore = null, releaseTime = '00:00' } = given;
  if (percent === 0) return null;
  return { percent, releaseDaysBefore, releaseTime: releaseDaysBefore === null ? null : releaseTime };
}

function defined(fields: { [F in keyof ClinicFields]: ClinicFields[F] | undefined }): Partial<ClinicFields> {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined));
}
