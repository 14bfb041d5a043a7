import { freeFor, isOnSale } from '@fairslot/domain';
import { Allocation } from './allocation';
import { Changes } from './changes';
import { Clinics } from './clinics';
import { Holds } from './holds';
import { Keys } from './keys';
import { MemoryStore } from './memory-store';

/** What the core is made of. A test may put a part with a fault in the place of any. */
export interface Makers {
  store: () => MemoryStore;
  allocation: (store: MemoryStore) => Allocation;
  keys: (store: MemoryStore) => Keys;
  holds: (store: MemoryStore, allocation: Allocation, keys: Keys) => Holds;
  changes: (store: MemoryStore, allocation: Allocation, keys: Keys, holds: Holds) => Changes;
  clinics: (store: MemoryStore, allocation: Allocation) => Clinics;
}

const SOUND: Makers = {
  store: () => new MemoryStore(),
  allocation: (store) => new Allocation(store),
  keys: (store) => new Keys(store),
  holds: (store, allocation, keys) => new Holds(store, allocation, keys),
  changes: (store, allocation, keys, holds) => new Changes(store, allocation, keys, holds),
  clinics: (store, allocation) => new Clinics(store, allocation),
};

/** The booking core without a database: the same decisions over tables in memory. */
export class MemoryCore {
  readonly store: MemoryStore;
  readonly allocation: Allocation;
  readonly holds: Holds;
  readonly changes: Changes;
  readonly clinics: Clinics;

  constructor(faulty: Partial<Makers> = {}) {
    const make = { ...SOUND, ...faulty };
    this.store = make.store();
    this.allocation = make.allocation(this.store);
    const keys = make.keys(this.store);
    this.holds = make.holds(this.store, this.allocation, keys);
    this.changes = make.changes(this.store, this.allocation, keys, this.holds);
    this.clinics = make.clinics(this.store, this.allocation);
  }

  /** How many more of the service the public could book at this start. */
  free(siteId: number, startsAt: number, serviceId: number, audienceId: number | null = null): number {
    const slots = this.store.slotsFrom(siteId, startsAt, startsAt + 1).filter((slot) => isOnSale(slot, this.store.now));
    const lengths = new Set(slots.map(({ minutes }) => minutes));
    return [...lengths].reduce((sum, minutes) => {
      const here = slots.filter((slot) => slot.minutes === minutes);
      return sum + freeFor(here, this.store.peopleOf(here), { serviceId, audienceId });
    }, 0);
  }
}
