import { Injectable } from '@nestjs/common';
import { Database } from '../database/database';

/** What must be there before traffic may come: the database, and whatever a feature loads at start. */
@Injectable()
export class Readiness {
  private readonly awaited = new Set<string>();
  private stopping = false;

  constructor(private readonly database: Database) {}

  await(name: string): void {
    this.awaited.add(name);
  }

  done(name: string): void {
    this.awaited.delete(name);
  }

  /** From here on load balancers send no new traffic. */
  stop(): void {
    this.stopping = true;
  }

  async waitingFor(): Promise<string[]> {
    if (this.stopping) return ['shutdown'];
    return [...this.awaited, ...((await this.database.isReachable()) ? [] : ['database'])];
  }
}
