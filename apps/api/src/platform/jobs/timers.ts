import { Injectable, BeforeApplicationShutdown } from '@nestjs/common';
import { Log } from '../log/log';

/** Work this process repeats by itself. One run at a time; a failure is logged and the next run comes as planned. */
@Injectable()
export class Timers implements BeforeApplicationShutdown {
  private readonly stops: (() => Promise<void>)[] = [];

  constructor(private readonly log: Log) {}

  every(milliseconds: number, job: string, work: () => Promise<unknown>): void {
    let running: Promise<unknown> = Promise.resolve();
    let busy = false;
    const timer = setInterval(() => {
      if (busy) return;
      busy = true;
      running = work()
        .catch((error: unknown) => this.log.error({ event: 'timer.failed', job }, error))
        .finally(() => (busy = false));
    }, milliseconds);
    this.stops.push(async () => {
      clearInterval(timer);
      await running;
    });
  }

  async beforeApplicationShutdown(): Promise<void> {
    await Promise.all(this.stops.map((stop) => stop()));
  }
}
