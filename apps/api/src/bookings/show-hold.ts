import { Inject, Injectable } from '@nestjs/common';
import type { Hold } from '@fairslot/contract';
import { instantText, NO_OPTIONS } from '@fairslot/domain';
import type { Wish } from '../clinics/wish';
import { CONFIG, type Config } from '../platform/config/config';
import { ServiceCatalogue } from '../services/service-catalogue';
import { SiteDirectory } from '../sites/site-directory';
import { BookingTokens } from './booking-tokens';
import type { HeldRow } from './holds.store';
import type { PlannedHold } from './plan-hold';

/** What is shown of a row. */
export type ShownRow = Pick<
  HeldRow,
  | 'bookingId'
  | 'partyId'
  | 'seed'
  | 'holdExpiresAt'
  | 'attendee'
  | 'dose'
  | 'continues'
  | 'siteId'
  | 'serviceId'
  | 'startsAt'
  | 'minutes'
  | 'options'
>;

/** What a clinic is besides is told of every time. */
const ANY_OPTIONS = { prefers: NO_OPTIONS, without: NO_OPTIONS };

/** A hold as whoever made it sees it. */
@Injectable()
export class ShowHold {
  constructor(
    private readonly tokens: BookingTokens,
    private readonly directory: SiteDirectory,
    private readonly services: ServiceCatalogue,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  run(rows: readonly ShownRow[]): Hold {
    const [first] = rows as [ShownRow];
    return {
      holdId: this.tokens.holdId(first.partyId),
      token: this.tokens.ofHold(first.seed),
      expiresAt: instantText(first.holdExpiresAt, this.config.TIME_ZONE),
      times: visitsOf(rows).map((row) => ({
        attendee: row.attendee,
        serviceId: this.services.get(row.serviceId).slug,
        dose: row.dose,
        siteId: this.directory.get(row.siteId).slug,
        start: instantText(row.startsAt, this.config.TIME_ZONE),
        lengthMinutes: row.minutes,
        ...(row.options.length > 0 && { options: [...row.options] }),
      })),
    };
  }

  /** What the people of a hold would take elsewhere. */
  wishOfRows(rows: readonly HeldRow[]): Wish {
    const firsts = rows.filter(({ continues, doseAfter }) => continues === null && doseAfter === null);
    const [first, second] = firsts as [HeldRow, HeldRow?];
    return {
      services: firsts.map(({ serviceId }) => this.services.get(serviceId)),
      together: second && second.startsAt.getTime() !== first.startsAt.getTime() ? 'consecutive' : 'parallel',
      moreTime: rows.some(({ continues }) => continues !== null),
      audienceId: first.audienceId,
      ...ANY_OPTIONS,
    };
  }
}

/** What the people of a planned hold would take elsewhere; a second dose has its own search. */
export function wishOf({ rows, together }: PlannedHold): Wish {
  const firsts = rows.filter(({ doseAfter }) => doseAfter === undefined);
  return {
    services: firsts.map(({ service }) => service),
    together,
    moreTime: firsts.some(({ needsMoreTime }) => needsMoreTime),
    audienceId: firsts[0]?.wish.audienceId ?? null,
    ...ANY_OPTIONS,
  };
}

/** One row a visit: a row that continues another adds its minutes to it. */
export function visitsOf<R extends Pick<HeldRow, 'bookingId' | 'continues' | 'minutes'>>(rows: readonly R[]): R[] {
  return rows
    .filter(({ continues }) => continues === null)
    .map((row) => ({
      ...row,
      minutes: rows.reduce(
        (sum, { continues, minutes }) => sum + (continues === row.bookingId ? minutes : 0),
        row.minutes,
      ),
    }));
}
