import { Injectable } from '@nestjs/common';
import type { HomeVisitPerson } from '@fairslot/domain';
import type { Tx } from '../platform/database/database';

type Row = Record<string, unknown>;
/** As the database holds it: what is encrypted stands as hexadecimal digits beside the key of its row. */
export interface Held {
  people: (Row &
    Omit<HomeVisitPerson, 'postcode'> & { rowKey: string; nhsNumber: string | null; postcode: string | null })[];
  lists: (Row & { contactKey: string | null; contact: string | null })[];
  bookings: (Row & {
    contactKey: string | null;
    mobile: string | null;
    email: string | null;
    landline: string | null;
  })[];
  invitations: Row[];
  messages: Row[];
  doses: Row[];
  dosesElsewhere: Row[];
}
type HeldHomeVisit = Row & { rowKey: string; details: string };

/** One person's rows, by functions of the database: nothing else of the program may read or erase them so. */
@Injectable()
export class RecordsStore {
  async find(tx: Tx, nhsNumber: Buffer | null, reference: string | null): Promise<string[]> {
    const [row] = await tx.query<[{ people: string[] }]>('SELECT record_people($1, $2) AS people', [
      nhsNumber,
      reference,
    ]);
    return row.people;
  }

  async held(tx: Tx, people: readonly string[]): Promise<Held> {
    const [row] = await tx.query<[{ held: Held }]>('SELECT record_export($1) AS held', [people]);
    return row.held;
  }

  views(
    tx: Tx,
    people: readonly string[],
  ): Promise<{ at: Date; actor: string; action: string; site: string | null }[]> {
    return tx.query('SELECT * FROM record_views($1)', [people]);
  }

  async erase(tx: Tx, people: readonly string[]): Promise<{ live: number; erased: number }> {
    const [row] = await tx.query<[{ live: number; erased: number }]>('SELECT * FROM erase_people($1)', [people]);
    return row;
  }

  async homeVisits(tx: Tx, indexes: readonly Buffer[]): Promise<HeldHomeVisit[]> {
    const [row] = await tx.query<[{ held: HeldHomeVisit[] }]>('SELECT home_visits_of($1) AS held', [indexes]);
    return row.held;
  }

  async eraseHomeVisits(tx: Tx, indexes: readonly Buffer[]): Promise<void> {
    await tx.query('SELECT erase_home_visits($1)', [indexes]);
  }
}
