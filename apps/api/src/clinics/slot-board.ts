import { type ClinicOption, NO_OPTIONS } from '@fairslot/domain';
import { Inject, Injectable } from '@nestjs/common';
import { CONFIG, type Config } from '../platform/config/config';
import { Metrics } from '../platform/metrics/metrics';
import { LocalDays } from './local-days';
import { SlotIndex, type Unfit } from './slot-index';
import { GONE, type SlotLine } from './slot-line';
import type { SlotRow } from './slots.store';

/** A slot as a claim tries it. */
export interface Candidate {
  id: number;
  serviceIds: readonly number[];
  /** Places the public may take as far as this process knows. */
  free: number;
  minutes: number;
}

/**
 * The coming slots in the memory of this process. Search reads them and is advisory, at most seconds old; only the guarded
 * statement that claims a place decides.
 */
@Injectable()
export class SlotBoard {
  readonly days: LocalDays;
  private current: SlotIndex;

  constructor(
    private readonly metrics: Metrics,
    @Inject(CONFIG) config: Config,
  ) {
    this.days = new LocalDays(config.TIME_ZONE);
    this.current = this.empty();
  }

  get index(): SlotIndex {
    return this.current;
  }

  /** An index to load into while the present one goes on answering. */
  empty(): SlotIndex {
    return new SlotIndex(this.days);
  }

  show(index: SlotIndex): void {
    this.current = index;
    this.measure();
  }

  apply(rows: readonly SlotRow[], asked: readonly number[], now: number): Unfit[] {
    const unfit = this.current.apply(rows, asked, now);
    this.measure();
    return unfit;
  }

  replace(clinics: readonly Unfit[], lines: readonly SlotLine[]): void {
    this.current.replace(clinics, lines);
    this.measure();
  }

  /** Forgets what has begun, so that memory does not grow. */
  forgetBefore(instant: number): void {
    this.current.forgetBefore(instant);
    this.measure();
  }

  /** Slots on sale that offer the service at exactly this start in a clinic of these options, full ones too; of any length where none is given. */
  candidates(
    siteId: number,
    serviceId: number,
    startsAt: number,
    minutes?: number,
    audienceId: number | null = null,
    options = NO_OPTIONS,
  ): Candidate[] {
    const { table, purposes } = this.current;
    const serving = purposes.thatServe(serviceId, audienceId, options);
    return [...this.current.lines(siteId, this.days.dayOf(startsAt))].flatMap((line): Candidate[] => {
      const slot = table.slotAt(line, startsAt);
      const length = table.minutes(line);
      if (slot < 0 || serving[table.purpose(line)] === 0 || (minutes !== undefined && minutes !== length)) return [];
      const free = table.byte(line, slot);
      if (free >= GONE) return [];
      return [
        {
          id: table.firstId(line) + slot,
          serviceIds: purposes.get(table.purpose(line)).serviceIds,
          free,
          minutes: length,
        },
      ];
    });
  }

  /** What a clinic with this start is besides: ordinary ones first, so that nobody who says nothing of it is put into another sort beside them. */
  optionsAt(
    siteId: number,
    serviceId: number,
    startsAt: number,
    minutes: number | undefined,
    audienceId: number | null,
  ): readonly ClinicOption[] {
    const sets = this.current.purposes.optionSets;
    const isThere = (options: readonly ClinicOption[]): boolean =>
      this.candidates(siteId, serviceId, startsAt, minutes, audienceId, options).length > 0;
    return sets.find(isThere) ?? NO_OPTIONS;
  }

  private measure(): void {
    this.metrics.boardSlots.set(this.current.slots);
  }
}
