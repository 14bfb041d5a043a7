import { Injectable } from '@nestjs/common';
import type { LocalDate } from '@fairslot/domain';
import type { Tx } from '../platform/database/database';
import { DAY_COLUMNS, DAY_TABLES, type DayRecord } from './day-row.queries';

export interface NameStart {
  first: string;
  last: string;
}

/** One way to read what was typed. A name is a list of pairs: the starts of a first and of a last name, either of them empty, with the date of birth where it was typed. */
export type LookUp =
  | { by: 'reference'; reference: string }
  | { by: 'nhsNumber' | 'mobile'; index: Buffer }
  | { by: 'name'; starts: readonly NameStart[]; born: LocalDate | null };

export type FoundRecord = DayRecord & { total: number };

const MOST_FOUND = 50;

const MATCHES: Record<LookUp['by'], string> = {
  reference: 'b.reference = $3',
  nhsNumber: 'p.nhs_number_bi = $3',
  mobile: 'b.party_id IN (SELECT c.party_id FROM contact c WHERE c.mobile_bi = $3)',
  name: `EXISTS (SELECT FROM unnest($3::text[], $4::text[]) AS typed (first, last)
    WHERE lower(p.first_name) LIKE lower(typed.first) AND lower(p.last_name) LIKE lower(typed.last))
    AND ($5::date IS NULL OR p.date_of_birth = $5)`,
};

const statementOf = (by: LookUp['by']): string => `
  SELECT ${DAY_COLUMNS}, count(*) OVER ()::int AS total FROM ${DAY_TABLES}
  WHERE b.site_id = ANY ($1) AND b.continues IS NULL AND b.status NOT IN ('held', 'expired') AND ${MATCHES[by]}
  ORDER BY b.starts_at < $2, abs(extract(epoch FROM b.starts_at - $2)), b.id LIMIT ${MOST_FOUND}`;

/** Bookings by what identifies them or the person; those of today and later first, each side by nearness. */
@Injectable()
export class SearchBookingsQueries {
  find(tx: Tx, siteIds: readonly number[], today: Date, lookUp: LookUp): Promise<FoundRecord[]> {
    return tx.query<FoundRecord[]>(statementOf(lookUp.by), [siteIds, today, ...valuesOf(lookUp)]);
  }
}

function valuesOf(lookUp: LookUp): unknown[] {
  if (lookUp.by === 'reference') return [lookUp.reference];
  if (lookUp.by !== 'name') return [lookUp.index];
  const { starts, born } = lookUp;
  return [starts.map(({ first }) => startPattern(first)), starts.map(({ last }) => startPattern(last)), born];
}

function startPattern(text: string): string {
  return `${text.replace(/[\\%_]/g, '\\$&')}%`;
}
