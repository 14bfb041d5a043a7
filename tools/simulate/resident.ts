import type { Booked, Held, HoldRequest, MemoryCore, Steps } from '@fairslot/testing';
import type { Act, ActName, End } from './acts';
import { type Calendar, GROUP, SERVICES } from './calendar';
import { type Random, wheel } from './random';

const MOST_BOOKINGS = 4;
const PEOPLE = 40;
const WISHES = wheel({ ask: 4, askToMove: 3, change: 4 });
const WISHES_HOLDING = wheel({ finish: 12, renew: 4, release: 1, ask: 1, forget: 2, moveAny: 1, change: 1 });

interface MyHold extends Held {
  people: number;
  /** The booking that is to move into it. */
  movesBooking: number | null;
}

/** One of the public with a browser: knows only what it has been told. */
export class Resident {
  private hold: MyHold | null = null;
  private bookings: number[] = [];
  private keys = 0;

  constructor(
    private readonly core: MemoryCore,
    private readonly calendar: Calendar,
    private readonly random: Random,
    /** Never the same for two of them. */
    private readonly name: string,
    /** Two of them may be two tabs of one. */
    private readonly journey: string,
  ) {}

  next(): Act {
    const has = this.bookings.length > 0;
    if (this.hold === null) {
      const wish = has ? this.random.pick(WISHES) : 'ask';
      return wish === 'change'
        ? this.change()
        : this.ask(wish === 'askToMove' ? this.random.pick(this.bookings) : null);
    }
    return this.withHold(this.hold, has);
  }

  private withHold(hold: MyHold, has: boolean): Act {
    const state = this.holdState(hold);
    switch (this.random.pick(WISHES_HOLDING)) {
      case 'renew':
        return this.renew(hold, state);
      case 'release':
        return this.release(hold, state);
      case 'moveAny':
        return has ? this.move(hold, state, this.random.pick(this.bookings)) : this.confirm(hold, state);
      case 'change':
        return has ? this.change() : this.renew(hold, state);
      case 'forget':
        this.hold = null;
        return this.ask(null);
      case 'ask':
        return this.ask(null);
      default:
        return hold.movesBooking === null ? this.confirm(hold, state) : this.move(hold, state, hold.movesBooking);
    }
  }

  private ask(movesBooking: number | null): Act {
    const { siteId, startsAt } = this.calendar.start();
    const moving = movesBooking === null ? undefined : this.core.store.bookings.get(movesBooking);
    const isParty = !moving && this.random.once(5);
    const people = isParty ? 2 + this.random.below(5) : 1;
    const moreTime = moving ? moving.pinned : this.random.once(6);
    const attendees: { serviceId: number; moreTime: boolean }[] = [];
    // Two in a family may need more time; six would only try every way of seating them.
    for (let n = 0; n < people; n += 1)
      attendees.push({ serviceId: moving?.serviceId ?? this.random.pick(SERVICES), moreTime: moreTime && n < 2 });
    const together = this.random.once(2) ? 'consecutive' : 'parallel';
    const journey = this.random.once(3) ? this.journey : undefined;
    const invited = this.random.once(6) ? 1 + this.random.below(PEOPLE) : undefined;
    const audienceId = this.random.once(6) ? GROUP : undefined;
    const key = this.key();
    const asked = (requestHash: string): HoldRequest => ({
      key,
      requestHash,
      siteId,
      start: startsAt,
      attendees,
      together,
      journey,
      invited,
      audienceId,
    });
    const state = `${this.hold ? 'holding' : 'nothing'} ${isParty ? 'party' : 'one'}${moreTime ? ' long' : ''}`;
    const begin = (changed: boolean): Steps<End> => this.core.holds.hold(asked(hashOf(changed)));
    return this.act('hold', 0, state, key, begin, (answer) => {
      if (!answer.ok) return;
      const { partyId, token, expiresAt } = answer as End & Held;
      this.hold = { partyId, token, expiresAt, people, movesBooking };
    });
  }

  private renew({ partyId, token }: MyHold, state: string): Act {
    const { holds } = this.core;
    // oxlint-disable-next-line require-yield -- all of it is one step
    const begin = function* (): Steps<End> {
      return holds.renew(partyId, token);
    };
    return this.act('renew', partyId, state, null, begin, () => undefined);
  }

  private release({ partyId, token }: MyHold, state: string): Act {
    const begin = (): Steps<End> => this.core.holds.release(partyId, token);
    return this.act('release', partyId, state, null, begin, () => (this.hold = null));
  }

  private confirm({ partyId, token, people }: MyHold, state: string): Act {
    const key = this.key();
    const begin = (changed: boolean): Steps<End> =>
      this.core.changes.confirm({ key, requestHash: hashOf(changed), partyId, token, people });
    return this.act('confirm', partyId, state, key, begin, (answer) => {
      this.hold = null;
      if (!answer.ok) return;
      this.bookings.push(...(answer as End & Booked).bookingIds);
      this.bookings = this.bookings.slice(-MOST_BOOKINGS);
    });
  }

  private change(): Act {
    const bookingId = this.random.pick(this.bookings);
    const row = this.core.store.bookings.get(bookingId);
    const name = row?.status === 'cancelled' || this.random.once(20) ? 'restore' : 'cancel';
    const key = this.key();
    const begin = (changed: boolean): Steps<End> =>
      this.core.changes[name]({ key, requestHash: hashOf(changed), bookingId });
    return this.act(name, bookingId, this.bookingState(bookingId), key, begin, (answer) => {
      // What is gone for good is of no interest any more.
      if (!answer.ok && !this.random.once(4)) this.bookings = this.bookings.filter((id) => id !== bookingId);
    });
  }

  private move({ partyId, token, movesBooking }: MyHold, holdState: string, bookingId: number): Act {
    const key = this.key();
    const begin = (changed: boolean): Steps<End> =>
      this.core.changes.move({ key, requestHash: hashOf(changed), bookingId, partyId, token });
    const state = `${this.bookingState(bookingId)} into ${holdState}`;
    return this.act('move', bookingId, state, key, begin, (answer) => {
      if (answer.ok || answer.reason !== 'gone' || movesBooking !== null) this.hold = null;
    });
  }

  private act(
    name: ActName,
    subject: number,
    state: string,
    key: string | null,
    begin: Act['begin'],
    told: Act['told'],
  ): Act {
    return { name, subject, state, changesClinics: false, key: key === null ? null : `${name} ${key}`, begin, told };
  }

  private key(): string {
    this.keys += 1;
    return `${this.name}.${this.keys}`;
  }

  private holdState({ partyId, people }: MyHold): string {
    const rows = this.core.store.parties.get(partyId)?.rows ?? [];
    const [first] = rows;
    if (!first) return 'forgotten';
    const isOver = first.holdExpiresAt !== null && first.holdExpiresAt < this.core.store.now;
    const shape = people > 1 ? 'party' : rows.length > 1 ? 'long' : 'one';
    return `${first.status}${isOver ? ' lapsed' : ''} ${shape}`;
  }

  private bookingState(id: number): string {
    const row = this.core.store.bookings.get(id);
    if (!row) return 'forgotten';
    const place = row.slotId === null ? ' stranded' : row.startsAt <= this.core.store.now ? ' begun' : '';
    return `${row.status}${place}${row.pinned ? ' long' : ''}`;
  }
}

/** The texts of requests differ where somebody uses a key twice; what they say does not matter. */
const hashOf = (changed: boolean): string => (changed ? 'another' : 'same');
