import { Injectable } from '@nestjs/common';

/**
 * The program's clock. The database's `app_now()` decides holds, leases and deadlines; this one serves everything that
 * no two processes compare, and follows the same shift in tests and demonstrations.
 */
@Injectable()
export class Clock {
  private shiftMs = 0;

  now(): Date {
    return new Date(Date.now() + this.shiftMs);
  }

  /** Milliseconds that never jump, for measuring. */
  ticks(): number {
    return performance.now();
  }

  /** As `ticks`, and moved with the shared clock: for waiting times that a test wants to be over. */
  steady(): number {
    return performance.now() + this.shiftMs;
  }

  /** Milliseconds since 1970 as this machine has them, unmoved: the queue stamps its jobs so. */
  machine(): number {
    return Date.now();
  }

  shiftTo(milliseconds: number): void {
    this.shiftMs = milliseconds;
  }
}
