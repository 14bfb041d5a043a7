import { Inject, Injectable } from '@nestjs/common';
import { type CampaignProgress, declineReasons } from '@fairslot/contract';
import { instantText, MESSAGE_CHANNELS, suppress, suppressTable, tellGrowing, told, type Told } from '@fairslot/domain';
import { CONFIG, type Config } from '../platform/config/config';
import type { StaffCaller } from '../platform/http/caller';
import { maySeePeople } from '../staff/staff.policy';
import type { CampaignRow } from './campaigns.store';
import { JudgeRoom, type PeopleOf } from './judge-room';
import {
  type CountedProgress,
  DELIVERY,
  type Group,
  GROUPS,
  type GroupRow,
  MEASURES,
  ProgressQueries,
} from './progress.queries';
import { RoomQueries } from './room.queries';
import { SeasonQueries, type Week } from './season.queries';
import { ShowCampaign } from './show-campaign';

/** How parts of a sum are told, and figures that stand by themselves. */
interface Eyes {
  parts: (parts: readonly number[]) => Told[];
  one: (figure: number) => Told;
  table: typeof suppressTable;
  growing: typeof tellGrowing;
}
const openEyes: Eyes = {
  parts: (parts) => [...parts],
  one: (figure) => figure,
  table: (rows) => rows.map((row) => [...row]),
  growing: (counts) => [...counts],
};
const withoutSmall: Eyes = { parts: suppress, one: told, table: suppressTable, growing: tellGrowing };
const all = (numbers: readonly number[]): number => numbers.reduce((sum, one) => sum + one, 0);

