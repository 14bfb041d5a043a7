import { HOLD_RULES, RETURN_MINUTES, startKey } from '@fairslot/domain';
import type { BookingRow, MemoryCore, PartyRow, SlotRow, StartRow } from '@fairslot/testing';
import type { Act, ActName } from './acts';
import { couldSit, maySit } from './oracle';
import { placeOf, type Seen, Shadow } from './shadow';

const MINUTE = 60_000;
const MOST_KEPT = 20;
const LIVE: ReadonlySet<string> = new Set(['held', 'booked', 'checked_in']);
const STANDING: ReadonlySet<string> = new Set(['booked', 'checked_in']);

/** Which acts may take a booking from one status to another. Ends of holds are everywhere: whoever is served first ends them. */
const WAYS: Record<string, readonly ActName[] | 'any'> = {
  'held booked': ['confirm'],
  'held expired': 'any',
  'booked cancelled': ['cancel'],
  'cancelled booked': ['restore'],
  'booked checked_in': ['attend'],
  'booked did_not_attend': ['attend'],
  'checked_in completed': ['attend'],
  'checked_in booked': ['attend'],
  'completed checked_in': ['attend'],
  'did_not_attend booked': ['attend'],
};

/** Looks at everything a step has written, and says what must never be. */
export class Watch {
  violations = 0;
  readonly examples: string[] = [];
  private readonly shadow = new Shadow();
  private readonly journeys = new Map<string, number>();
  /** Whether the step has sold places to the public. */
  private sold = false;
  private readonly answers = new Map<string, { text: string; at: number }>();

  constructor(private readonly core: MemoryCore) {}

  /** After each step of an act; everything touched since the one before belongs to it. */
  step(act: Act): void {
    const { slots, bookings } = this.core.store.touched;
    if (slots.length + bookings.length === 0) return;
    const parties: PartyRow[] = [];
    for (const row of bookings) {
      // A row that a transaction took back again is not there.
      if (this.core.store.bookings.get(row.id) !== row) continue;
      addOnce(parties, this.core.store.parties.get(row.partyId) as PartyRow);
      this.booking(row, this.shadow.follow(row, this.now), act);
    }
    for (const party of parties) this.party(party, act);
    for (const slot of this.slotsOf(slots, bookings)) this.slot(slot, act);
    for (const start of this.startsOf(slots, bookings)) this.start(start, act);
    this.shadow.changed.length = 0;
    this.sold = false;
    slots.length = 0;
    bookings.length = 0;
  }

  /** What was refused has changed nothing. */
  refused(act: Act, reason: string): void {
    const { slots, bookings } = this.core.store.touched;
    if (slots.length + bookings.length > 0) this.broken(`${act.name} was refused (${reason}) and yet wrote`);
  }

  /** One key has one answer, however often it is asked. */
  answered(key: string, text: string): void {
    const known = this.answers.get(key);
    if (!known) this.answers.set(key, { text, at: this.now });
    else if (known.text !== text) this.broken(`key ${key} was answered ${known.text}, then ${text}`);
  }

  knows(key: string | null): boolean {
    return key !== null && this.answers.has(key);
  }

  forget(before: number): void {
    this.shadow.forget((id) => !this.core.store.bookings.has(id));
    for (const [key, { at }] of this.answers) if (at < before) this.answers.delete(key);
    for (const [journey, party] of this.journeys)
      if (!this.core.store.parties.has(party)) this.journeys.delete(journey);
  }

  broken(what: string): void {
    this.violations += 1;
    if (this.examples.length < MOST_KEPT) this.examples.push(`${new Date(this.now).toISOString()} ${what}`);
  }

  private get now(): number {
    return this.core.store.now;
  }

