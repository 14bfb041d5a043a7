import { canServe } from '@fairslot/domain';
import type { Purpose } from './slot-line';

/** The few different purposes of a region's many slots, each known by its number. */
export class Purposes {
  private readonly all: Purpose[] = [];
  private readonly numbers = new Map<string, number>();
  private readonly serving = new Map<string, Uint8Array>();

  numberOf(purpose: Purpose): number {
    const key = `${purpose.serviceIds.join()}/${purpose.audienceIds?.join() ?? '*'}`;
    let number = this.numbers.get(key);
    if (number === undefined) {
      number = this.all.push(purpose) - 1;
      this.numbers.set(key, number);
      this.serving.clear();
    }
    return number;
  }

  get(number: number): Purpose {
    return this.all[number] as Purpose;
  }

  /** By the number of the purpose: 1 where it serves this service to somebody of this audience. */
  thatServe(serviceId: number, audienceId: number | null): Uint8Array {
    const key = `${serviceId}/${audienceId ?? ''}`;
    let serving = this.serving.get(key);
    if (!serving) {
      const slot = { id: 0, capacity: 0 };
      serving = Uint8Array.from(this.all, (purpose) =>
        canServe({ ...slot, ...purpose }, { serviceId, audienceId }) ? 1 : 0,
      );
      this.serving.set(key, serving);
    }
    return serving;
  }
}
