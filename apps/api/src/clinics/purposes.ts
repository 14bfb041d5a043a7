import { canServe, NO_OPTIONS, sameOptions, type ClinicOption } from '@fairslot/domain';
import type { Purpose } from './slot-line';

/** The few different purposes of a region's many slots, each known by its number. */
export class Purposes {
  private readonly all: Purpose[] = [];
  private readonly numbers = new Map<string, number>();
  private readonly serving = new Map<string, Uint8Array>();
  private readonly sets: (readonly ClinicOption[])[] = [NO_OPTIONS];

  /** Every set of options that a slot has, that of none first: times of one are told apart from those of another. */
  get optionSets(): readonly (readonly ClinicOption[])[] {
    return this.sets;
  }

  numberOf(purpose: Purpose): number {
    const key = `${purpose.serviceIds.join()}/${purpose.audienceIds?.join() ?? '*'}/${purpose.options?.join('+') ?? ''}`;
    let number = this.numbers.get(key);
    if (number === undefined) {
      number = this.all.push(purpose) - 1;
      this.numbers.set(key, number);
      const { options = NO_OPTIONS } = purpose;
      if (!this.sets.some((known) => sameOptions(known, options))) this.sets.push(options);
      this.serving.clear();
    }
    return number;
  }

  get(number: number): Purpose {
    return this.all[number] as Purpose;
  }

  /** By the number of the purpose: 1 where it serves this service to somebody of this audience in a clinic of just these options. */
  thatServe(serviceId: number, audienceId: number | null, options = NO_OPTIONS): Uint8Array {
    const key = `${serviceId}/${audienceId ?? ''}/${options.join('+')}`;
    let serving = this.serving.get(key);
    if (!serving) {
      const slot = { id: 0, capacity: 0 };
      serving = Uint8Array.from(this.all, (purpose) =>
        canServe({ ...slot, ...purpose }, { serviceId, audienceId, options }) ? 1 : 0,
      );
      this.serving.set(key, serving);
    }
    return serving;
  }
}
