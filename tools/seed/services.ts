import {
  addDays,
  addPeriod,
  serviceLibrary,
  slugsOf,
  type EligibilityProgramme,
  type LocalDate,
} from '@fairslot/domain';
import type { Client } from 'pg';

const ALWAYS = { opens: '2000-01-01', closes: '2099-12-31' };
/** A season is set anew on a later run when less than this is left of it. */
const LEFT_AT_LEAST = { days: 90 };

/** Given together, in a place each. */
const IN_ONE_VISIT = ['flu', 'covid-autumn'];

const firstOfMonth = (date: LocalDate): LocalDate => `${date.slice(0, 8)}01`;

/** From the first of last month to the end of the month five months on: open and far from closing, whichever day it is. */
const seasonAround = (today: LocalDate): { opens: LocalDate; closes: LocalDate } => ({
  opens: addPeriod(firstOfMonth(today), { months: -1 }),
  closes: addDays(addPeriod(firstOfMonth(today), { months: 6 }), -1),
});

/** Adds missing services and keeps the seasonal ones open. Answers service ids by slug, those of a former slug by today's too. */
export async function seedServices(client: Client, today: LocalDate): Promise<Map<string, number>> {
  const season = seasonAround(today);
  const kept = await idsBySlug(client);
  for (const service of serviceLibrary) {
    const slug = slugsOf(service).find((one) => kept.has(one)) ?? service.slug;
    const { opens, closes } = service.seasonal ? season : ALWAYS;
    const rule: EligibilityProgramme = { ...service.rule, programme_start: opens, programme_end: closes };
    await client.query(
      `INSERT INTO service (slug, kind, name, short_name, who_for, preparation, outcome_word, minutes, opens_on, closes_on,
         draws_stock, questions, doses, rule, what_changed)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15) ON CONFLICT (slug) DO NOTHING`,
      [
        slug,
        service.kind,
        service.name,
        service.shortName,
        service.whoFor,
        service.preparation,
        service.outcomeWord,
        service.minutes,
        service.seasonal ? opens : null,
        service.seasonal ? closes : null,
        service.drawsStock,
        JSON.stringify(service.questions),
        JSON.stringify(service.doses),
        JSON.stringify(rule),
        service.whatChanged ?? '',
      ],
    );
    if (!service.seasonal) continue;
    await client.query(
      `UPDATE service SET opens_on = $2::date, closes_on = $3::date, rule_version = rule_version + 1,
         rule = rule || jsonb_build_object('programme_start', $2::text, 'programme_end', $3::text)
       WHERE slug = $1 AND (opens_on > $4::date OR closes_on < $5::date)`,
      [slug, opens, closes, today, addPeriod(today, LEFT_AT_LEAST)],
    );
  }
  const ids = await idsBySlug(client);
  for (const service of serviceLibrary) {
    const id = slugsOf(service)
      .map((slug) => ids.get(slug))
      .find((one) => one !== undefined);
    if (id !== undefined) ids.set(service.slug, id);
  }
  await client.query(
    'INSERT INTO service_pair (first_id, second_id) VALUES (least($1::integer, $2), greatest($1, $2)) ON CONFLICT DO NOTHING',
    IN_ONE_VISIT.map((slug) => ids.get(slug)),
  );
  return ids;
}

async function idsBySlug(client: Client): Promise<Map<string, number>> {
  const { rows } = await client.query<{ slug: string; id: number }>('SELECT slug, id FROM service');
  return new Map(rows.map(({ slug, id }) => [slug, id]));
}
