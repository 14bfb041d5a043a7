import { type BookingStatus, occupiesPlace, startKey } from '@fairslot/domain';
import { addOnce, listIn, without } from './lists';
import {
  type BookingChange,
  type BookingRow,
  change,
  changeable,
  type KeyRow,
  type PartyRow,
  rankOf,
  type SlotRow,
  type StartRow,
} from './rows';

interface Shelf {
  slot: SlotRow;
  start: StartRow;
  /** Who occupies a place of it. */
  people: BookingRow[];
}

/** A process that dies in the middle of a transaction. */
export class Crash extends Error {}

/** What has been written, each row once, for whoever checks it and empties the lists. */
export interface Touched {
  slots: SlotRow[];
  bookings: BookingRow[];
}

/** The tables of the booking core in memory, with transactions that happen whole or not at all. */
export class MemoryStore {
  /** Milliseconds; what `app_now()` is to the database. */
  now = 0;
  readonly parties = new Map<number, PartyRow>();
  readonly bookings = new Map<number, BookingRow>();
  readonly starts = new Map<string, StartRow>();
  readonly touched: Touched = { slots: [], bookings: [] };
  /** Parties with a row that is still held. */
  readonly held = new Set<number>();
  /** When set, the write that brings it to zero dies. */
  writesUntilCrash: number | null = null;
  protected undo: (() => void)[] = [];
  private readonly shelves = new Map<number, Shelf>();
  private readonly byClinic = new Map<number, SlotRow[]>();
  private readonly bySite = new Map<number, Map<number, SlotRow[]>>();
  private readonly keys = new Map<string, KeyRow>();
  private readonly continuations = new Map<number, BookingRow>();
  private readonly keeping = new Map<number, BookingRow>();
  private readonly byJourney = new Map<string, PartyRow>();
  private readonly byPerson = new Map<number, BookingRow[]>();
  private lastId = 0;
  private depth = 0;

  nextId(): number {
    this.lastId += 1;
    return this.lastId;
  }

  /** All of the work or nothing of it, also where it dies half way. */
  transaction<T>(work: () => T): T {
    if (this.depth > 0) return work();
    this.depth = 1;
    try {
      const result = work();
      this.undo.length = 0;
      return result;
    } catch (error) {
      this.rollBack();
      throw error;
    } finally {
      this.depth = 0;
      this.writesUntilCrash = null;
    }
  }

  slot(id: number): SlotRow | undefined {
    return this.shelves.get(id)?.slot;
  }

  people(slotId: number): readonly BookingRow[] {
    return this.shelves.get(slotId)?.people ?? [];
  }

  /** Who occupies places of any of these slots. */
  peopleOf(slots: readonly SlotRow[]): BookingRow[] {
    const all: BookingRow[] = [];
    for (const { id } of slots) for (const row of this.people(id)) all.push(row);
    return all;
  }

  startOf(slotId: number): StartRow {
    return (this.shelves.get(slotId) as Shelf).start;
  }

  /** Every slot of a site that begins in [from, until), soonest first. */
  slotsFrom(siteId: number, from: number, until: number): SlotRow[] {
    const site = this.bySite.get(siteId);
    if (!site) return [];
    if (until === from + 1) return site.get(from) ?? [];
    const starts = [...site.keys()].filter((start) => start >= from && start < until).sort((a, b) => a - b);
    return starts.flatMap((start) => site.get(start) as SlotRow[]);
  }

  slotsOfClinic(clinicId: number): readonly SlotRow[] {
    return this.byClinic.get(clinicId) ?? [];
  }

  allSlots(): SlotRow[] {
    return [...this.shelves.values()].map(({ slot }) => slot);
  }

  /** The row and the one that continues it. */
  visit(row: BookingRow): BookingRow[] {
    const more = this.continuations.get(row.id);
    return more ? [row, more] : [row];
  }

  /** The last hold made to keep this cancelled booking's place. */
  keeperOf(bookingId: number): BookingRow | undefined {
    return this.keeping.get(bookingId);
  }

  /** The party with which a journey holds something now. */
  partyOfJourney(journey: string): PartyRow | undefined {
    const last = this.byJourney.get(journey);
    return last?.rows.some((row) => row.status === 'held' && row.journey === journey) ? last : undefined;
  }

  /** Bookings of a person whom an invitation proved. */
  provedOf(personId: number): readonly BookingRow[] {
    return this.byPerson.get(personId) ?? [];
  }

  key(name: string): KeyRow | undefined {
    return this.keys.get(name);
  }

  remember(name: string, row: KeyRow): void {
    this.wrote(() => this.keys.delete(name));
    this.keys.set(name, row);
  }

  addSlot(slot: SlotRow): void {
    this.wrote(() => this.dropSlot(slot));
    const key = startKey(slot);
    const start = this.starts.get(key) ?? { key, slots: [], waiting: [] };
    this.starts.set(key, start);
    start.slots.push(slot);
    this.shelves.set(slot.id, { slot, start, people: [] });
    listIn(this.byClinic, slot.clinicId).push(slot);
    const site = this.bySite.get(slot.siteId) ?? new Map<number, SlotRow[]>();
    this.bySite.set(slot.siteId, site);
    site.set(slot.startsAt, [...(site.get(slot.startsAt) ?? []), slot]);
    addOnce(this.touched.slots, slot);
  }