  private booking(row: BookingRow, was: Seen | undefined, act: Act): void {
    if (!was) this.added(row, act);
    else if (was.status !== row.status) this.changed(row, was, act);
    if (was) this.moved(row, was, act);
    if (row.start.key !== startKey(row)) this.broken(`booking ${row.id} is listed at another start than its own`);
    const place = placeOf(row);
    if (place === null) return;
    const slot = this.core.store.slot(place);
    if (!slot) return this.broken(`booking ${row.id} sits in no slot`);
    const { siteId, startsAt, minutes } = slot;
    if (siteId !== row.siteId || startsAt !== row.startsAt || minutes !== row.minutes)
      this.broken(`booking ${row.id} sits at another time or site than its own`);
  }

  private added(row: BookingRow, act: Act): void {
    const limit = row.restores === null ? HOLD_RULES.online.minutes : RETURN_MINUTES;
    // The second slot of a visit that moves into two: the hold it moves into has had it.
    const isSecond = act.name === 'move' && row.status === 'booked' && row.continues === act.subject;
    if (row.status !== 'held' && !isSecond) this.broken(`booking ${row.id} came as ${row.status}`);
    if (Number(row.holdExpiresAt) > this.now + limit * MINUTE || Number(row.holdExpiresAt) > row.startsAt)
      this.broken(`hold ${row.partyId} lasts too long`);
    if (row.journey !== null) this.onlyHold(row, row.journey);
    if (act.name !== 'hold') return;
    this.sold = true;
    const slot = this.core.store.slot(row.slotId ?? 0);
    if (slot?.status !== 'open' || slot.startsAt <= this.now)
      this.broken(`hold ${row.partyId} has a time that was not on sale`);
  }

  /** One journey has one live hold. */
  private onlyHold({ partyId }: BookingRow, journey: string): void {
    const before = this.journeys.get(journey);
    const rows = before === undefined || before === partyId ? [] : (this.core.store.parties.get(before)?.rows ?? []);
    if (rows.some((row) => row.status === 'held')) this.broken(`journey ${journey} holds twice`);
    this.journeys.set(journey, partyId);
  }

  private changed(row: BookingRow, was: Seen, act: Act): void {
    const way = `${was.status} ${row.status}`;
    const acts = WAYS[way];
    const isIts =
      acts === 'any' || act.subject === row.id || act.subject === row.partyId || act.subject === row.continues;
    if (!acts || !isIts || (acts !== 'any' && !acts.includes(act.name)))
      this.broken(`${act.name} of ${act.subject} took booking ${row.id} from ${was.status} to ${row.status}`);
    if (way === 'held booked') this.confirmed(row);
    if (way === 'cancelled booked') {
      const isLate = this.now > was.cancelledAt + RETURN_MINUTES * MINUTE || this.now > row.startsAt;
      if (isLate) this.broken(`booking ${row.id} was had back too late`);
    }
    if (row.status === 'booked' && row.proved) this.alone(row);
  }

  private confirmed(row: BookingRow): void {
    const { heldSince } = this.core.store.parties.get(row.partyId) as PartyRow;
    if (this.now > heldSince + HOLD_RULES.online.maxMinutes * MINUTE || this.now > row.startsAt)
      this.broken(`hold ${row.partyId} was confirmed too late`);
  }

  /** A proved person has one live booking of a service. */
  private alone(row: BookingRow): void {
    const live = this.core.store
      .provedOf(row.personId ?? 0)
      .filter((other) => other.serviceId === row.serviceId && other.continues === null && LIVE.has(other.status));
    if (live.length > 1 && row.continues === null) this.broken(`person ${row.personId} is booked ${live.length} times`);
  }

  private moved(row: BookingRow, was: Seen, act: Act): void {
    const isElsewhere = was.startsAt !== row.startsAt || was.siteId !== row.siteId;
    const isAsked = act.name === 'move' && (act.subject === row.id || act.subject === row.continues);
    if (isElsewhere && !isAsked) this.broken(`${act.name} moved booking ${row.id} to another time`);
    const isStranded = was.slotId !== null && row.slotId === null;
    if (isStranded && !act.changesClinics) this.broken(`${act.name} of ${act.subject} stranded booking ${row.id}`);
  }

