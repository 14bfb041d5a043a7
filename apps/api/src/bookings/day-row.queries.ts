import { Inject, Injectable } from '@nestjs/common';
import type { DayRow } from '@fairslot/contract';
import { ageInYears, formatReference, instantText, localDateOf } from '@fairslot/domain';
import { CONFIG, type Config } from '../platform/config/config';
import { Cipher } from '../platform/crypto/cipher';
import type { Tx } from '../platform/database/database';

/** A booking joined with its person, service and site, as the statements that end in `DAY_ROWS` read it. */
export interface DayRecord {
  reference: string;
  status: DayRow['status'];
  outcome: DayRow['outcome'];
  version: number;
  startsAt: Date;
  minutes: number;
  siteId: number;
  siteSlug: string;
  siteName: string;
  serviceSlug: string;
  serviceName: string;
  outcomeWord: DayRow['service']['outcomeWord'];
  rowKey: string;
  firstName: string;
  lastName: string;
  dateOfBirth: string;
  nhsNumberCt: Buffer | null;
  source: DayRow['source'];
  stranded: boolean;
  reason: DayRow['reason'];
  checked: boolean;
  given: boolean;
  product: string | null;
  batchNumber: string | null;
  contactKey: string | null;
  phone: Buffer | null;
  isMobile: boolean;
  help: string[];
  options: NonNullable<DayRow['options']> | null;
  possibleDuplicate: boolean;
  hadElsewhereOn: string | null;
  hadElsewhereAnswer: 'keep' | 'free' | 'no_answer' | 'over' | null;
}

export const DAY_COLUMNS = `
  b.reference, b.status, b.outcome, b.version, b.starts_at AS "startsAt",
  b.minutes + COALESCE((SELECT sum(more.minutes)::integer FROM booking more WHERE more.continues = b.id), 0) AS minutes, b.help, own.options, b.possible_duplicate AS "possibleDuplicate",
  site.id AS "siteId", site.slug AS "siteSlug", site.name AS "siteName",
  service.slug AS "serviceSlug", service.name AS "serviceName", service.outcome_word AS "outcomeWord",
  p.row_key AS "rowKey", p.first_name AS "firstName", p.last_name AS "lastName", p.date_of_birth::text AS "dateOfBirth",
  p.nhs_number_ct AS "nhsNumberCt", b.source, b.slot_id IS NULL AND b.source <> 'walk_in' AND b.status IN ('booked', 'checked_in') AS stranded,
  b.not_given_reason AS reason, b.details_checked_at IS NOT NULL AS checked, given.id IS NOT NULL AS given, batch.product,
  batch.number AS "batchNumber", contact.row_key AS "contactKey", COALESCE(contact.mobile_ct, contact.landline_ct) AS phone,
  contact.mobile_ct IS NOT NULL AS "isMobile", asked.given_on::text AS "hadElsewhereOn", asked.answer AS "hadElsewhereAnswer"`;
export const DAY_TABLES = `
  booking b LEFT JOIN slot own ON own.id = COALESCE(b.slot_id, b.stranded_from) JOIN person p ON p.id = b.person_id JOIN service ON service.id = b.service_id JOIN site ON site.id = b.site_id
  LEFT JOIN contact ON contact.party_id = b.party_id
  LEFT JOIN dose given ON given.booking_id = b.id AND given.undone_at IS NULL LEFT JOIN batch ON batch.id = given.batch_id
  LEFT JOIN dose_question asked ON asked.booking_id = b.id`;

/** Rows of the day list as staff screens get them. */
@Injectable()
export class DayRowQueries {
  constructor(
    private readonly cipher: Cipher,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  /** One booking within the scope of the transaction. */
  async one(tx: Tx, bookingId: number): Promise<DayRow> {
    const [row] = await tx.query<[DayRecord]>(`SELECT ${DAY_COLUMNS} FROM ${DAY_TABLES} WHERE b.id = $1`, [bookingId]);
    return this.shown(row);
  }

  shown = (row: DayRecord): DayRow => {
    const zone = this.config.TIME_ZONE;
    const nhsNumber = row.nhsNumberCt && this.cipher.open('person.nhs_number', row.rowKey, row.nhsNumberCt);
    return {
      reference: formatReference(row.reference),
      status: row.status,
      outcome: row.outcome,
      version: row.version,
      start: instantText(row.startsAt, zone),
      lengthMinutes: row.minutes,
      ...(row.options && { options: row.options }),
      site: { id: row.siteSlug, name: row.siteName },
      service: { id: row.serviceSlug, name: row.serviceName, outcomeWord: row.outcomeWord },
      firstName: row.firstName,
      lastName: row.lastName,
      dateOfBirth: row.dateOfBirth,
      age: ageInYears(row.dateOfBirth, localDateOf(row.startsAt, zone)),
      nhsNumber,
      help: row.help,
      detailsToCheck: this.config.NHS_NUMBER === 'on' && nhsNumber === null && !row.checked,
      possibleDuplicate: row.possibleDuplicate,
      hadElsewhere: row.hadElsewhereOn === null ? null : { on: row.hadElsewhereOn, answer: row.hadElsewhereAnswer },
      source: row.source,
      stranded: row.stranded,
      reason: row.reason,
      dose: row.given ? { product: row.product, number: row.batchNumber } : null,
      phoneEnd: this.phoneEnd(row),
    };
  };

  /** Enough to tell two people of one name apart on the phone, and too little to call. */
  private phoneEnd({ contactKey, phone, isMobile }: DayRecord): string | null {
    if (!phone || !contactKey) return null;
    return this.cipher.open(isMobile ? 'contact.mobile' : 'contact.landline', contactKey, phone).slice(-4);
  }
}
