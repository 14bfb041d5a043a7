import { Inject, Injectable } from '@nestjs/common';
import type { ChangePreview, DisplacedRow, MessageSample } from '@fairslot/contract';
import { formatReference, instantText, smsParts } from '@fairslot/domain';
import { WriteBookingMessage } from '../bookings/write-booking-message';
import { CONFIG, type Config } from '../platform/config/config';
import type { Tx } from '../platform/database/database';
import { SiteDirectory } from '../sites/site-directory';
import type { Fate } from './refit-slots';

const MOST_PEOPLE = 200;
const LOSING = ['new_time', 'told', 'to_call'] as const;
/** What those are sent who are sent something. */
const KINDS = { new_time: 'clinic_moved', new_place: 'clinic_moved', told: 'cancelled_by_site' } as const;

interface Row {
  id: number;
  reference: string;
  firstName: string;
  lastName: string;
  startsAt: Date;
  siteId: number;
}

interface Sort {
  kind: MessageSample['kind'];
  channel: MessageSample['channel'];
  language: string;
  people: number;
  bookingId: number;
}

/** Who loses their place and what they get, with the very words that would be sent; read before the change is taken back. */
@Injectable()
export class ShowDisplaced {
  constructor(
    private readonly writer: WriteBookingMessage,
    private readonly directory: SiteDirectory,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  async run(tx: Tx, fates: readonly Fate[]): Promise<Pick<ChangePreview, 'people' | 'messages'>> {
    const losing = fates.filter((fate) => LOSING.some((outcome) => outcome === fate.outcome));
    const told = fates.filter(({ outcome }) => outcome in KINDS);
    return {
      people: losing.length === 0 ? [] : await this.people(tx, losing),
      messages: told.length === 0 ? [] : await this.samples(tx, told),
    };
  }

  private async people(tx: Tx, losing: readonly Fate[]): Promise<DisplacedRow[]> {
    const shown = [...losing]
      .sort((a, b) => a.startsAt.getTime() - b.startsAt.getTime() || a.bookingId - b.bookingId)
      .slice(0, MOST_PEOPLE);
    const rows = await tx.query<Row[]>(
      `SELECT b.id, b.reference, p.first_name AS "firstName", p.last_name AS "lastName", b.starts_at AS "startsAt", b.site_id AS "siteId"
       FROM booking b JOIN person p ON p.id = b.person_id WHERE b.id = ANY ($1)`,
      [shown.map(({ bookingId }) => bookingId)],
    );
    const byId = new Map(rows.map((row) => [row.id, row]));
    return shown.flatMap(({ bookingId, outcome, startsAt }) => {
      const row = byId.get(bookingId);
      return row ? [this.shown(row, startsAt, outcome as DisplacedRow['outcome'])] : [];
    });
  }

  private shown(row: Row, wasAt: Date, outcome: DisplacedRow['outcome']): DisplacedRow {
    const zone = this.config.TIME_ZONE;
    const site = this.directory.get(row.siteId);
    return {
      reference: formatReference(row.reference),
      firstName: row.firstName,
      lastName: row.lastName,
      start: instantText(wasAt, zone),
      outcome,
      to:
        outcome === 'new_time'
          ? { start: instantText(row.startsAt, zone), siteId: site.slug, siteName: site.name }
          : null,
    };
  }

  /** One message for each kind, channel and language, with how many there are of it. */
  private async samples(tx: Tx, told: readonly Fate[]): Promise<MessageSample[]> {
    const sorts = await tx.query<Sort[]>(
      `SELECT m.kind, m.channel, c.language, count(*)::integer AS people, min(b.id) AS "bookingId"
       FROM message m JOIN booking b ON b.id = m.booking_id AND b.occurrence = m.occurrence JOIN contact c ON c.party_id = b.party_id
       WHERE m.booking_id = ANY ($1) AND m.kind = ANY ($2) AND m.state = 'pending' AND m.channel IN ('sms', 'email')
       GROUP BY m.kind, m.channel, c.language ORDER BY m.kind, m.channel DESC, people DESC, c.language`,
      [told.map(({ bookingId }) => bookingId), [...new Set(Object.values(KINDS))]],
    );
    const samples: MessageSample[] = [];
    for (const { kind, channel, language, people, bookingId } of sorts) {
      const text = await this.writer.sample(tx, bookingId, kind, channel);
      if (text === null) continue;
      const parts = channel === 'sms' ? smsParts(text).parts : null;
      samples.push({ kind, channel, language, text, parts, people });
    }
    return samples;
  }
}