  setSlot(slot: SlotRow, changes: Partial<SlotRow>): void {
    const before = { ...slot };
    this.wrote(() => Object.assign(slot, before));
    Object.assign(slot, changes);
    addOnce(this.touched.slots, slot);
  }

  addParty(party: Omit<PartyRow, 'rows'>, rows: readonly BookingRow[]): PartyRow {
    this.wrote(() => this.dropParty(added));
    const added = { ...party, rows };
    this.parties.set(party.id, added);
    for (const row of rows) this.put(row);
    const journey = rows[0]?.journey ?? null;
    if (journey !== null) this.byJourney.set(journey, added);
    return added;
  }

  /** One more row of a party that is there. */
  addRow(row: BookingRow): void {
    const party = this.parties.get(row.partyId) as PartyRow;
    const before = party.rows;
    this.wrote(() => {
      this.drop(row);
      party.rows = before;
    });
    party.rows = [...before, row];
    this.put(row);
  }

  setBooking(row: BookingRow, changes: BookingChange): void {
    const before = changeable(row);
    this.wrote(() => this.become(row, before));
    this.become(row, changes);
  }

  /** Forgets what began before the instant, and keys used before it. Outside every transaction. */
  forget(before: number): void {
    for (const [journey, { rows }] of this.byJourney)
      if (!rows.some(({ status }) => status === 'held')) this.byJourney.delete(journey);
    for (const { slot } of this.shelves.values()) if (slot.startsAt < before) this.dropSlot(slot);
    for (const party of this.parties.values())
      if (party.rows.every(({ startsAt }) => startsAt < before)) this.dropParty(party);
    for (const [key, start] of this.starts)
      if (start.slots.length + start.waiting.length === 0) this.starts.delete(key);
    for (const [name, { at }] of this.keys) if (at < before) this.keys.delete(name);
  }

  private dropParty(party: PartyRow): void {
    for (const row of party.rows) this.drop(row);
    const journey = party.rows[0]?.journey ?? null;
    if (journey !== null && this.byJourney.get(journey) === party) this.byJourney.delete(journey);
    this.parties.delete(party.id);
    this.held.delete(party.id);
  }

  private become(row: BookingRow, changes: BookingChange): void {
    // Only an end that changes leaves the row where it is listed.
    const staysListed = changes.status === undefined && changes.slotId === undefined && changes.startsAt === undefined;
    if (!staysListed) this.unseat(row);
    change(row, changes);
    if (staysListed) addOnce(this.touched.bookings, row);
    else this.seat(row);
  }

  private put(row: BookingRow): void {
    this.bookings.set(row.id, row);
    if (row.continues !== null) this.continuations.set(row.continues, row);
    if (row.restores !== null) this.keeping.set(row.restores, row);
    this.seat(row);
  }

  private drop(row: BookingRow): void {
    this.unseat(row);
    this.bookings.delete(row.id);
    if (row.continues !== null) this.continuations.delete(row.continues);
    if (row.restores !== null && this.keeping.get(row.restores) === row) this.keeping.delete(row.restores);
  }

  /** Puts the row where its columns say it is. */
  private seat(row: BookingRow): void {
    row.rank = rankOf(row.status);
    row.pinnedTo = row.pinned ? (row.slotId ?? row.strandedFrom ?? 0) : null;
    if (row.slotId !== null) row.start = this.shelves.get(row.slotId)?.start ?? row.start;
    addOnce(this.touched.bookings, row);
    const party = this.parties.get(row.partyId) as PartyRow;
    if (party.rows.some(({ status }) => status === 'held')) this.held.add(row.partyId);
    else this.held.delete(row.partyId);
    if (row.proved && row.personId !== null) listIn(this.byPerson, row.personId).push(row);
    this.listOf(row)?.push(row);
  }

  private unseat(row: BookingRow): void {
    if (row.proved && row.personId !== null) without(this.byPerson.get(row.personId), row);
    without(this.listOf(row), row);
  }

  /** Those it sits among, or waits with for a place. */
  private listOf(row: BookingRow): BookingRow[] | undefined {
    const { slotId, status } = row;
    if (slotId !== null) return occupiesPlace(status) ? this.shelves.get(slotId)?.people : undefined;
    return isStranded(status) ? row.start.waiting : undefined;
  }

  private dropSlot(slot: SlotRow): void {
    const start = this.startOf(slot.id);
    start.slots = start.slots.filter(({ id }) => id !== slot.id);
    this.shelves.delete(slot.id);
    const clinic = this.byClinic.get(slot.clinicId);
    without(clinic, slot);
    if (clinic?.length === 0) this.byClinic.delete(slot.clinicId);
    const site = this.bySite.get(slot.siteId);
    const left = site?.get(slot.startsAt)?.filter(({ id }) => id !== slot.id) ?? [];
    if (left.length > 0) site?.set(slot.startsAt, left);
    else site?.delete(slot.startsAt);
  }

  private wrote(undo: () => void): void {
    if (this.writesUntilCrash !== null) {
      this.writesUntilCrash -= 1;
      if (this.writesUntilCrash <= 0) throw new Crash('the process died');
    }
    this.undo.push(undo);
  }

  protected rollBack(): void {
    for (const undo of this.undo.toReversed()) undo();
    this.undo.length = 0;
  }
}

/** Without a slot, these wait for one. */
const isStranded = (status: BookingStatus): boolean => status === 'booked' || status === 'checked_in';
