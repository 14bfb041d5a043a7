import { Inject, Injectable } from '@nestjs/common';
import type { addAudience, countSiteDay, listAudiences, listStaffTimes, ResponseOf } from '@fairslot/contract';
import { addDays, instantText, startOfLocalDay, type ClinicOption } from '@fairslot/domain';
import { CONFIG, type Config } from '../platform/config/config';
import { Database, type Tx } from '../platform/database/database';
import { AppError } from '../platform/http/app-error';
import type { StaffCaller } from '../platform/http/caller';
import type { Parsed } from '../platform/http/serve';
import { Ids } from '../platform/ids/ids';
import { ServiceCatalogue } from '../services/service-catalogue';
import { SiteDirectory } from '../sites/site-directory';
import { siteInScope } from '../staff/staff.policy';
import { ClinicsQueries } from './clinics.queries';

type Times = ResponseOf<typeof listStaffTimes>;
type Audiences = ResponseOf<typeof listAudiences>;

const DAYS = 14;
// A sum of places, not the honest figure of an allocation: what a phone agent sees before they hold.
const TIMES = `
  SELECT starts_at AS "startsAt", minutes, options, sum(capacity - taken)::integer AS free FROM slot
  WHERE site_id = $1 AND service_ids @> ARRAY[$2::integer] AND status = 'open' AND taken < capacity AND audience_ids IS NULL
    AND starts_at > app_now() AND starts_at >= $3 AND starts_at < $4 AND NOT is_service_paused(site_id, $2, starts_at)
  GROUP BY starts_at, minutes, options ORDER BY starts_at, minutes, options NULLS FIRST LIMIT 2000`;

const COUNTS = `
  SELECT (count(*))::integer AS booked, (count(*) FILTER (WHERE status IN ('checked_in', 'completed')))::integer AS arrived,
    (count(*) FILTER (WHERE status = 'completed'))::integer AS done,
    (SELECT COALESCE(sum(GREATEST(capacity - taken, 0)), 0)::integer FROM slot WHERE site_id = $1 AND status = 'open' AND audience_ids IS NULL
      AND starts_at > app_now() AND starts_at >= $2 AND starts_at < $3) AS free
  FROM booking WHERE site_id = $1 AND continues IS NULL AND starts_at >= $2 AND starts_at < $3
    AND status IN ('booked', 'checked_in', 'completed', 'did_not_attend')`;

/** What staff may book at a site, and for whom its clinics can be. */
@Injectable()
export class StaffTimesQueries {
  constructor(
    private readonly database: Database,
    private readonly clinics: ClinicsQueries,
    private readonly directory: SiteDirectory,
    private readonly services: ServiceCatalogue,
    private readonly ids: Ids,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  async times({ params, query, caller }: Parsed<typeof listStaffTimes, StaffCaller>): Promise<Times> {
    const siteId = siteInScope(caller, 'bookings:make', this.directory.find(params.siteId)?.id);
    const service = this.services.find(query.service);
    if (!service) throw new AppError('invalid', { errors: [{ path: 'service', code: 'unknown_service' }] });
    const zone = this.config.TIME_ZONE;
    const from = query.from ?? this.clinics.today();
    const to = query.to ?? addDays(from, DAYS - 1);
    const values = [siteId, service.id, startOfLocalDay(from, zone), startOfLocalDay(addDays(to, 1), zone)];
    const rows = await this.database.staffTx([siteId], (tx) =>
      tx.query<{ startsAt: Date; minutes: number; options: ClinicOption[] | null; free: number }[]>(TIMES, values),
    );
    const items = rows.map(({ startsAt, minutes, options, free }) => ({
      start: instantText(startsAt, zone),
      lengthMinutes: minutes,
      ...(options && { options }),
      free,
    }));
    return { items };
  }

  /** For who books here and may see nobody. */
  async counts({ params, caller }: Parsed<typeof countSiteDay, StaffCaller>): Promise<ResponseOf<typeof countSiteDay>> {
    const siteId = siteInScope(caller, 'bookings:make', this.directory.find(params.siteId)?.id);
    const [date, zone] = [this.clinics.today(), this.config.TIME_ZONE];
    const day = [startOfLocalDay(date, zone), startOfLocalDay(addDays(date, 1), zone)];
    const [row] = await this.database.staffTx([siteId], (tx) =>
      tx.query<[Omit<ResponseOf<typeof countSiteDay>, 'date'>]>(COUNTS, [siteId, ...day]),
    );
    return { date, ...row };
  }

  async audiences({ params, caller }: Parsed<typeof listAudiences, StaffCaller>): Promise<Audiences> {
    const siteId = siteInScope(caller, 'clinics:write', this.directory.find(params.siteId)?.id);
    const rows = await this.database.staffTx([siteId], (tx) => audiencesIn(tx));
    return { items: rows.map(({ id, kind, name }) => ({ id: this.ids.opaque('audience', id), kind, name })) };
  }
}

export interface AudienceRow {
  id: number;
  kind: 'campaign' | 'group';
  name: string;
}

function audiencesIn(tx: Tx): Promise<AudienceRow[]> {
  return tx.query('SELECT id, kind, name FROM audience ORDER BY lower(name), id LIMIT 500');
}

export type NewAudience = Parsed<typeof addAudience, StaffCaller>;
