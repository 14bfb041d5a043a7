import { Injectable } from '@nestjs/common';
import type { ChangeFigures, ChangePreview, ErrorCode } from '@fairslot/contract';
import { canonicalJson } from '@fairslot/domain';
import { Dispatch } from '../messages/dispatch';
import { Database, refusedBy, type Tx } from '../platform/database/database';
import { AppError } from '../platform/http/app-error';
import { Ids } from '../platform/ids/ids';
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
  /** Messages are on their way to people who keep their appointments. */
  tells?: boolean;
  result: R;
}

/** What the caller has seen. */
export interface Seen {
  version?: number | undefined;
  preview?: string | undefined;
}

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
   * Makes the change. What strands or cancels somebody has to be previewed; what was previewed has to be what happens.
   * `answer` reads what the caller is to see, in the same transaction.
   */
  async apply<R, A>(
    sites: readonly number[],
    seen: Seen,
    work: Work<R>,
    answer: (tx: Tx, result: R) => Promise<A>,
  ): Promise<A & { effect: ChangeFigures }> {
    try {
      const { figures, answered, tells } = await this.database.staffTx(sites, async (tx) => {
        const tried = await work(tx);
        const preview = await this.previewOf(tx, tried);
        if (!isAsSeen(preview, seen)) throw new AppError('preview_out_of_date', { preview });
        return { figures: tried.figures, answered: await answer(tx, tried.result), tells: tried.tells };
      });
      if (figures.cancelledAndTold + figures.newTimes > 0 || tells) this.dispatch.nudge();
      return { ...answered, effect: figures };
    } catch (error) {
      throw overlapping(error);
    }
  }

  private async previewOf<R>(tx: Tx, { change, from, version, figures, fates }: Tried<R>): Promise<ChangePreview> {
    const versions = await this.stranded.versions(
      tx,
      fates.map(({ bookingId }) => bookingId),
    );
    const bookings = fates
      .map(({ bookingId, outcome }) => [bookingId, versions.get(bookingId), outcome] as const)
      .sort(([a], [b]) => a - b);
    const preview = this.ids.hash(canonicalJson({ change, from, bookings })).toString('base64url');
    return { ...figures, people: [], messages: [], preview, version };
  }
}

function isAsSeen(preview: ChangePreview, seen: Seen): boolean {
  if (seen.version !== undefined && seen.version !== preview.version) return false;
  if (seen.preview !== undefined) return seen.preview === preview.preview;
  return preview.cancelledAndTold + preview.newTimes + preview.toCall === 0;
}

function overlapping(error: unknown): unknown {
  const code: ErrorCode = 'clinic_overlap';
  return refusedBy(error) === CLINIC_ONCE ? new AppError(code) : error;
}
