import {
  type BookedFacts,
  type BookingAction,
  decideCancel,
  decideConfirm,
  decideKeep,
  decideMove,
  decideRestore,
  nextStatus,
} from '@fairslot/domain';
import type { Allocation } from './allocation';
import type { Holds } from './holds';
import type { Keys } from './keys';
import type { MemoryStore } from './memory-store';
import type { Answer, Booked, ChangeRequest, ConfirmRequest, MoveRequest, Reason } from './requests';
import { type BookingRow, heldRow, type PartyRow, type SlotRow, type StartRow } from './rows';
import type { Steps } from './steps';

const DONE = { ok: true, replayed: false } as const;
const LIVE: ReadonlySet<string> = new Set(['held', 'booked', 'checked_in']);

type Done = Answer<object>;

/** Confirming, cancelling, restoring and moving: each looks first and decides again in the transaction that writes. */
export class Changes {
  constructor(
    protected readonly store: MemoryStore,
    protected readonly allocation: Allocation,
    protected readonly keys: Keys,
    protected readonly holds: Holds,
  ) {}

  *confirm(request: ConfirmRequest): Steps<Answer<Booked>> {
    const party = this.holds.party(request.partyId, request.token);
    if (!party) return refusal('gone');
    if (Math.max(...party.rows.map(({ attendee }) => attendee)) !== request.people) return refusal('invalid');
    yield;
    const decided = this.store.transaction(() => this.confirmNow(request, party));
    if (decided.ok) return { ...DONE, bookingIds: visitIds(party) };
    if (decided.reason === 'replay') return this.replayed<Booked>('confirm', request);
    if (decided.reason === 'already_booked') {
      yield;
      this.holds.releaseParty(party);
    }
    return refusal(decided.reason);
  }

  *cancel(request: ChangeRequest, mayReturn = true): Steps<Done> {
    const row = this.store.bookings.get(request.bookingId);
    if (!row) return refusal('gone');
    yield;
    return this.done(
      `cancel:${row.id}`,
      request,
      this.store.transaction(() => this.cancelNow(request, row, mayReturn)),
    );
  }

  *restore(request: ChangeRequest): Steps<Done> {
    const row = this.store.bookings.get(request.bookingId);
    if (!row) return refusal('gone');
    yield;
    const decided = this.store.transaction(() => this.restoreNow(request, row));
    // To the caller the time is gone: somebody else may have it by now.
    if (!decided.ok && decided.reason === 'gone') return refusal('time_gone');
    return this.done(`restore:${row.id}`, request, decided);
  }

  *move(request: MoveRequest): Steps<Done> {
    const row = this.store.bookings.get(request.bookingId);
    const target = this.holds.party(request.partyId, request.token);
    if (!row || !target) return refusal('gone');
    yield;
    return this.done(
      `move:${row.id}`,
      request,
      this.store.transaction(() => this.moveNow(request, row, target)),
    );
  }

  /** What a desk records. The place it takes stays taken. */
  attend(bookingId: number, act: Extract<BookingAction, 'check_in' | 'complete' | 'did_not_attend' | 'undo'>): Done {
    return this.store.transaction(() => {
      const row = this.store.bookings.get(bookingId);
      const status = row && nextStatus(row.status, act);
      if (!status) return refusal('wrong_state');
      // Whoever booked again after they had not come has that booking now.
      const isBack = LIVE.has(status) && !LIVE.has(row.status);
      if (isBack && row.proved && this.hasOther(row.personId, row)) return refusal('already_booked');
      for (const part of this.store.visit(row)) this.store.setBooking(part, { status });
      return DONE;
    });
  }

  protected confirmNow(request: ConfirmRequest, party: PartyRow) {
    const facts = {
      key: this.keys.facts('confirm', request),
      rows: party.rows,
      asked: party.rows.length,
      contact: null,
      isAlreadyBooked: party.rows.some((row) => row.attendee === 1 && this.hasOther(party.invited, row)),
    };
    const decided = decideConfirm(facts, this.store.now);
    if (!decided.ok) return decided;
    for (const row of party.rows) {
      const proved = party.invited !== null && row.attendee === 1;
      const personId = proved ? party.invited : null;
      this.store.setBooking(row, { status: 'booked', holdExpiresAt: null, journey: null, proved, personId });
    }
    this.keys.remember('confirm', request, { bookingIds: visitIds(party) });
    return decided;
  }

  protected cancelNow(request: ChangeRequest, row: BookingRow, mayReturn: boolean) {
    const visit = bySlot(this.store.visit(row));
    const key = this.keys.facts(`cancel:${row.id}`, request);
    const decided = decideCancel({ key, visit: this.store.visit(row), mayReturn }, this.store.now);
    if (!decided.ok) return decided;
    const starts = this.startsOf(visit);
    for (const part of visit) this.allocation.end(part, 'cancelled');
    this.allocation.settle(starts);
    if (decided.keepsPlace) this.keep(visit);
    this.keys.remember(`cancel:${row.id}`, request, {});
    return decided;
  }

