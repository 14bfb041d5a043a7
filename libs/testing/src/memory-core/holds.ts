import {
  candidateOrder,
  canServe,
  decideClaim,
  decideExpire,
  decideRelease,
  decideRenew,
  decideSeats,
  HOLD_RULES,
  isOnSale,
  type Move,
  seatWishes,
  type SeatWish,
  startKey,
  startsToLook,
} from '@fairslot/domain';
import type { Allocation } from './allocation';
import type { Keys } from './keys';
import type { MemoryStore } from './memory-store';
import type { Answer, Held, HoldRequest, Reason } from './requests';
import { type BookingRow, heldRow, type PartyRow, type SlotRow } from './rows';
import type { Steps } from './steps';

const MINUTE = 60_000;
/** Six people in a row, each with two slots of an hour at most. */
const LONGEST_VISIT_MINUTES = 720;
const RULES = HOLD_RULES.online;

/** What the database refuses where the journey holds something already. */
const HAS_HOLD = 'has_hold';
/** Null where there is no place, or the key was used. */
type MaybeHeld = PartyRow | typeof HAS_HOLD | null;

interface NewRow {
  attendee: number;
  slot: SlotRow;
  wish: SeatWish;
  /** The second slot of a visit that needs two. */
  isContinuation: boolean;
}

/** Taking, renewing and giving back places for ten minutes, step by step as the program does it. */
export class Holds {
  constructor(
    protected readonly store: MemoryStore,
    protected readonly allocation: Allocation,
    protected readonly keys: Keys,
  ) {}

  /** One person: candidate by candidate; where none has room, and for parties always, by the augmenting path. */
  *hold(request: HoldRequest): Steps<Answer<Held>> {
    const wishes = wishesOf(request);
    const known = this.replay(request);
    if (known) return known;
    const [only] = wishes as [SeatWish];
    const isOnePlace = wishes.length === 1 && !only.moreTime;
    const held = (isOnePlace ? yield* this.claimOneOf(request, only) : null) ?? (yield* this.seatAll(request, wishes));
    // Another tab of the same journey was faster: let it finish.
    if (held === HAS_HOLD) return refusal('in_progress');
    if (held) return this.shown(held, false);
    yield;
    return this.replay(request) ?? refusal('time_gone');
  }

  renew(partyId: number, token: string): Answer<{ expiresAt: number }> {
    return this.store.transaction(() => {
      const party = this.party(partyId, token);
      const facts = { rows: party?.rows ?? [], heldSince: party?.heldSince ?? 0, rules: RULES };
      const renewed = decideRenew(facts, this.store.now);
      if (!renewed.ok) return renewed;
      for (const row of facts.rows) this.store.setBooking(row, { holdExpiresAt: renewed.expiresAt });
      return { ...renewed, replayed: false };
    });
  }

  *release(partyId: number, token: string): Steps<Answer<object>> {
    const party = this.party(partyId, token);
    const release = decideRelease(party?.rows ?? []);
    if (!release.ok || !party) return refusal(release.ok ? 'gone' : release.reason);
    yield;
    this.store.transaction(() => this.endAll(party, () => true));
    return { ok: true, replayed: false };
  }

  /** The sweep: every hold that has lapsed, each on its own. */
  *expire(): Steps<number> {
    let ended = 0;
    for (const partyId of Array.from(this.store.held)) {
      const party = this.store.parties.get(partyId);
      if (!party?.rows.some((row) => this.hasLapsed(row))) continue;
      this.expireParty(party);
      ended += 1;
      yield;
    }
    return ended;
  }

  /** Frees the place of whoever was told `already_booked`: a hold in vain. */
  releaseParty(party: PartyRow): void {
    this.store.transaction(() => this.endAll(party, () => true));
  }

  party(partyId: number, token: string): PartyRow | undefined {
    const party = this.store.parties.get(partyId);
    return party?.token === token ? party : undefined;
  }

  protected expireParty(party: PartyRow): void {
    this.store.transaction(() => this.endAll(party, (row) => this.hasLapsed(row)));
  }

