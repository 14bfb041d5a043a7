export interface Bounds {
  /** How long one is to take, on a machine of any speed and however busy. */
  wantedMs: number;
  fewest: number;
  first: number;
  most: number;
}

/** Slower than the fastest so far by this, a batch had to share the machine with others. */
const SHARED = 1.5;

/** How many people are written or read at once: as many as the last batches say fit into the time, so that bookings go on beside it. */
export class BatchSize {
  people: number;
  /** How long to wait before the next, in milliseconds: as long as this one waited for others, at most as long as it took. */
  restMs = 0;
  private fastest = Infinity;

  constructor(private readonly bounds: Bounds) {
    this.people = bounds.first;
  }

  /** Work on so many people, who may be others than `people` by now; what fails says nothing of how long it takes. */
  async timed<T>(done: number, work: () => Promise<T>): Promise<T> {
    this.restMs = 0;
    const from = performance.now();
    const result = await work();
    this.note(performance.now() - from, done);
    return result;
  }

  /** Half or twice as many as were done at most, because one batch says little. */
  note(ms: number, done: number): void {
    const { wantedMs, fewest, most } = this.bounds;
    const each = ms / done;
    this.fastest = Math.min(this.fastest, each);
    this.restMs = each > this.fastest * SHARED ? Math.round(ms - this.fastest * done) : 0;
    const factor = Math.min(2, Math.max(0.5, wantedMs / Math.max(1, ms)));
    this.people = Math.round(Math.min(most, Math.max(fewest, done * factor)));
  }
}
