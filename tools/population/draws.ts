/** Chance by counting: what is drawn for an index is the same on every run, whatever was drawn before it. */
export class Draws {
  private state = 0;

  constructor(private readonly seed: number) {}

  /** Begins anew for this index; kinds that use the same indexes name themselves apart by `stream`. */
  at(index: number, stream = 0): this {
    this.state = mixed((Math.imul(this.seed + 1, 0x9e3779b1) ^ mixed(index + Math.imul(stream, 0x85ebca6b))) | 0);
    return this;
  }

  /** 0 ≤ x < 1, by mulberry32. */
  next(): number {
    this.state = (this.state + 0x6d2b79f5) | 0;
    let one = Math.imul(this.state ^ (this.state >>> 15), 1 | this.state);
    one = (one + Math.imul(one ^ (one >>> 7), 61 | one)) ^ one;
    return ((one ^ (one >>> 14)) >>> 0) / 4_294_967_296;
  }

  chance(probability: number): boolean {
    return this.next() < probability;
  }

  /** A whole number, both ends included. */
  between(from: number, to: number): number {
    return from + Math.floor(this.next() * (to - from + 1));
  }

  pick<T>(from: readonly T[]): T {
    return from[this.between(0, from.length - 1)] as T;
  }
}

function mixed(value: number): number {
  let one = Math.imul(value ^ (value >>> 16), 0x7feb352d);
  one = Math.imul(one ^ (one >>> 15), 0x846ca68b);
  return one ^ (one >>> 16);
}

/** Draws one of many by weight, in the same time however many there are: Walker's alias method. */
export class Weighed {
  private readonly keep: Float64Array;
  private readonly other: Int32Array;

  constructor(weights: readonly number[]) {
    const all = weights.reduce((sum, weight) => sum + weight, 0);
    this.keep = Float64Array.from(weights, (weight) => (weight * weights.length) / all);
    this.other = Int32Array.from(weights, (_, index) => index);
    const small = [...this.keep.keys()].filter((index) => (this.keep[index] as number) < 1);
    const large = [...this.keep.keys()].filter((index) => (this.keep[index] as number) >= 1);
    while (small.length > 0 && large.length > 0) {
      const [less, more] = [small.pop() as number, large.at(-1) as number];
      this.other[less] = more;
      const left = (this.keep[more] as number) + (this.keep[less] as number) - 1;
      this.keep[more] = left;
      if (left < 1) small.push(large.pop() as number);
    }
    for (const index of [...small, ...large]) this.keep[index] = 1;
  }

  draw(draws: Draws): number {
    const at = draws.next() * this.keep.length;
    const index = Math.floor(at);
    return at - index < (this.keep[index] as number) ? index : (this.other[index] as number);
  }
}
