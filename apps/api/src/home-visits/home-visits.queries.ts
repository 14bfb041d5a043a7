import { Inject, Injectable } from '@nestjs/common';
import type { countHomeVisits, HomeVisit, listHomeVisits, ResponseOf } from '@fairslot/contract';
import { instantText } from '@fairslot/domain';
import { SealHomeVisit } from '../people/seal-home-visit';
import { CONFIG, type Config } from '../platform/config/config';
import { Database, type Tx } from '../platform/database/database';
import type { StaffCaller } from '../platform/http/caller';
import type { Parsed } from '../platform/http/serve';
import { Ids } from '../platform/ids/ids';
import { ServiceCatalogue } from '../services/service-catalogue';
import { PlaceScope } from '../sites/place-scope.queries';
import { scopeFor } from '../staff/staff.policy';

interface Row {
  id: string;
  rowKey: string;
  place: HomeVisit['place'];
  serviceId: number;
  details: Buffer;
  language: string;
  bestTime: HomeVisit['bestTime'];
  state: HomeVisit['state'];
  version: number;
  askedAt: Date;
  steps: (Omit<HomeVisit['steps'][number], 'at'> & { at: string })[];
  total: number;
}

const PAGE = 100;
const SELECT = `
  SELECT h.id, h.row_key AS "rowKey", CASE WHEN p.id IS NOT NULL THEN jsonb_build_object('id', p.slug, 'name', p.name) END AS place,
    h.service_id AS "serviceId", h.details_ct AS details, h.language, h.best_time AS "bestTime", h.state, h.version, h.created_at AS "askedAt",
    COALESCE((SELECT jsonb_agg(jsonb_build_object('state', s.state, 'reason', s.reason, 'note', s.note, 'at', s.done_at,
      'by', staff_name(s.done_by)) ORDER BY s.id DESC) FROM home_visit_step s WHERE s.home_visit_id = h.id), '[]') AS steps,
    count(*) OVER ()::integer AS total
  FROM home_visit h LEFT JOIN place p ON p.id = h.place_id`;
const LISTS = {
  // Whom nobody has called yet comes first, of those who waits longest.
  open: { where: `h.state IN ('new', 'called')`, order: `h.state = 'new' DESC, h.created_at, h.id` },
  arranged: { where: `h.state = 'arranged'`, order: 'h.changed_at DESC, h.id' },
  closed: {
    where: `h.state = 'closed' AND h.changed_at > app_now() - interval '1 month'`,
    order: 'h.changed_at DESC, h.id',
  },
} as const;

/** Who asks for a visit at home, for those who call for a whole Place: row-level security tells whose each wish is. */
@Injectable()
export class HomeVisitsQueries {
  constructor(
    private readonly database: Database,
    private readonly places: PlaceScope,
    private readonly services: ServiceCatalogue,
    private readonly sealing: SealHomeVisit,
    private readonly ids: Ids,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  async list({
    query,
    caller,
  }: Parsed<typeof listHomeVisits, StaffCaller>): Promise<ResponseOf<typeof listHomeVisits>> {
    const { where, order } = LISTS[query.list];
    const skip = Number(query.cursor ?? 0);
    const rows = await this.database.staffTx(scopeFor(caller, 'calls:act'), (tx) =>
      tx.query<Row[]>(`${SELECT} WHERE ${where} ORDER BY ${order} LIMIT ${PAGE} OFFSET $1`, [skip]),
    );
    const total = rows[0]?.total ?? 0;
    const next = skip + rows.length < total ? { nextCursor: String(skip + rows.length) } : {};
    return { items: rows.map((row) => this.shown(row)), total, ...next };
  }

  async count(caller: StaffCaller): Promise<ResponseOf<typeof countHomeVisits>> {
    const isRegion = caller.region.has('calls:act');
    if (!isRegion && (await this.places.of(caller, 'calls:act')).length === 0)
      return { new: 0, called: 0, isMine: false };
    const [row] = await this.database.staffTx(scopeFor(caller, 'calls:act'), (tx) =>
      tx.query<[{ new: number; called: number }]>(
        `SELECT count(*) FILTER (WHERE h.state = 'new')::integer AS new, count(*) FILTER (WHERE h.state = 'called')::integer AS called
         FROM home_visit h WHERE h.state IN ('new', 'called')`,
      ),
    );
    return { ...row, isMine: true };
  }

  async one(tx: Tx, id: number): Promise<HomeVisit> {
    const [row] = await tx.query<[Row]>(`${SELECT} WHERE h.id = $1`, [id]);
    return this.shown(row);
  }

  private shown(row: Row): HomeVisit {
    const service = this.services.get(row.serviceId);
    const { firstName, lastName, dateOfBirth, phone, postcode } = this.sealing.open(row.rowKey, row.details);
    const at = (instant: Date): string => instantText(instant, this.config.TIME_ZONE);
    const { place, language, bestTime, state, version } = row;
    return {
      id: this.ids.opaque('home_visit', Number(row.id)),
      place,
      service: { id: service.slug, name: service.name },
      firstName,
      lastName,
      dateOfBirth,
      phone,
      postcode: postcode ?? null,
      language,
      bestTime,
      askedAt: at(row.askedAt),
      state,
      version,
      steps: row.steps.map((step) => ({ ...step, at: at(new Date(step.at)) })),
    };
  }
}
