import type { ActName } from './acts';

const { imul } = Math;

/** What happened, as a number of 64 bits, and which states met which actions. */
export class History {
  ops = 0;
  crashes = 0;
  lostReplies = 0;
  private readonly counts = new Map<ActName, Map<string, number>>();
  private readonly states = new Map<ActName, Set<string>>();
  private low = 0x811c9dc5;
  private high = 0x01000193;

  /** One act, over: what it met, and how it ended. */
  note(name: ActName, state: string, outcome: string, now: number, subject: number): void {
    this.ops += 1;
    const states = this.states.get(name) ?? new Set();
    this.states.set(name, states.add(state));
    const counts = this.counts.get(name) ?? new Map<string, number>();
    this.counts.set(name, counts.set(outcome, (counts.get(outcome) ?? 0) + 1));
    for (const text of [name, outcome]) this.mix(text.length * 256 + text.charCodeAt(text.length >> 1));
    this.mix(subject);
    this.mix(now % 0x7fffffff);
  }

  /** How many different states met an action. */
  get statePairs(): number {
    return [...this.states.values()].reduce((sum, { size }) => sum + size, 0);
  }

  /** How often each act ended how. */
  get outcomes(): [string, number][] {
    const all = [...this.counts].flatMap(([name, counts]) =>
      [...counts].map(([outcome, times]): [string, number] => [`${name}: ${outcome}`, times]),
    );
    return all.sort(([a], [b]) => (a < b ? -1 : 1));
  }

  get hash(): string {
    return [this.high, this.low].map((half) => (half >>> 0).toString(16).padStart(8, '0')).join('');
  }

  private mix(value: number): void {
    this.low = imul(this.low ^ (value | 0), 0x01000193);
    this.high = imul(this.high ^ this.low ^ (this.low >>> 15), 0x85ebca6b);
  }
}