  /** The guarded statement: what it relies on is read at the moment it writes. */
  protected claim(request: HoldRequest, wish: SeatWish, slot: SlotRow): MaybeHeld {
    return this.store.transaction(() => {
      const key = this.keys.facts('hold', request);
      const facts = { key, isWithinBound: true, rules: RULES, slot, claimant: wish };
      const claimed = decideClaim(facts, this.store.now);
      if (!claimed.ok) return null;
      if (this.journeyParty(request)) return HAS_HOLD;
      this.allocation.take(slot);
      return this.insert(request, [{ attendee: 1, slot, wish, isContinuation: false }], claimed.expiresAt);
    });
  }

  /** Makes room by the moves, takes the places and writes the party. */
  protected seat(request: HoldRequest, moves: readonly Move[], rows: readonly NewRow[], expiresAt: number): PartyRow {
    for (const { id, from, to } of moves) {
      this.store.setBooking(this.store.bookings.get(id) as BookingRow, { slotId: to, strandedFrom: null });
      if (from !== null) this.allocation.giveBack(from);
      this.allocation.take(this.store.slot(to) as SlotRow);
    }
    for (const { slot } of rows) this.allocation.take(slot);
    return this.insert(request, rows, expiresAt);
  }

  private *claimOneOf(request: HoldRequest, wish: SeatWish): Steps<MaybeHeld> {
    const here = this.store.slotsFrom(request.siteId, request.start, request.start + 1);
    const candidates = here.filter(
      (slot) => canServe(slot, wish) && (wish.minutes === undefined || slot.minutes === wish.minutes),
    );
    for (const slot of candidateOrder(candidates)) {
      const held = yield* this.claimAgain(request, wish, slot);
      if (held) return held;
      yield;
    }
    return null;
  }

  /** One journey keeps one hold: the one before is freed only once a place was there for the new one. */
  private *claimAgain(request: HoldRequest, wish: SeatWish, slot: SlotRow): Steps<MaybeHeld> {
    const claimed = this.claim(request, wish, slot);
    if (claimed !== HAS_HOLD) return claimed;
    yield;
    this.freeJourney(request);
    yield;
    return this.claim(request, wish, slot);
  }

  private *seatAll(request: HoldRequest, wishes: readonly SeatWish[]): Steps<MaybeHeld> {
    const slots = this.slotsFor(request, wishes);
    if (slots.length === 0) return null;
    if (!this.couldSeat(slots, request, wishes)) {
      for (const party of this.lapsedIn(slots)) {
        yield;
        this.expireParty(party);
      }
      if (!this.couldSeat(slots, request, wishes)) return null;
    }
    yield;
    this.freeJourney(request);
    yield;
    return this.store.transaction(() => this.seatNow(request, slots, wishes));
  }

  private seatNow(request: HoldRequest, slots: readonly SlotRow[], wishes: readonly SeatWish[]): MaybeHeld {
    const key = this.keys.facts('hold', request);
    const facts = { key, isWithinBound: true, rules: RULES, slots, occupants: this.store.peopleOf(slots), wishes };
    const seats = decideSeats(facts, this.store.now);
    if (!seats.ok) return null;
    if (this.journeyParty(request)) return HAS_HOLD;
    const rows: NewRow[] = [];
    wishes.forEach((wish, n) => {
      for (const id of seats.slotIds[n] as number[]) {
        const isContinuation = rows.at(-1)?.wish === wish;
        rows.push({ attendee: n + 1, slot: this.store.slot(id) as SlotRow, wish, isContinuation });
      }
    });
    return this.seat(request, seats.moves, rows, seats.expiresAt);
  }

  private couldSeat(slots: readonly SlotRow[], request: HoldRequest, wishes: readonly SeatWish[]): boolean {
    const { journey } = request;
    const others = this.store
      .peopleOf(slots)
      .filter((row) => journey === undefined || row.status !== 'held' || row.journey !== journey);
    return seatWishes(slots, others, wishes) !== null;
  }

