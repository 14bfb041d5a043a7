import { Injectable } from '@nestjs/common';
import type { FreeTime } from '@fairslot/contract';
import type { LocalDate } from '@fairslot/domain';
import { Clock } from '../platform/clock/clock';
import { isPausedOn, ServicePauses } from '../services/service-pauses';
import { type Asked, type AskedCompanions, type AskedSort, preferredFirst, sortsFor } from './asked';
import { chainParties } from './chain-parties';
import { CountTogether } from './count-together';
import { NO_LINE } from './line-table';
import { plainTimes } from './plain-times';
import type { SiteDays } from './site-days';
import { SlotBoard } from './slot-board';
import type { SlotIndex } from './slot-index';
import { bySoonest, type PartyTime, startsOn } from './starts';
import type { Wish } from './wish';

export interface BoardTime extends PartyTime {
  date: LocalDate;
}

/** Kept and answered again: nothing of it is changed. */
export interface Summary {
  /** The first three times, soonest first; before them those at clinics that are preferred. */
  times: BoardTime[];
  /** Days with free times. */
  days: { date: LocalDate; free: number }[];
  free: number;
  /** The times as they are answered, written when they are first asked for. */
  shown?: FreeTime[];
}

interface KeptDay {
  version: number;
  times: PartyTime[];
}

interface KeptSummary {
  site: SiteDays;
  changes: number;
  /** When it was counted, and its first time: once that has begun, there is less. */
  since: number;
  until: number;
  summary: Summary;
}

/**
 * Counted days and summaries that are kept until a slot of theirs changes: about what every site and service of a large region
 * needs. A summary takes a kilobyte.
 */
const MOST_DAYS = 50_000;
const MOST_SUMMARIES = 60_000;
const FIRST_TIMES = 3;
const ALL = Number.POSITIVE_INFINITY;

/** How many more parties like one could be booked, by site, day and start; from memory. */
@Injectable()
export class FreeTimes {
  private keptOf: SlotIndex | null = null;
  private keptPauses = 0;
  /** Days on which purposes overlap, counted. */
  private days = new Map<string, KeptDay>();
  /** By the key of a question and the site. */
  private summaries = new Map<string, Map<number, KeptSummary>>();
  private summariesKept = 0;

  constructor(
    private readonly board: SlotBoard,
    private readonly pauses: ServicePauses,
    private readonly clock: Clock,
  ) {}

  /** On local dates, both included. */
  ask(wish: Wish, from: LocalDate, to: LocalDate): Asked {
    const { index, days } = this.board;
    const firstDay = days.numberOf(from);
    const serviceIds = wish.services.map(({ id }) => id);
    const sorts = sortsFor(index, wish);
    const prefers = wish.prefers.filter((option) => sorts.some(({ options }) => options.includes(option)));
    const party = `${serviceIds.join('+')}/${wish.together}/${wish.audienceId ?? ''}/${wish.moreTime}`;
    return {
      key: `${party} ${prefers.join('+')}-${wish.without.join('+')} ${from} ${to}`,
      sorts,
      prefers,
      index,
      firstDay,
      dates: days.datesFrom(firstDay, days.numberOf(to)),
      now: this.clock.now().getTime(),
      paused: this.pauses.of(serviceIds),
    };
  }

  /** The soonest time at a site. */
  first(siteId: number, asked: Asked): BoardTime | null {
    const site = asked.index.site(siteId);
    if (!site) return null;
    for (let n = 0; n < asked.dates.length; n += 1) {
      const day = asked.firstDay + n;
      if (site.head(day) === NO_LINE || isPausedOn(asked.paused, siteId, asked.dates[n] as LocalDate)) continue;
      const [time] = this.freeOn(siteId, site, day, asked, 1).times;
      if (time) return { ...time, date: asked.dates[n] as LocalDate };
    }
    return null;
  }

  /** Every time at a site, soonest first. */
  all(siteId: number, asked: Asked): BoardTime[] {
    return this.summarise(siteId, asked, ALL).times;
  }

  /** Free by day, and the first few times. */
  summary(siteId: number, asked: Asked): Summary {
    const { now } = asked;
    if (asked.prefers.length > 0) return this.summarise(siteId, asked, FIRST_TIMES);
    const kept = this.keptFor(asked);
    const known = kept.get(siteId);
    if (known && known.changes === known.site.changes && known.since <= now && known.until > now) return known.summary;
    const summary = this.summarise(siteId, asked, FIRST_TIMES);
    const site = asked.index.site(siteId);
    if (!site) return summary;
    if (!known) this.summariesKept += 1;
    kept.set(siteId, { site, changes: site.changes, since: now, until: summary.times[0]?.startsAt ?? ALL, summary });
    return summary;
  }

  /** As `summary`, of the days that pass the test. */
  summaryOf(siteId: number, asked: Asked, isWanted: (date: LocalDate) => boolean): Summary {
    return this.summarise(siteId, asked, FIRST_TIMES, isWanted);
  }

