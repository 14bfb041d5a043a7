import { Inject, Injectable } from '@nestjs/common';
import type { ResponseOf, searchBookings } from '@fairslot/contract';
import {
  type LocalDate,
  localDateOf,
  parseDateParts,
  parseMobile,
  parseNhsNumber,
  parseReference,
  startOfLocalDay,
} from '@fairslot/domain';
import { Clock } from '../platform/clock/clock';
import { CONFIG, type Config } from '../platform/config/config';
import { Keys } from '../platform/crypto/keys';
import { Database, type Tx } from '../platform/database/database';
import type { StaffCaller } from '../platform/http/caller';
import type { Parsed } from '../platform/http/serve';
import { SiteDirectory } from '../sites/site-directory';
import { AuditStore, staffActor } from '../staff/audit.store';
import { scopeFor, siteInScope } from '../staff/staff.policy';
import { DayRowQueries } from './day-row.queries';
import { SearchBookingsQueries, type FoundRecord, type LookUp, type NameStart } from './search-bookings.queries';

type Request = Parsed<typeof searchBookings, StaffCaller>;

const MOST_WORDS = 6;

/** Finds bookings for a desk, and notes whose sites' records it was shown; what was typed is kept nowhere. */
@Injectable()
export class SearchBookings {
  constructor(
    private readonly database: Database,
    private readonly directory: SiteDirectory,
    private readonly queries: SearchBookingsQueries,
    private readonly rows: DayRowQueries,
    private readonly audit: AuditStore,
    private readonly keys: Keys,
    private readonly clock: Clock,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  run(request: Request): Promise<ResponseOf<typeof searchBookings>> {
    const scope = this.scopeOf(request);
    const today = startOfLocalDay(localDateOf(this.clock.now(), this.config.TIME_ZONE), this.config.TIME_ZONE);
    return this.database.staffTx(scope, async (tx) => {
      const found = await this.firstFound(tx, scope, today, this.lookUps(request.query.q));
      await this.note(tx, request, scope, found);
      return { items: found.map(this.rows.shown), total: found[0]?.total ?? 0 };
    });
  }

  private scopeOf({ query, caller }: Request): readonly number[] {
    if (query.siteId === undefined) return scopeFor(caller, 'bookings:search');
    return [siteInScope(caller, 'bookings:search', this.directory.find(query.siteId)?.id)];
  }

  /** Some text reads as several things: ten letters may be a surname or, by chance, a reference. */
  private lookUps(text: string): LookUp[] {
    const reference = parseReference(text);
    const nhsNumber = parseNhsNumber(text);
    const mobile = parseMobile(text);
    return [
      ...(reference.ok ? [{ by: 'reference', reference: reference.reference } as const] : []),
      ...(nhsNumber.ok
        ? [{ by: 'nhsNumber', index: this.keys.blindIndex('nhs_number', nhsNumber.value) } as const]
        : []),
      ...(mobile.ok ? [{ by: 'mobile', index: this.keys.blindIndex('mobile', mobile.e164) } as const] : []),
      { by: 'name', ...nameAndBirth(text) },
    ];
  }

  private async firstFound(tx: Tx, scope: readonly number[], today: Date, lookUps: LookUp[]): Promise<FoundRecord[]> {
    for (const lookUp of lookUps) {
      const found = await this.queries.find(tx, scope, today, lookUp);
      if (found.length > 0) return found;
    }
    return [];
  }

  /** One row for each site whose records were shown; a search that found nothing is noted once, where it began. */
  private async note(
    tx: Tx,
    { caller, requestId }: Request,
    scope: readonly number[],
    found: FoundRecord[],
  ): Promise<void> {
    const shown = new Map<number, number>(found.length === 0 ? scope.slice(0, 1).map((siteId) => [siteId, 0]) : []);
    for (const { siteId } of found) shown.set(siteId, (shown.get(siteId) ?? 0) + 1);
    for (const [siteId, count] of shown) {
      const details = { count, sites: scope.length };
      await this.audit.note(tx, {
        actor: staffActor(caller.userId),
        action: 'bookings.searched',
        siteId,
        requestId,
        details,
      });
    }
  }
}

const BIRTH =
  /(?:^|[\s,])(?:(?<day>\d{1,2})[\s/.-](?<month>\d{1,2}|[a-z]{3,9})[\s/.-](?<year>\d{4})|(?<iso>\d{4}-\d\d-\d\d))\s*$/i;

/** 'Jones 27/3/1950', '27 March 1950' or '1950-03-27': a date of birth stands last, alone or behind a name. */
export function nameAndBirth(text: string): { starts: NameStart[]; born: LocalDate | null } {
  const typed = BIRTH.exec(text)?.groups;
  const [year = '', month = '', day = ''] = typed?.iso?.split('-') ?? [typed?.year, typed?.month, typed?.day];
  const born = parseDateParts({ year, month, day });
  if (!born.ok) return { starts: nameStarts(text), born: null };
  const starts = nameStarts(text.replace(BIRTH, ''));
  return { starts: starts.length > 0 ? starts : [{ first: '', last: '' }], born: born.date };
}

/** 'Mary Ann Jones' may be the start of one name, or of a first and a last name split at any space, in either order. */
export function nameStarts(text: string): NameStart[] {
  const words = text.replaceAll(',', ' ').split(/\s+/).filter(Boolean).slice(0, MOST_WORDS);
  if (words.length === 0) return [];
  const whole = words.join(' ');
  const starts = [
    { first: whole, last: '' },
    { first: '', last: whole },
  ];
  for (let at = 1; at < words.length; at += 1) {
    const [before, after] = [words.slice(0, at).join(' '), words.slice(at).join(' ')];
    starts.push({ first: before, last: after }, { first: after, last: before });
  }
  return starts;
}
