import type { BookingRow, MemoryCore, SlotRow, Steps } from '@fairslot/testing';
import type { Act, ActName, End } from './acts';
import type { Calendar } from './calendar';
import { type Random, wheel } from './random';

const MINUTE = 60_000;
const DONE = { ok: true, replayed: false } as const;

const ACTS = wheel({
  'add clinic': 1,
  'edit clinic': 8,
  close: 2,
  open: 3,
  pause: 2,
  reserve: 3,
  call: 10,
  attend: 40,
});

/** What staff do to clinics and at the desk. */
export class Staff {
  private calls = 0;
  private closed: { siteId: number; from: number; until: number }[] = [];

  constructor(
    private readonly core: MemoryCore,
    private readonly calendar: Calendar,
    private readonly random: Random,
  ) {}

  next(): Act | null {
    const name = this.random.pick(ACTS);
    switch (name) {
      case 'add clinic':
        return this.addClinic();
      case 'edit clinic':
        return this.edit();
      case 'close':
        return this.close();
      case 'open':
        return this.open();
      case 'attend':
        return this.attend();
      case 'call':
        return this.call();
      default:
        return this.turnOff(name);
    }
  }

  /** The timed jobs of the program. */
  expire(): Act {
    const { holds } = this.core;
    return act('expire', 'any', false, function* () {
      yield* holds.expire();
    });
  }

  releaseReserved(): Act {
    return this.atOnce('release reserved', 'any', false, () => this.core.clinics.releaseReserved());
  }

  private addClinic(): Act | null {
    const clinic = this.calendar.another();
    if (!clinic) return null;
    return this.atOnce('add clinic', 'new', false, () =>
      this.calendar.clinicIds.push(this.core.clinics.add(clinic).clinicId),
    );
  }

  private edit(): Act | null {
    const slot = this.aSlot();
    if (!slot) return null;
    const capacity = 1 + this.random.below(3);
    const wish = this.random.below(3);
    const changes =
      wish === 0
        ? { capacity }
        : wish === 1
          ? { serviceIds: this.calendar.services() }
          : { capacity, serviceIds: this.calendar.services() };
    return this.atOnce('edit clinic', slot.status, true, () => this.core.clinics.edit(slot.clinicId, changes));
  }

  private close(): Act | null {
    const slot = this.aSlot();
    if (!slot) return null;
    const { siteId, startsAt } = slot;
    const until = startsAt + (1 + this.random.below(40)) * MINUTE;
    this.closed.push({ siteId, from: startsAt, until });
    return this.atOnce('close', slot.status, true, () => this.core.clinics.setClosed(siteId, startsAt, until, true));
  }

  private open(): Act | null {
    const closed = this.closed.splice(this.random.below(this.closed.length || 1), 1)[0];
    if (!closed) return null;
    const { siteId, from, until } = closed;
    return this.atOnce('open', 'closed', false, () => this.core.clinics.setClosed(siteId, from, until, false));
  }

  private turnOff(name: 'pause' | 'reserve'): Act | null {
    const slot = this.aSlot();
    if (!slot) return null;
    const { clinicId, status } = slot;
    if (name === 'pause') {
      const isPaused = this.random.once(2);
      return this.atOnce('pause', `${status} ${isPaused}`, false, () =>
        this.core.clinics.setPaused(clinicId, isPaused),
      );
    }
    const until = this.core.store.now + (1 + this.random.below(600)) * MINUTE;
    const places = this.random.below(3);
    return this.atOnce('reserve', `${status} ${places}`, false, () =>
      this.core.clinics.reserve(clinicId, places, until),
    );
  }

  private attend(): Act | null {
    const row = this.somebody();
    if (!row) return null;
    const deed = this.random.pick(['check_in', 'check_in', 'complete', 'did_not_attend', 'undo'] as const);
    const { id, status, slotId } = row;
    const { changes } = this.core;
    const state = `${status}${slotId === null ? ' stranded' : ''} ${deed}`;
    // oxlint-disable-next-line require-yield -- all of it is one step
    const begin = function* (): Steps<End> {
      return changes.attend(id, deed);
    };
    return { name: 'attend', state, subject: id, changesClinics: false, key: null, begin, told: () => undefined };
  }

  /** Rings somebody on the call list, who gives the booking up. */
  private call(): Act | null {
    const { siteId, startsAt } = this.calendar.start();
    const slot = this.core.store.slotsFrom(siteId, startsAt, startsAt + 1)[0];
    const row = slot && this.core.store.startOf(slot.id).waiting.find(({ continues }) => continues === null);
    if (!row) return null;
    this.calls += 1;
    const request = { key: `call ${this.calls}`, requestHash: '', bookingId: row.id };
    const begin = (): Steps<End> => this.core.changes.cancel(request, false);
    return {
      name: 'cancel',
      state: `called ${row.status}`,
      subject: row.id,
      changesClinics: false,
      key: null,
      begin,
      told: () => undefined,
    };
  }

  /** Somebody who is expected at one of the coming starts. */
  private somebody(): BookingRow | undefined {
    const slot = this.aSlot();
    const people = slot ? this.core.store.people(slot.id) : [];
    const row = people.length > 0 ? this.random.pick(people) : undefined;
    return row && row.continues === null ? row : undefined;
  }

  private aSlot(): SlotRow | undefined {
    const slots = this.core.store.slotsOfClinic(this.random.pick(this.calendar.clinicIds));
    const slot = slots.length > 0 ? this.random.pick(slots) : undefined;
    return slot && slot.startsAt > this.core.store.now ? slot : undefined;
  }

  private atOnce(name: ActName, state: string, changesClinics: boolean, work: () => unknown): Act {
    // oxlint-disable-next-line require-yield -- all of it is one step
    return act(name, state, changesClinics, function* () {
      work();
    });
  }
}

const act = (name: ActName, state: string, changesClinics: boolean, steps: () => Generator<void, void, void>): Act => ({
  name,
  state,
  subject: 0,
  changesClinics,
  key: null,
  begin: function* (): Steps<End> {
    yield* steps();
    return DONE;
  },
  told: () => undefined,
});
