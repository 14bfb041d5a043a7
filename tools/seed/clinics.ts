import { addDays, slotStarts, weekdayOf, type LocalDate } from '@fairslot/domain';
import type { Client } from 'pg';
import type { SeededSite } from './sites';
import { patternsOf, type Pattern } from './timetable';

interface Series {
  id: number;
  pattern: Pattern;
}

const SLOTS_AT_ONCE = 20_000;

/** One series for each pattern of each site, found again on a later run. */
async function seriesOf(
  client: Client,
  sites: SeededSite[],
  serviceIds: Map<string, number>,
  today: LocalDate,
  until: LocalDate,
): Promise<Series[]> {
  const wanted = sites.flatMap((site) =>
    patternsOf(site).map((pattern) => ({
      pattern,
      siteId: site.id,
      from: pattern.from,
      until: pattern.until,
      weekdays: pattern.weekdays,
      slotMinutes: pattern.slotMinutes,
      capacity: pattern.capacity,
      breaks: pattern.breaks ?? [],
      options: pattern.options ?? null,
      services: pattern.services.map((slug) => serviceIds.get(slug) as number).sort((a, b) => a - b),
    })),
  );
  const { rows } = await client.query<{ n: number; id: number | null }>(
    `SELECT w.n::integer, s.id FROM jsonb_array_elements($1) WITH ORDINALITY AS w(item, n)
     LEFT JOIN clinic_series s ON s.site_id = (w.item->>'siteId')::integer AND s.starts = (w.item->>'from')::time
       AND s.ends = (w.item->>'until')::time AND s.slot_minutes = (w.item->>'slotMinutes')::smallint
       AND to_jsonb(s.weekdays) = w.item->'weekdays' AND to_jsonb(s.service_ids) = w.item->'services'
     ORDER BY w.n`,
    [JSON.stringify(wanted)],
  );
  const series: Series[] = [];
  for (const { n, id } of rows) {
    const item = wanted[n - 1] as (typeof wanted)[number];
    if (id !== null) {
      series.push({ id, pattern: item.pattern });
      continue;
    }
    const made = await client.query<{ id: number }>(
      `INSERT INTO clinic_series (site_id, starts_on, ends_on, weekdays, starts, ends, slot_minutes, capacity, service_ids, breaks, options)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11) RETURNING id`,
      [
        item.siteId,
        today,
        until,
        item.weekdays,
        item.from,
        item.until,
        item.slotMinutes,
        item.capacity,
        item.services,
        JSON.stringify(item.breaks),
        item.options,
      ],
    );
    series.push({ id: (made.rows[0] as { id: number }).id, pattern: item.pattern });
  }
  return series;
}

function datesOf(from: LocalDate, until: LocalDate, weekdays: readonly number[]): LocalDate[] {
  const dates: LocalDate[] = [];
  for (let date = from; date <= until; date = addDays(date, 1))
    if (weekdays.includes(weekdayOf(date))) dates.push(date);
  return dates;
}

/** Clinics and slots from today until the horizon, both included, at every site. Answers how many of each were added. */
export async function seedClinics(
  client: Client,
  what: { sites: SeededSite[]; serviceIds: Map<string, number>; today: LocalDate; until: LocalDate; zone: string },
): Promise<{ clinics: number; slots: number }> {
  const { sites, serviceIds, today, until, zone } = what;
  const series = await seriesOf(client, sites, serviceIds, today, until);
  const wanted = series.flatMap(({ id, pattern }) =>
    datesOf(today, until, pattern.weekdays).map((date) => ({ series: id, date })),
  );
  await client.query(
    `UPDATE clinic_series SET starts_on = least(starts_on, $2), ends_on = greatest(ends_on, $3)
     WHERE id = ANY ($1) AND (starts_on > $2 OR ends_on < $3)`,
    [series.map(({ id }) => id), today, until],
  );
  // A clinic that somebody cancelled stays cancelled.
  const { rows: clinics } = await client.query<{ id: number; series_id: number; date: LocalDate }>(
    `INSERT INTO clinic (site_id, series_id, date, starts, ends, slot_minutes, capacity, service_ids, breaks, options)
     SELECT s.site_id, s.id, w.date, s.starts, s.ends, s.slot_minutes, s.capacity, s.service_ids, s.breaks, s.options
     FROM unnest($1::integer[], $2::date[]) AS w(series, date) JOIN clinic_series s ON s.id = w.series
     WHERE NOT EXISTS (SELECT 1 FROM clinic c WHERE c.series_id = s.id AND c.date = w.date)
     ORDER BY s.site_id, w.date, s.id ON CONFLICT DO NOTHING RETURNING id, series_id, date::text`,
    [wanted.map((clinic) => clinic.series), wanted.map((clinic) => clinic.date)],
  );
  const patterns = new Map(series.map(({ id, pattern }) => [id, pattern]));
  const starts = startsIn(zone);
  const slots = clinics.flatMap(({ id, series_id, date }) =>
    starts(patterns.get(series_id) as Pattern, date).map((seconds) => ({ clinic: id, seconds })),
  );
  for (let at = 0; at < slots.length; at += SLOTS_AT_ONCE) {
    const some = slots.slice(at, at + SLOTS_AT_ONCE);
    // In order, so that the slots of one clinic have neighbouring ids and lie on the same pages.
    await client.query(
      `INSERT INTO slot (clinic_id, site_id, starts_at, minutes, service_ids, capacity, options)
       SELECT c.id, c.site_id, to_timestamp(s.seconds), c.slot_minutes, c.service_ids, c.capacity, c.options
       FROM unnest($1::integer[], $2::bigint[]) WITH ORDINALITY AS s(clinic, seconds, n) JOIN clinic c ON c.id = s.clinic ORDER BY s.n`,
      [some.map((slot) => slot.clinic), some.map((slot) => slot.seconds)],
    );
  }
  return { clinics: clinics.length, slots: slots.length };
}

/** Many sites share their hours: the starts of a date are worked out once for each. */
function startsIn(zone: string): (pattern: Pattern, date: LocalDate) => number[] {
  const known = new Map<string, number[]>();
  return (pattern, date) => {
    const { from, until, slotMinutes, breaks = [] } = pattern;
    const key = JSON.stringify([date, from, until, slotMinutes, breaks]);
    const starts =
      known.get(key) ??
      slotStarts({ date, from, until, slotMinutes, breaks }, zone).map(({ startsAt }) => startsAt.getTime() / 1000);
    known.set(key, starts);
    return starts;
  };
}