  private summarise(siteId: number, asked: Asked, mostTimes: number, isWanted?: (date: LocalDate) => boolean): Summary {
    const summary: Summary = { times: [], days: [], free: 0 };
    const site = asked.index.site(siteId);
    if (!site) return summary;
    const most = asked.prefers.length > 0 ? ALL : mostTimes;
    for (let n = 0; n < asked.dates.length; n += 1) {
      const day = asked.firstDay + n;
      const date = asked.dates[n] as LocalDate;
      if (site.head(day) === NO_LINE || (isWanted && !isWanted(date)) || isPausedOn(asked.paused, siteId, date))
        continue;
      const wanted = most - summary.times.length;
      const { times, free } = this.freeOn(siteId, site, day, asked, wanted);
      if (free === 0) continue;
      summary.days.push({ date, free });
      summary.free += free;
      for (let t = 0; t < times.length && t < wanted; t += 1) summary.times.push(dated(times[t] as PartyTime, date));
    }
    if (most > mostTimes) summary.times = preferredFirst(summary.times, asked.prefers).slice(0, mostTimes);
    return summary;
  }

  /** What is free on a day, and at least the first `most` times of it, soonest first. */
  private freeOn(
    siteId: number,
    site: SiteDays,
    day: number,
    asked: Asked,
    most: number,
  ): { times: PartyTime[]; free: number } {
    const found: PartyTime[] = [];
    let [all, sorts] = [0, 0];
    for (const one of asked.sorts) {
      const sum = isSum(site, day, one) ? sumOf(site, day, asked, one) : null;
      if (sum === 0) continue;
      // A sum needs no times; without one, all of them are added up.
      const times =
        sum === null || most > 0 ? this.timesOn(siteId, site, day, asked, one, sum === null ? ALL : most) : [];
      const free = sum ?? times.reduce((added, time) => added + time.free, 0);
      if (free === 0) continue;
      all += free;
      sorts += 1;
      for (const time of times) found.push(one.options.length > 0 ? { ...time, options: one.options } : time);
    }
    return { times: sorts > 1 ? found.sort(bySoonest) : found, free: all };
  }

  /** At least the first `most` times of a day. */
  private timesOn(
    siteId: number,
    site: SiteDays,
    day: number,
    asked: Asked,
    { companions, moreTime }: AskedSort,
    most: number,
  ): PartyTime[] {
    const [all] = companions as [AskedCompanions];
    if (companions.length === 1) return this.together(siteId, site, day, asked, all, most);
    const each = companions.map((one) => this.together(siteId, site, day, asked, one, ALL));
    return chainParties(each, moreTime);
  }

  private together(
    siteId: number,
    site: SiteDays,
    day: number,
    { index, now }: Asked,
    one: AskedCompanions,
    most: number,
  ): PartyTime[] {
    if (!site.isMixed(day)) {
      const question = { serving: one.servesAll, people: one.people, moreTime: one.moreTime, now };
      return plainTimes(index.table, site.head(day), question, most);
    }
    const times = this.counted(siteId, site, day, index, one);
    return (times[0]?.startsAt ?? ALL) > now ? times : times.filter(({ startsAt }) => startsAt > now);
  }

  private counted(siteId: number, site: SiteDays, day: number, index: SlotIndex, one: AskedCompanions): PartyTime[] {
    if (this.days.size > MOST_DAYS) this.days.clear();
    this.forgetOther(index);
    const key = `${siteId}/${day}/${one.key}`;
    const version = site.version(day);
    const known = this.days.get(key);
    if (known?.version === version) return known.times;
    const times = new CountTogether(startsOn(index, siteId, day), one).times();
    this.days.set(key, { version, times });
    return times;
  }

  private keptFor({ index, key }: Asked): Map<number, KeptSummary> {
    this.forgetOther(index);
    if (this.summariesKept > MOST_SUMMARIES) {
      this.summaries.clear();
      this.summariesKept = 0;
    }
    let kept = this.summaries.get(key);
    if (!kept) this.summaries.set(key, (kept = new Map()));
    return kept;
  }

  /** What was counted in an index that has been replaced, or before something was paused, says nothing about now. */
  private forgetOther(index: SlotIndex): void {
    if (this.keptOf === index && this.keptPauses === this.pauses.version) return;
    this.keptOf = index;
    this.keptPauses = this.pauses.version;
    this.days.clear();
    this.summaries.clear();
    this.summariesKept = 0;
  }
}

/** Is what is free on this day simply the sum of the places? */
function isSum(site: SiteDays, day: number, { isOne }: AskedSort): boolean {
  return isOne && !site.isMixed(day);
}

function sumOf(site: SiteDays, day: number, { index, now }: Asked, { companions }: AskedSort): number {
  return index.table.sum(site.head(day), (companions[0] as AskedCompanions).servesAll, now);
}

function dated({ startsAt, minutes, free, others, options }: PartyTime, date: LocalDate): BoardTime {
  const time: BoardTime = { startsAt, minutes, free, date };
  if (others) time.others = others;
  if (options) time.options = options;
  return time;
}

/** Times in order, summed up as those of a site are. */
export function summarise(times: readonly BoardTime[], { prefers }: Asked): Summary {
  const days = new Map<LocalDate, number>();
  for (const { date, free } of times) days.set(date, (days.get(date) ?? 0) + free);
  return {
    times: preferredFirst(times, prefers).slice(0, FIRST_TIMES),
    days: [...days].map(([date, free]) => ({ date, free })),
    free: times.reduce((sum, { free }) => sum + free, 0),
  };
}