/** How far a campaign has come, as whoever asks may know it. */
@Injectable()
export class ShowProgress {
  constructor(
    private readonly queries: ProgressQueries,
    private readonly judge: JudgeRoom,
    private readonly room: RoomQueries,
    private readonly seasons: SeasonQueries,
    private readonly show: ShowCampaign,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  async run(campaign: CampaignRow, left: readonly PeopleOf[], caller: StaffCaller): Promise<CampaignProgress> {
    const eyes = maySeePeople(caller) ? openEyes : withoutSmall;
    const counted = await this.queries.of(campaign);
    const total = counted.groups.find(({ what }) => what === 'all');
    const by = Object.fromEntries(GROUPS.map((group) => [group, breakdown(group, counted.groups, eyes)]));
    const places = await this.judge.run(campaign, [...left, ...(await this.room.waitingByPlace(campaign))]);
    const toBook = eyes.parts(places.map(({ people }) => people));
    const waves = eyes.parts(counted.waves.map(({ people }) => people));
    const delivery = deliveryOf(counted, eyes);
    const isHidden = delivery.some((row) => Object.values(row).includes(null));
    return {
      ...figuresOf(total, eyes),
      ...declinedOf(counted, by as CampaignProgress['by'], eyes),
      delivery,
      failures: zip(counted.failures, eyes.parts(counted.failures.map(({ messages }) => messages)), 'messages'),
      cost: isHidden ? null : this.spent(counted),
      budget: counted.budget,
      currency: this.config.CURRENCY,
      replies: { people: eyes.one(counted.replied), keptDays: this.config.INBOUND_DAYS },
      weeks: weeksOf(await this.seasons.weeks(campaign), waves, eyes),
      before: await this.show.before(campaign, caller),
      room: places.map(({ placeId, name, expected, free, verdict }, at) => {
        const seen = toBook[at] ?? null;
        return { placeId, name, toBook: seen, expected: seen === null ? null : expected, free, verdict };
      }),
      toCall: eyes.one(counted.toCall),
      left: eyes.one(all(left.map(({ people }) => people))),
      waves: counted.waves.map(({ number, at }, index) => ({
        number,
        at: instantText(at, this.config.TIME_ZONE),
        people: waves[index] ?? null,
      })),
      by: by as CampaignProgress['by'],
    };
  }

  /** Null where something was sent for which no price is named. */
  private spent({ delivery }: CountedProgress): CampaignProgress['cost'] {
    const { SMS_PART_PRICE, EMAIL_PRICE, LETTER_PRICE, CURRENCY: currency } = this.config;
    const prices = { sms: SMS_PART_PRICE, email: EMAIL_PRICE, letter: LETTER_PRICE, call: 0 };
    const sums = delivery.map(({ channel, left, parts }) => {
      const units = channel === 'sms' ? parts : left;
      const price = prices[channel];
      return units === 0 ? 0 : price === undefined ? NaN : units * price;
    });
    const spent = all(sums);
    return Number.isNaN(spent) ? null : { spent, currency };
  }
}

/** Waves part the same people as weeks do: where one of them is hidden, weeks say of those invited no more than the sum. */
function weeksOf(weeks: readonly Week[], waves: readonly Told[], { growing }: Eyes): CampaignProgress['weeks'] {
  const last = weeks.at(-1);
  const of = (measure: 'invited' | 'booked'): Told[] =>
    growing(
      weeks.map((week) => week[measure]),
      last?.[measure] ?? 0,
    );
  const [invited, booked] = [of('invited'), of('booked')];
  const isTold = (at: number) => !waves.includes(null) || weeks[at]?.invited === last?.invited;
  return weeks.map(({ from }, at) => ({
    from,
    invited: isTold(at) ? (invited[at] ?? null) : null,
    booked: booked[at] ?? null,
  }));
}

function figuresOf(total: GroupRow | undefined, { one }: Eyes) {
  const of = (measure: 'invited' | 'delivered' | 'opened' | 'booked' | 'came' | 'had'): Told =>
    one(total?.[measure] ?? 0);
  return {
    invited: of('invited'),
    delivered: of('delivered'),
    opened: of('opened'),
    booked: of('booked'),
    came: of('came'),
    had: of('had'),
  };
}

function breakdown(group: Group, rows: readonly GroupRow[], { parts }: Eyes): CampaignProgress['by'][Group] {
  const own = rows.filter(({ what }) => what === group);
  const columns = Object.fromEntries(MEASURES.map((measure) => [measure, parts(own.map((row) => row[measure]))]));
  return own
    .map(({ key }, at) => ({
      key: key ?? 'unknown',
      name: key ?? 'Not known',
      ...(Object.fromEntries(MEASURES.map((measure) => [measure, columns[measure]?.[at] ?? null])) as Record<
        (typeof MEASURES)[number],
        Told
      >),
    }))
    .sort((a, b) => a.name.localeCompare(b.name));
}

/** By reason, and by Place and reason: their sums are told with the Places and with the reasons. */
function declinedOf({ declined }: CountedProgress, by: CampaignProgress['by'], { parts, table }: Eyes) {
  const places = [...new Set(declined.map(({ place }) => place))];
  const of = (place: string | null, reason: string): number =>
    all(
      declined.filter((row) => row.reason === reason && (place ?? row.place) === row.place).map(({ people }) => people),
    );
  const reasons = declineReasons.map((reason) => ({ reason, people: of(null, reason) }));
  const seen = parts(reasons.map(({ people }) => people));
  const cells = table(
    places.map((place) => declineReasons.map((reason) => of(place, reason))),
    {
      rows: places.map((place) => by.place.find(({ key }) => key === place)?.declined === null),
      columns: seen.map((people) => people === null),
    },
  );
  return {
    declined: zip(reasons, seen, 'people').filter(({ people }) => people !== 0),
    declinedByPlace: places.map((place, at) => ({
      key: place,
      name: place,
      reasons: Object.fromEntries(
        declineReasons.map((reason, column) => [reason, cells[at]?.[column] ?? null]),
      ) as CampaignProgress['declinedByPlace'][number]['reasons'],
    })),
  };
}

function deliveryOf({ delivery }: CountedProgress, { table }: Eyes): CampaignProgress['delivery'] {
  const rows = MESSAGE_CHANNELS.flatMap((channel) => delivery.filter((row) => row.channel === channel));
  // No sum of them is told, and yet each may be near one that is.
  const cells = table(
    rows.map((row) => DELIVERY.map((state) => row[state])),
    { rows: rows.map(() => false), columns: DELIVERY.map(() => false) },
  );
  return rows.map(({ channel }, at) => ({
    channel,
    ...(Object.fromEntries(DELIVERY.map((state, column) => [state, cells[at]?.[column] ?? null])) as Record<
      (typeof DELIVERY)[number],
      Told
    >),
  }));
}

const zip = <R extends object, K extends keyof R>(rows: readonly R[], seen: readonly Told[], key: K) =>
  rows.map((row, at) => ({ ...row, [key]: seen[at] ?? null })) as (Omit<R, K> & Record<K, Told>)[];
