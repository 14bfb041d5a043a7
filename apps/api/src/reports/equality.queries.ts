import { Injectable } from '@nestjs/common';
import type { getEqualityReport, ResponseOf } from '@fairslot/contract';
import { Database } from '../platform/database/database';
import type { StaffCaller } from '../platform/http/caller';
import { PlaceScope } from '../sites/place-scope.queries';

type Report = ResponseOf<typeof getEqualityReport>;

/** Whom bookings reach, by what people told of their own will; the database leaves small groups out. */
@Injectable()
export class EqualityQueries {
  constructor(
    private readonly database: Database,
    private readonly places: PlaceScope,
  ) {}

  async run(caller: StaffCaller): Promise<Report> {
    const places = await this.places.of(caller, 'reports:read');
    const items = await this.database.staffTx([], (tx) =>
      tx.query<Report['items']>(
        `SELECT s.name AS service, p.name AS place, e.question, e.answer, e.people
         FROM equality_counts() e JOIN service s ON s.id = e.service_id JOIN place p ON p.id = e.place_id
         WHERE e.place_id = ANY ($1) ORDER BY s.name, p.name, e.question, e.people DESC, e.answer`,
        [places.map(({ id }) => id)],
      ),
    );
    return { items, total: items.length };
  }
}
