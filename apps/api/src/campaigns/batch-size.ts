export interface Bounds {
  /** How long one is to take, on a machine of any speed and however busy. */
  wantedMs: number;
  fewest: number;
  first: number;
  most: number;
}

/** How many people are written or read at once: as many as the last batches say fit into the time, so that bookings go on beside it. */
export class BatchSize {
  people: number;

  constructor(private readonly bounds: Bounds) {
    this.people = bounds.first;
  }

  async timed<T>(work: () => Promise<T>): Promise<T> {
    const from = performance.now();
    const result = await work();
    this.note(performance.now() - from);
    return result;
  }

  /** Half or twice as many at most, because one batch says little. */
  note(ms: number): void {
    const { wantedMs, fewest, most } = this.bounds;
    const factor = Math.min(2, Math.max(0.5, wantedMs / Math.max(1, ms)));
    this.people = Math.round(Math.min(most, Math.max(fewest, this.people * factor)));
  }
}
