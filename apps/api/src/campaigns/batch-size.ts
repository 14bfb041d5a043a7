/** A transaction of the waves is to take about this long, on a machine of any speed and however busy: bookings go on beside it. */
const WANTED_MS = 150;
const [FEWEST, FIRST, MOST] = [50, 300, 1000];

/** How many people are written at once: as many as the last batches say fit into the time. */
export class BatchSize {
  people = FIRST;

  async timed<T>(write: () => Promise<T>): Promise<T> {
    const from = performance.now();
    const result = await write();
    this.note(performance.now() - from);
    return result;
  }

  /** Half or twice as many at most, because one batch says little. */
  note(ms: number): void {
    const factor = Math.min(2, Math.max(0.5, WANTED_MS / Math.max(1, ms)));
    this.people = Math.round(Math.min(MOST, Math.max(FEWEST, this.people * factor)));
  }
}
