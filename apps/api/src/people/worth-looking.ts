/** Of the rows looked at, so many must have been known for the next to be looked at too. */
const ENOUGH = 0.1;
/** Pieces that are passed over before it is tried again. */
const PASSED_OVER = 31;

/** Whether it is worth looking for rows that say what is known, before they are sealed: not where a list brings people who are new. */
export class WorthLooking {
  private toPass = 0;

  /** Asked once for each piece. */
  now(): boolean {
    if (this.toPass === 0) return true;
    this.toPass -= 1;
    return false;
  }

  note(rows: number, known: number): void {
    if (known < rows * ENOUGH) this.toPass = PASSED_OVER;
  }
}
