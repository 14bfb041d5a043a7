import { Inject, Injectable } from '@nestjs/common';
import type { RegionOverview } from '@fairslot/contract';
import { addDays, localDateOf, told } from '@fairslot/domain';
import type { Values } from '../cohorts/cohort-sql.queries';
import { Clock } from '../platform/clock/clock';
import { CONFIG, type Config } from '../platform/config/config';
import { Database } from '../platform/database/database';
import { AppError } from '../platform/http/app-error';
import type { StaffCaller } from '../platform/http/caller';
import { ServiceCatalogue } from '../services/service-catalogue';
import { notPausedAt } from '../services/service-pauses';
import { PlaceScope } from '../sites/place-scope.queries';
import { maySeePeople } from '../staff/staff.policy';
import { CampaignsStore } from './campaigns.store';
import { invitedStillToBook } from './room.queries';
import { SelectionQueries } from './selection.queries';

const DAYS = 14;
/** A Place has not run out where there are times again within a week: many clinics are held once a week. */
const BEYOND_DAYS = 7;
const FREE = `SELECT s.place_id::integer AS "placeId", to_char(o.starts_at AT TIME ZONE $2, 'YYYY-MM-DD') AS date,
    sum(GREATEST(o.capacity - o.reserved - o.taken, 0))::integer AS free
  FROM slot o JOIN site s ON s.id = o.site_id
  WHERE o.starts_at > app_now() AND o.starts_at < app_now() + make_interval(days => ${DAYS + BEYOND_DAYS + 1}) AND o.status = 'open' AND o.service_ids @> ARRAY[$1::integer]
    AND ${notPausedAt('o', '$1')}
  GROUP BY 1, 2`;

/** Where the next free times are, and where people still look for one. */
@Injectable()
export class RegionQueries {
  constructor(
    private readonly database: Database,
    private readonly services: ServiceCatalogue,
    private readonly places: PlaceScope,
    private readonly campaigns: CampaignsStore,
    private readonly selection: SelectionQueries,
    private readonly clock: Clock,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  async overview(serviceSlug: string, caller: StaffCaller): Promise<RegionOverview> {
    const service = this.services.find(serviceSlug);
    if (!service) throw new AppError('invalid', { errors: [{ path: 'serviceId', code: 'unknown_service' }] });
    const { TIME_ZONE: zone } = this.config;
    const today = localDateOf(this.clock.now(), zone);
    const looked = Array.from({ length: DAYS + BEYOND_DAYS }, (_, n) => addDays(today, n));
    const dates = looked.slice(0, DAYS);
    const [free, toBook] = [
      await this.database.tx((tx) =>
        tx.query<{ placeId: number; date: string; free: number }[]>(FREE, [service.id, zone]),
      ),
      await this.toBook(service.id),
    ];
    const seesPeople = maySeePeople(caller);
    return {
      dates,
      places: (await this.places.of(caller, 'reports:read')).map(({ id, slug, name }) => {
        const waiting = toBook.get(id) ?? 0;
        const ahead = looked.map((date) => free.find((one) => one.placeId === id && one.date === date)?.free ?? 0);
        const here = ahead.slice(0, DAYS);
        const isTold = seesPeople || told(waiting) !== null;
        const perHundred = here.map((times) =>
          waiting === 0 || !isTold ? null : Math.round((times * 1000) / waiting) / 10,
        );
        const lastFree = ahead.findLastIndex((times) => times > 0);
        const runsOutOn = waiting > 0 ? (dates[lastFree + 1] ?? null) : null;
        return { placeId: slug, name, toBook: isTold ? waiting : null, free: here, perHundred, runsOutOn };
      }),
    };
  }

  /** People of the running campaigns of the service, by Place: to be invited, or invited with neither a booking nor a "no". */
  private async toBook(serviceId: number): Promise<Map<number, number>> {
    const running = (await this.campaigns.running()).filter((one) => one.serviceId === serviceId);
    if (running.length === 0) return new Map();
    const invited = (values: Values) => invitedStillToBook(values.at(serviceId, 'integer'));
    const waiting = await this.selection.together(running, await this.places.all(), invited);
    return new Map(waiting.map(({ placeId, people }) => [placeId, people]));
  }
}