  protected restoreNow(request: ChangeRequest, row: BookingRow) {
    const visit = this.store.visit(row);
    const keepers = visit.map(({ id }) => this.store.keeperOf(id));
    const facts = {
      key: this.keys.facts(`restore:${row.id}`, request),
      status: row.status,
      kept: keepers.map((keeper) => (keeper?.status === 'held' ? keeper : null)),
      isAlreadyBooked: row.proved && this.hasOther(row.personId, row),
    };
    const decided = decideRestore(facts, this.store.now);
    if (!decided.ok) return decided;
    visit.forEach((part, n) => {
      const keeper = keepers[n] as BookingRow;
      this.store.setBooking(keeper, { status: 'expired' });
      this.store.setBooking(part, { status: 'booked', slotId: keeper.slotId });
    });
    this.keys.remember(`restore:${row.id}`, request, {});
    return decided;
  }

  protected moveNow(request: MoveRequest, row: BookingRow, party: PartyRow) {
    const visit = byStart(this.store.visit(row));
    const rows = byStart(party.rows);
    const shape = <R extends BookingRow>(part: R) => ({ ...part, isContinuation: part.continues !== null });
    const target = { partyId: party.id, serviceId: party.rows[0]?.serviceId ?? 0, rows: rows.map(shape) };
    const key = this.keys.facts(`move:${row.id}`, request);
    const decided = decideMove(
      { key, old: row as BookedFacts & BookingRow, visit: visit.map(shape), target },
      this.store.now,
    );
    if (!decided.ok) return decided;
    const starts = this.startsOf([...visit, ...rows]);
    for (const held of rows) this.store.setBooking(held, { status: 'expired', journey: null });
    visit.forEach((part, n) => this.moveInto(part, rows[n] as BookingRow));
    const second = rows[visit.length];
    if (second) this.continueVisit(row, second);
    this.allocation.settle(starts);
    this.keys.remember(`move:${row.id}`, request, {});
    return decided;
  }

  private moveInto(part: BookingRow, held: BookingRow): void {
    const { slotId, siteId, startsAt, minutes, pinned, audienceId } = held;
    const was = part.slotId;
    this.store.setBooking(part, { slotId, siteId, startsAt, minutes, pinned, audienceId, strandedFrom: null });
    if (was !== null) this.allocation.giveBack(was);
  }

  /** Who had one slot has the one after it too. */
  private continueVisit(row: BookingRow, { slotId, start }: BookingRow): void {
    const { partyId, attendee, serviceId, audienceId, personId, proved } = row;
    const id = this.store.nextId();
    const common = { id, partyId, attendee, serviceId, audienceId, continues: row.id, pinned: true };
    const made = { ...common, createdAt: this.store.now, holdExpiresAt: null, restores: null, journey: null };
    const held = heldRow(made, this.store.slot(slotId ?? 0) as SlotRow, start);
    this.store.addRow({ ...held, status: 'booked', personId, proved });
  }

  /** Keeps the places of a visit that was just cancelled, where they are still to be had. */
  private keep(visit: readonly BookingRow[]): void {
    const parts = visit.map(({ slotId, serviceId }) => ({ slot: this.store.slot(slotId ?? 0), serviceId }));
    const kept = decideKeep(parts, this.store.now);
    if (!kept.ok) return;
    const id = this.store.nextId();
    const rows = visit.map((part, n): BookingRow => {
      const { pinned, serviceId, audienceId, id: restores } = part;
      const holdExpiresAt = kept.expireAt[n] as number;
      const common = { pinned, serviceId, audienceId, restores, holdExpiresAt, createdAt: this.store.now };
      const made = { ...common, id: this.store.nextId(), partyId: id, attendee: 1, continues: null, journey: null };
      return heldRow(made, parts[n]?.slot as SlotRow, part.start);
    });
    for (const { slot } of parts) if (slot) this.allocation.take(slot);
    // Nobody knows the token: only restoring uses this hold.
    this.store.addParty({ id, token: `kept${id}`, heldSince: this.store.now, invited: null }, rows);
  }

  /** Has a proved person another live booking of the row's service? */
  private hasOther(personId: number | null, { serviceId, continues, partyId }: BookingRow): boolean {
    if (personId === null || continues !== null) return false;
    return this.store
      .provedOf(personId)
      .some(
        (row) =>
          row.partyId !== partyId && row.serviceId === serviceId && row.continues === null && LIVE.has(row.status),
      );
  }

  private startsOf(rows: readonly BookingRow[]): StartRow[] {
    return [...new Set(rows.map(({ start }) => start))];
  }

  private done(scope: string, request: ChangeRequest, decided: { ok: true } | { ok: false; reason: Reason }): Done {
    if (decided.ok) return DONE;
    return decided.reason === 'replay' ? this.replayed(scope, request) : refusal(decided.reason);
  }

  private replayed<T extends object>(scope: string, request: { key: string; requestHash: string }): Answer<T> {
    return { ok: true, replayed: true, ...this.keys.answer<T>(scope, request) };
  }
}

const refusal = (reason: Reason): { ok: false; reason: Reason } => ({ ok: false, reason });

const visitIds = ({ rows }: PartyRow): number[] =>
  rows.filter(({ continues }) => continues === null).map(({ id }) => id);

const bySlot = (rows: readonly BookingRow[]): BookingRow[] =>
  rows.toSorted((a, b) => (a.slotId ?? 0) - (b.slotId ?? 0) || a.id - b.id);

const byStart = (rows: readonly BookingRow[]): BookingRow[] =>
  rows.toSorted((a, b) => a.startsAt - b.startsAt || a.id - b.id);
