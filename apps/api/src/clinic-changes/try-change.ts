import { Injectable } from '@nestjs/common';
import type { ChangeFigures, ChangePreview, Endpoint, ErrorCode } from '@fairslot/contract';
import { canonicalJson, secondPersonFor } from '@fairslot/domain';
import { Dispatch } from '../messages/dispatch';
import { Database, refusedBy, type Tx } from '../platform/database/database';
import { AppError } from '../platform/http/app-error';
import type { StaffCaller } from '../platform/http/caller';
import type { Parsed } from '../platform/http/serve';
import { Ids } from '../platform/ids/ids';
import { AlertOthers } from './alert-others';
import { ClinicSlotsStore } from './clinic-slots.store';
import { CLINIC_ONCE } from './clinics.store';
import type { Fate } from './refit-slots';
import { ShowDisplaced } from './show-displaced';
import { StrandedStore } from './stranded.store';

/** A change that has been carried out, in a transaction that may still be taken back. */
export interface Tried<R> {
  /** What was asked for: a preview stands for this and nothing else. */
  change: unknown;
  /** Ids and versions, as they were, of everything that was changed. */
  from: readonly (readonly [string, number, number])[];
  /** Of the clinic or series, as it was; 0 for what is new. */
  version: number;
  figures: ChangeFigures;
  fates: readonly Fate[];
  result: R;
}

/** Settles, in the transaction of the change, that a second person agreed to it. */
export type Agreed = (tx: Tx) => Promise<void>;

/** What the caller has seen, and how far others are in it. */
export interface Seen {
  version?: number | undefined;
  preview?: string | undefined;
  /** Why an urgent change does not wait for a second person. */
  alone?: string | undefined;
  agreed?: Agreed | undefined;
}

/** Who asks, and at which site. */
export interface Asker {
  params: { siteId: string };
  caller: StaffCaller;
  requestId: string;
}

/** What is asked for, by its own endpoint or by a proposal that somebody agreed to. */
export type Asked<E extends Endpoint> = Pick<Parsed<E, StaffCaller>, 'params' | 'body' | 'caller' | 'requestId'>;

type Work<R> = (tx: Tx) => Promise<Tried<R>>;

/** Ends a transaction without leaving a trace. */
class TakenBack extends Error {
  constructor(readonly answer: unknown) {
    super('taken back');
  }
}

/** Previews a change by making it and taking it back; applies it only where it does what its preview said. */
@Injectable()
export class TryChange {
  constructor(
    private readonly database: Database,
    private readonly stranded: StrandedStore,
    private readonly displaced: ShowDisplaced,
    private readonly ids: Ids,
    private readonly dispatch: Dispatch,
    private readonly slots: ClinicSlotsStore,
    private readonly alerts: AlertOthers,
  ) {}

  /** What the change would do, with what it would have answered. `sites` are those whose rows it may reach. */
  async preview<R>(sites: readonly number[], work: Work<R>): Promise<ChangePreview & { result: R }> {
    try {
      return await this.database.staffTx(sites, async (tx) => {
        const tried = await work(tx);
        const shown = await this.displaced.run(tx, tried.fates);
        throw new TakenBack({ ...(await this.previewOf(tx, tried)), ...shown, result: tried.result });
      });
    } catch (error) {
      if (error instanceof TakenBack) return error.answer as ChangePreview & { result: R };
      throw overlapping(error);
    }
  }

  /**
   * Makes the change. What strands or cancels somebody has to be previewed; what was previewed has to be what happens; what
   * cancels or tells many has to be agreed to. `answer` reads what the caller is to see, in the same transaction.
   */
  async apply<R, A>(
    sites: readonly number[],
    seen: Seen & Partial<Asker>,
    work: Work<R>,
    answer: (tx: Tx, result: R) => Promise<A>,
  ): Promise<A & { effect: ChangeFigures }> {
    try {
      const { figures, answered } = await this.database.staffTx(sites, async (tx) => {
        const tried = await work(tx);
        const preview = await this.previewOf(tx, tried);
        if (!isAsSeen(preview, seen)) throw new AppError('preview_out_of_date', { preview });
        await this.demandSecondPerson(tx, preview, seen);
        return { figures: tried.figures, answered: await answer(tx, tried.result) };
      });
      if (toldBy(figures) > 0) this.dispatch.nudge();
      return { ...answered, effect: figures };
    } catch (error) {
      throw overlapping(error);
    }
  }

  /** A change for many goes on if somebody else agreed, or if it is urgent: then with a reason, and others hear of it. */
  private async demandSecondPerson(tx: Tx, preview: ChangePreview, seen: Seen & Partial<Asker>): Promise<void> {
    const { agreed, alone, caller, requestId, params } = seen;
    if (agreed) return agreed(tx);
    if (preview.secondPerson === 'not_needed') return;
    if (preview.secondPerson === 'needed' || !alone || !caller || !requestId || !params)
      throw new AppError('second_person_needed', { preview });
    const reach = { cancelled: preview.cancelledAndTold, told: toldBy(preview) };
    await this.alerts.ofUrgent(tx, {
      siteSlug: params.siteId,
      userId: caller.userId,
      requestId,
      reason: alone,
      ...reach,
    });
  }

  private async previewOf<R>(tx: Tx, { change, from, version, figures, fates }: Tried<R>): Promise<ChangePreview> {
    const versions = await this.stranded.versions(
      tx,
      fates.map(({ bookingId }) => bookingId),
    );
    const bookings = fates
      .map(({ bookingId, outcome }) => [bookingId, versions.get(bookingId), outcome] as const)
      .sort(([a], [b]) => a - b);
    const concerned = fates.filter(({ outcome }) => ['told', 'new_time', 'new_place'].includes(outcome));
    const secondPerson = secondPersonFor(
      {
        cancelled: figures.cancelledAndTold,
        told: toldBy(figures),
        starts: concerned.map(({ startsAt }) => startsAt),
      },
      await this.slots.now(tx),
    );
    const preview = this.ids.hash(canonicalJson({ change, from, bookings })).toString('base64url');
    return { ...figures, secondPerson, people: [], messages: [], preview, version };
  }
}

/** How many are sent something. */
export const toldBy = ({
  cancelledAndTold,
  newTimes,
  toldOfPlace,
}: Pick<ChangeFigures, 'cancelledAndTold' | 'newTimes' | 'toldOfPlace'>): number =>
  cancelledAndTold + newTimes + toldOfPlace;

function isAsSeen(preview: ChangePreview, seen: Seen): boolean {
  if (seen.version !== undefined && seen.version !== preview.version) return false;
  if (seen.preview !== undefined) return seen.preview === preview.preview;
  return preview.cancelledAndTold + preview.newTimes + preview.toCall === 0;
}

function overlapping(error: unknown): unknown {
  const code: ErrorCode = 'clinic_overlap';
  return refusedBy(error) === CLINIC_ONCE ? new AppError(code) : error;
}
