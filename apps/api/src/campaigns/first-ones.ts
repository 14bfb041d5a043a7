/** The first so many of lists that come one after the other, without keeping all. */
export class FirstOnes<T> {
  private kept: T[] = [];

  /** `order` answers texts that stand, byte by byte, in the order that is wanted. */
  constructor(
    private readonly most: number,
    private readonly order: (one: T) => string,
  ) {}

  add(more: readonly T[]): void {
    // One by one, because a call takes only so many values.
    for (const one of more) this.kept.push(one);
    if (this.kept.length > this.most * 2) this.cut();
  }

  list(): T[] {
    this.cut();
    return this.kept;
  }

  private cut(): void {
    this.kept.sort((a, b) => (this.order(a) < this.order(b) ? -1 : this.order(a) > this.order(b) ? 1 : 0));
    if (this.kept.length > this.most) this.kept.length = this.most;
  }
}