  /** All or nothing, whatever happens to a party. */
  private party({ id, rows }: PartyRow, act: Act): void {
    const held = rows.filter(({ status }) => status === 'held').length;
    const isBooked = rows.some(({ status }) => status !== 'held' && status !== 'expired');
    if (held > 0 && isBooked) this.broken(`party ${id} is booked in part, by ${act.name}`);
    for (const row of rows) {
      const main = row.continues === null ? undefined : this.core.store.bookings.get(row.continues);
      if (main && main.pinned && STANDING.has(main.status)) this.visit(main, row, act);
    }
  }

  private visit(main: BookingRow, more: BookingRow, act: Act): void {
    const [one, two] = [this.core.store.slot(main.slotId ?? 0), this.core.store.slot(more.slotId ?? 0)];
    if (!one && !two) return;
    const isWhole = one && two && one.clinicId === two.clinicId && two.startsAt === one.startsAt + one.minutes * MINUTE;
    if (!isWhole || main.status !== more.status) this.broken(`${act.name} tore the visit of booking ${main.id}`);
  }

  private slot(slot: SlotRow, act: Act): void {
    const { id, taken, capacity } = slot;
    if (taken !== this.shadow.placesTaken(id))
      this.broken(`slot ${id} counts ${taken} and has ${this.shadow.placesTaken(id)} after ${act.name}`);
    if (taken < 0 || taken > capacity)
      this.broken(`slot ${id} has ${taken} of ${capacity} places taken after ${act.name}`);
    // Whoever moves to make room changes places with nobody: only where more are taken than before must they be on sale.
    const before = this.shadow.changed.find(({ slotId }) => slotId === id)?.taken ?? taken;
    if (this.sold && taken > before && taken + slot.reserved > capacity)
      this.broken(`slot ${id} sold a place that is kept back`);
    for (const row of this.core.store.people(id))
      if (!maySit(slot, row)) this.broken(`slot ${id} cannot serve booking ${row.id} after ${act.name}`);
  }

  /** Nobody waits who could be served, not even in the place of a hold. */
  private start({ waiting }: StartRow, act: Act): void {
    for (const row of waiting) {
      const rest = this.otherHalf(row);
      if (rest && rest.id < row.id) continue;
      const halves = rest ? [row, rest] : [row];
      if (halves.every((half) => this.couldServe(half)))
        this.broken(`booking ${row.id} is stranded and could be served, after ${act.name}`);
    }
  }

  private couldServe(row: BookingRow): boolean {
    const { slots } = row.start;
    const people = this.core.store.peopleOf(slots).filter(({ status }) => status !== 'held');
    return couldSit(slots, people, row);
  }

  private otherHalf(row: BookingRow): BookingRow | undefined {
    if (!row.pinned) return undefined;
    return row.continues === null ? this.core.store.visit(row)[1] : this.core.store.bookings.get(row.continues);
  }

  private slotsOf(slots: readonly SlotRow[], bookings: readonly BookingRow[]): SlotRow[] {
    const all: SlotRow[] = [];
    const add = (slot: SlotRow | undefined): void => {
      if (slot && this.core.store.slot(slot.id) === slot) addOnce(all, slot);
    };
    for (const slot of slots) add(slot);
    for (const { slotId } of bookings) if (slotId !== null) add(this.core.store.slot(slotId));
    for (const { slotId } of this.shadow.changed) add(this.core.store.slot(slotId));
    return all;
  }

  private startsOf(slots: readonly SlotRow[], bookings: readonly BookingRow[]): StartRow[] {
    const starts: StartRow[] = [];
    for (const slot of slots)
      if (this.core.store.slot(slot.id) === slot) addOnce(starts, this.core.store.startOf(slot.id));
    for (const { start } of bookings) addOnce(starts, start);
    return starts;
  }
}

const addOnce = <T>(list: T[], item: T): void => {
  if (!list.includes(item)) list.push(item);
};
