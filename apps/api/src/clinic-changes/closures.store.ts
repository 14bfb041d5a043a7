import { Injectable } from '@nestjs/common';
import type { LocalDate } from '@fairslot/domain';
import { IsNull, LessThanOrEqual, MoreThanOrEqual } from 'typeorm';
import type { Tx } from '../platform/database/database';
import type { Days } from './clinics.store';
import { Closure } from './closure.entity';

/** Closures of a site. Whoever writes one has locked all its days. */
@Injectable()
export class ClosuresStore {
  /** Those in force that reach into these days. */
  inForce(tx: Tx, siteId: number, { from, to }: Days): Promise<Closure[]> {
    return tx.findBy(Closure, { siteId, from: LessThanOrEqual(to), to: MoreThanOrEqual(from), endedAt: IsNull() });
  }

  /** Those whose last day is not before this one, those taken back among them. */
  notOver(tx: Tx, siteId: number, today: LocalDate): Promise<Closure[]> {
    return tx.find(Closure, { where: { siteId, to: MoreThanOrEqual(today) }, order: { from: 'ASC', id: 'ASC' } });
  }

  find(tx: Tx, siteId: number, id: number): Promise<Closure | null> {
    return tx.findOneBy(Closure, { siteId, id });
  }

  async insert(tx: Tx, closure: Omit<Closure, 'id' | 'endedAt'>): Promise<Closure> {
    const made = await tx.insert(Closure, closure);
    return { ...closure, endedAt: null, id: (made.identifiers[0] as { id: number }).id };
  }

  async end(tx: Tx, id: number, at: Date): Promise<void> {
    await tx.update(Closure, { id, endedAt: IsNull() }, { endedAt: at });
  }
}