  /** Every slot on sale at the starts that the wishes may look at. */
  private slotsFor(request: HoldRequest, wishes: readonly SeatWish[]): SlotRow[] {
    const isInARow = wishes.some(({ start, moreTime }) => start === 'after' || moreTime);
    const until = request.start + (isInARow ? LONGEST_VISIT_MINUTES * MINUTE : 1);
    const known = this.store.slotsFrom(request.siteId, request.start, until);
    const onSale = known.filter((slot) => isOnSale(slot, this.store.now));
    const keys = new Set(startsToLook(onSale, wishes).map(startKey));
    return onSale.filter((slot) => keys.has(startKey(slot)));
  }

  private lapsedIn(slots: readonly SlotRow[]): PartyRow[] {
    const lapsed = this.store.peopleOf(slots).filter((row) => this.hasLapsed(row));
    return [...new Set(lapsed.map(({ partyId }) => this.store.parties.get(partyId) as PartyRow))];
  }

  private hasLapsed(row: BookingRow): boolean {
    return decideExpire(row, this.store.now).ok;
  }

  private journeyParty({ journey }: HoldRequest): PartyRow | undefined {
    return journey === undefined ? undefined : this.store.partyOfJourney(journey);
  }

  /** What the journey holds, but for the hold that this very request made when it was sent before. */
  private freeJourney(request: HoldRequest): void {
    const party = this.journeyParty(request);
    if (party && this.keys.answer<number>('hold', request) !== party.id)
      this.store.transaction(() => this.endAll(party, () => true));
  }

  /** All rows that are still held and meet the test. */
  private endAll(party: PartyRow, isMeant: (row: BookingRow) => boolean): void {
    const held = party.rows.filter((row) => row.status === 'held' && isMeant(row));
    const starts = party.rows.map(({ start }) => start);
    for (const row of held) this.allocation.end(row, 'expired');
    this.allocation.settle([...new Set(starts)]);
  }

  protected insert(request: HoldRequest, planned: readonly NewRow[], holdExpiresAt: number): PartyRow {
    const { journey = null, invited = null } = request;
    const id = this.store.nextId();
    const rows: BookingRow[] = [];
    for (const { attendee, slot, wish, isContinuation } of planned) {
      const made = {
        id: this.store.nextId(),
        partyId: id,
        attendee,
        continues: isContinuation ? (rows.at(-1) as BookingRow).id : null,
        pinned: wish.moreTime,
        serviceId: wish.serviceId,
        audienceId: wish.audienceId ?? null,
        createdAt: this.store.now,
        holdExpiresAt,
        restores: null,
        journey,
      };
      rows.push(heldRow(made, slot, this.store.startOf(slot.id)));
    }
    const party = this.store.addParty({ id, token: `t${id}`, heldSince: this.store.now, invited }, rows);
    this.keys.remember('hold', request, id);
    return party;
  }

  private replay(request: HoldRequest): Answer<Held> | null {
    const refused = this.keys.refusal('hold', request);
    if (!refused) return null;
    if (refused.reason !== 'replay') return refused;
    const party = this.store.parties.get(this.keys.answer<number>('hold', request));
    return party ? this.shown(party, true) : refusal('gone');
  }

  private shown({ id, token, heldSince, rows }: PartyRow, replayed: boolean): Answer<Held> {
    return { ok: true, replayed, partyId: id, token, expiresAt: rows[0]?.holdExpiresAt ?? heldSince };
  }
}

const refusal = (reason: Reason): { ok: false; reason: Reason } => ({ ok: false, reason });

const wishesOf = (request: HoldRequest): SeatWish[] => {
  const { siteId, start, attendees, together, minutes, audienceId = null } = request;
  return attendees.map(({ serviceId, moreTime = false }, n) => {
    const isAfter = together === 'consecutive' && n > 0;
    const wish = { siteId, serviceId, audienceId, moreTime, start: isAfter ? ('after' as const) : start };
    return minutes === undefined || isAfter ? wish : { ...wish, minutes };
  });
};
