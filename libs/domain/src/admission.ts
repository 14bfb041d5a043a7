/** How often lateness is looked at, and how finely it is measured, in milliseconds. */
export const LATENESS = { everyMs: 250, resolution: 10 } as const;

/** How late timers of a process came since `reset`, as Node's `monitorEventLoopDelay` counts it: nanoseconds, the resolution included. */
interface Lateness {
  count: number;
  mean: number;
  reset(): void;
}

/** Answers later than this, in milliseconds, mean that more comes in than can be answered. */
const LATE_MS = 70;
/** Fewer requests a second than this are no flood: then something else keeps the process busy, and refusing them would not help. */
const FLOOD_A_SECOND = 100;
/** So many requests under way have work enough to wait for. */
const MOST_UNDER_WAY = 64;
/** What is left of the share where answers are a little late, and where they are very late. */
const LESS = { most: 0.7, least: 0.1 };
const MORE = 0.05;
const LEAST = 0.02;
/** Those who are refused come back spread over so many seconds. */
const BACK_SECONDS = { from: 2, to: 10 };

/**
 * How much is let in of what can wait, such as a search of somebody who has just come, so that those who are in the middle of something go
 * on: none beside more than 64 that are under way, and else a share that is measured again and again: less the later answers are, a
 * twentieth more while they are not. (Additive increase, multiplicative decrease, as in TCP: it comes near what the machine can do without knowing it.)
 */
export class Admission {
  /** Of what can wait, from 0.02 to 1. */
  share = 1;
  private asked = 0;
  private lastMs = 0;

  /** `random` answers numbers from 0 to below 1. */
  constructor(private readonly random: () => number = Math.random) {}

  /** Whether one more that can wait is let in beside those that are under way; a refused one counts as well. */
  admits(underWay: number): boolean {
    this.asked += 1;
    if (underWay > MOST_UNDER_WAY) return false;
    return this.share === 1 || this.random() < this.share;
  }

  /** Takes note of how late this process has been until now, milliseconds of any clock that only goes forwards. */
  measured(late: Lateness, nowMs: number): void {
    const tookMs = nowMs - this.lastMs;
    // Nothing was measured where nothing else got its turn.
    const lateMs = late.count === 0 ? tookMs : late.mean / 1e6 - LATENESS.resolution;
    const isFlood = this.asked * 1000 >= FLOOD_A_SECOND * tookMs;
    late.reset();
    [this.asked, this.lastMs] = [0, nowMs];
    if (lateMs <= LATE_MS) this.share = Math.min(1, this.share + MORE);
    else if (isFlood)
      this.share = Math.max(LEAST, this.share * Math.min(LESS.most, Math.max(LESS.least, LATE_MS / lateMs)));
  }

  /** When a refused one may ask again: whole seconds, from 2 to 10. */
  backIn(): number {
    return Math.floor(BACK_SECONDS.from + this.random() * (BACK_SECONDS.to - BACK_SECONDS.from + 1));
  }
}
