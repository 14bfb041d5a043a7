import { Inject, Injectable } from '@nestjs/common';
import type { listStranded, ResponseOf, StrandedRow } from '@fairslot/contract';
import { formatReference, instantText, startOfLocalDay } from '@fairslot/domain';
import { CONFIG, type Config } from '../platform/config/config';
import { Cipher } from '../platform/crypto/cipher';
import { Database } from '../platform/database/database';
import type { StaffCaller } from '../platform/http/caller';
import type { Parsed } from '../platform/http/serve';
import { ServiceCatalogue } from '../services/service-catalogue';
import { SiteDirectory } from '../sites/site-directory';
import { siteInScope } from '../staff/staff.policy';
import { ClinicsQueries } from './clinics.queries';

interface Row {
  reference: string;
  status: StrandedRow['status'];
  version: number;
  startsAt: Date;
  minutes: number;
  serviceId: number;
  firstName: string;
  lastName: string;
  dateOfBirth: string;
  rowKey: string | null;
  mobile: Buffer | null;
  landline: Buffer | null;
  email: Buffer | null;
  language: string | null;
  help: string[];
  strandedAt: Date | null;
}

const ROWS = `
  SELECT b.reference, b.status, b.version, b.starts_at AS "startsAt",
    b.minutes + COALESCE((SELECT sum(more.minutes)::integer FROM booking more WHERE more.continues = b.id), 0) AS minutes,
    b.service_id AS "serviceId", p.first_name AS "firstName", p.last_name AS "lastName", p.date_of_birth::text AS "dateOfBirth",
    c.row_key AS "rowKey", c.mobile_ct AS mobile, c.landline_ct AS landline, c.email_ct AS email, c.language, b.help,
    b.stranded_at AS "strandedAt"
  FROM booking b JOIN person p ON p.id = b.person_id LEFT JOIN contact c ON c.party_id = b.party_id
  WHERE b.site_id = $1 AND b.starts_at >= $2 AND b.slot_id IS NULL AND b.status IN ('booked', 'checked_in') AND b.source <> 'walk_in'
    AND b.continues IS NULL
  ORDER BY b.starts_at, lower(p.last_name), lower(p.first_name), b.reference`;

/** The call list: whoever has an appointment that no clinic serves. */
@Injectable()
export class StrandedQueries {
  constructor(
    private readonly database: Database,
    private readonly clinics: ClinicsQueries,
    private readonly directory: SiteDirectory,
    private readonly services: ServiceCatalogue,
    private readonly cipher: Cipher,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  async list({
    params,
    query,
    caller,
  }: Parsed<typeof listStranded, StaffCaller>): Promise<ResponseOf<typeof listStranded>> {
    const siteId = siteInScope(caller, 'day:read', this.directory.find(params.siteId)?.id);
    const from = startOfLocalDay(query.from ?? this.clinics.today(), this.config.TIME_ZONE);
    const rows = await this.database.staffTx([siteId], (tx) => tx.query<Row[]>(ROWS, [siteId, from]));
    return { items: rows.map(this.shown), total: rows.length };
  }

  private shown = (row: Row): StrandedRow => {
    const zone = this.config.TIME_ZONE;
    const service = this.services.get(row.serviceId);
    const opened = (column: string, sealed: Buffer | null): string | null =>
      sealed && row.rowKey && this.cipher.open(`contact.${column}`, row.rowKey, sealed);
    return {
      reference: formatReference(row.reference),
      status: row.status,
      version: row.version,
      start: instantText(row.startsAt, zone),
      lengthMinutes: row.minutes,
      service: { id: service.slug, name: service.name },
      firstName: row.firstName,
      lastName: row.lastName,
      dateOfBirth: row.dateOfBirth,
      mobile: opened('mobile', row.mobile),
      landline: opened('landline', row.landline),
      email: opened('email', row.email),
      language: row.language ?? 'en',
      help: row.help,
      strandedAt: row.strandedAt && instantText(row.strandedAt, zone),
    };
  };
}
