const { imul } = Math;

/** Chance from a seed: sfc32, which has no short cycles and costs a few nanoseconds. The same seed has the same story. */
export class Random {
  private a: number;
  private b: number;
  private c = 0;
  private counter = 1;

  constructor(seed: number) {
    this.a = seed | 0;
    this.b = imul(seed ^ 0x9e3779b9, 0x85ebca6b);
    for (let n = 0; n < 16; n += 1) this.next();
  }

  /** A whole number of 32 bits. */
  next(): number {
    const sum = (this.a + this.b + this.counter) | 0;
    this.counter = (this.counter + 1) | 0;
    this.a = this.b ^ (this.b >>> 9);
    this.b = (this.c + (this.c << 3)) | 0;
    this.c = ((this.c << 21) | (this.c >>> 11)) + sum;
    return sum >>> 0;
  }

  /** 0 to n − 1. */
  below(n: number): number {
    return this.next() % n;
  }

  /** Once in n times. */
  once(n: number): boolean {
    return this.next() % n === 0;
  }

  pick<T>(from: readonly T[]): T {
    return from[this.below(from.length)] as T;
  }
}

/** Each name as often as its weight: to pick from. */
export const wheel = <Name extends string>(weights: Readonly<Record<Name, number>>): readonly Name[] =>
  (Object.keys(weights) as Name[]).flatMap((name) => Array.from({ length: weights[name] }, () => name));
