import { Inject, Injectable } from '@nestjs/common';
import type { CohortCount, CohortRules } from '@fairslot/contract';
import { ageBands, instantText, localDateOf } from '@fairslot/domain';
import { Clock } from '../platform/clock/clock';
import { CONFIG, type Config } from '../platform/config/config';
import { Keys } from '../platform/crypto/keys';
import { Database } from '../platform/database/database';
import type { ScopedPlace } from '../sites/place-scope.queries';
import { CohortSql, LAST_PAGE, latestBirth, Values } from './cohort-sql.queries';

interface Row {
  step: number;
  what: 'step' | 'place' | 'fifth' | 'language' | 'age' | 'way';
  key: string | null;
  people: number;
}

const TIMEOUT_MS = 30_000;
/** Of a large table; a small one is read whole. */
const PARTS = 4;
const PAGES_ALONE = 2000;

interface CodeRow {
  /** The step at which so many people were lost, or from STEPS on the group of those who are left. */
  code: string | number;
  people: number;
}
/** More than rules can be. */
const STEPS = 256;
const WAYS = ['mobile', 'email', 'letter', 'none'] as const;
const UNKNOWN = 0;
const NO_BAND = 15;
/** Letters of a language, of which there are two or three. */
const LETTERS = 27;
const A = 96;

/** Counts people by the rules of a cohort in one pass over their narrow rows. */
@Injectable()
export class CohortQueries {
  private turn: Promise<void> = Promise.resolve();

  constructor(
    private readonly database: Database,
    private readonly sql: CohortSql,
    private readonly keys: Keys,
    private readonly clock: Clock,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  /** Ends where nobody waits for it any more. One count at a time, so that connections are left for bookings. */
  async count(rules: CohortRules, places: readonly ScopedPlace[], wanted: AbortSignal): Promise<CohortCount> {
    const values = new Values();
    const today = localDateOf(this.clock.now(), this.config.TIME_ZONE);
    const conditions = this.sql.conditions(rules, places, today, values);
    const scope = values.at(
      places.map(({ id }) => id),
      'smallint[]',
    );
    // By birthdays, because reckoning the age of every row takes longer than all the rest.
    const bands = ageBands.map(
      ([, below], at) => `WHEN p.date_of_birth > ${values.at(latestBirth(today, below), 'date')} THEN ${at}`,
    );
    const code = `CASE ${lost(conditions)} ELSE ${groupCode(`CASE ${bands.join(' ')} ELSE ${NO_BAND} END`)} END`;
    // The code is reckoned once for each row (OFFSET 0), and one number is the cheapest key to group by.
    const text = `SELECT code, count(*)::integer AS people FROM (SELECT ${code} AS code FROM person_profile p
      WHERE p.place_id = ANY (${scope}) AND p.deceased_on IS NULL AND p.superseded_by IS NULL AND p.ctid >= ${values.at('', 'tid')} AND p.ctid < ${values.at('', 'tid')} OFFSET 0) AS p GROUP BY code`;
    const turn = this.turn.then(() => this.inParts(text, values.list.slice(0, -2), wanted));
    this.turn = turn.then(
      () => undefined,
      () => undefined,
    );
    return this.shown(rowsOf(await turn, conditions.length), conditions, places);
  }

  /** The pages of the table in some parts, each on a connection of its own: as many processors work on one count. */
  private async inParts(text: string, values: readonly unknown[], wanted: AbortSignal): Promise<CodeRow[]> {
    const [table] = await this.database.source.query<[{ pages: string }]>(
      `SELECT pg_relation_size('person_profile') / current_setting('block_size')::bigint AS pages`,
    );
    const pages = Number(table.pages);
    const each = Math.ceil(Math.max(pages, PAGES_ALONE) / PARTS);
    const starts = pages <= PAGES_ALONE ? [0] : Array.from({ length: PARTS }, (_, part) => part * each);
    const parts = starts.map((from, part) => {
      // Rows that are written meanwhile may lie behind what was the last page, or in a part that was read: a count is of about now.
      const to = part === starts.length - 1 ? LAST_PAGE : from + each;
      return this.database.whileWanted(wanted, async (tx) => {
        // Millions of rows take longer than a booking may.
        await tx.query(`SET LOCAL statement_timeout = ${TIMEOUT_MS}`);
        return tx.query<CodeRow[]>(text, [...values, `(${from},0)`, `(${to},0)`]);
      });
    });
    return (await Promise.all(parts)).flat();
  }

  /** How far one person comes through the rules; undefined for somebody whom no list in scope knows. */
  async stepOf(rules: CohortRules, places: readonly ScopedPlace[], nhsNumber: string) {
    const values = new Values();
    const conditions = this.sql.conditions(rules, places, localDateOf(this.clock.now(), this.config.TIME_ZONE), values);
    const person = values.at(this.keys.blindIndex('nhs_number', nhsNumber), 'bytea');
    const scope = values.at(
      places.map(({ id }) => id),
      'smallint[]',
    );
    const [row] = await this.database.tx((tx) =>
      tx.query<{ step: number }[]>(
        `SELECT ${stepOf(conditions)} AS step FROM person_profile p WHERE p.nhs_number_bi = ${person} AND p.place_id = ANY (${scope})`,
        values.list,
      ),
    );
    if (!row) return { isKnown: false, isIn: false, decidedBy: null };
    const failed = conditions[row.step];
    return {
      isKnown: true,
      isIn: failed === undefined,
      decidedBy: failed ? { part: failed.part, index: failed.index } : null,
    };
  }

  private shown(
    rows: readonly Row[],
    conditions: readonly Pick<CohortCount['steps'][number], 'part' | 'index'>[],
    places: readonly ScopedPlace[],
  ): CohortCount {
    const at = (step: number): number => rows.find((row) => row.what === 'step' && row.step === step)?.people ?? 0;
    const region = rows.filter(({ what }) => what === 'step').reduce((sum, { people }) => sum + people, 0);
    let left = region;
    const steps = conditions.map(({ part, index }, step) => {
      const taken = at(step);
      left -= taken;
      return { part, index, taken, left };
    });
    const split = (what: Row['what'], nameOf: (key: string) => string) =>
      rows
        .filter((row) => row.what === what)
        .map(({ key, people }) => ({ key: key ?? 'unknown', name: key === null ? 'Not known' : nameOf(key), people }))
        .sort((a, b) => a.name.localeCompare(b.name));
    const way = (key: string): number => rows.find((row) => row.what === 'way' && row.key === key)?.people ?? 0;
    return {
      at: instantText(this.clock.now(), this.config.TIME_ZONE),
      region,
      steps,
      total: left,
      contact: { mobile: way('mobile'), email: way('email'), letter: way('letter'), none: way('none') },
      byPlace: split('place', (key) => places.find(({ id }) => String(id) === key)?.name ?? key).map((one) => ({
        ...one,
        key: places.find(({ id }) => String(id) === one.key)?.slug ?? one.key,
      })),
      byDeprivation: split('fifth', (key) => key),
      byLanguage: split('language', (key) => key),
      byAge: split('age', (key) => key),
    };
  }
}

/** The first condition that does not hold; their number where all do. */
export function stepOf(conditions: readonly { holds: string }[]): string {
  if (conditions.length === 0) return '0';
  return `CASE ${conditions.map(({ holds }, step) => `WHEN NOT (${holds}) THEN ${step}`).join(' ')} ELSE ${conditions.length} END`;
}

/** Who is lost at which step. */
const lost = (conditions: readonly { holds: string }[]): string =>
  conditions.length === 0
    ? 'WHEN false THEN 0'
    : conditions.map(({ holds }, step) => `WHEN NOT (${holds}) THEN ${step}`).join(' ');

/** Language, Place, deprivation fifth, age and way in one number above the steps. */
function groupCode(band: string): string {
  const letter = (at: number): string => `GREATEST(0, ascii(substr(p.language, ${at}, 1)) - ${A})`;
  const language = `((${letter(1)} * ${LETTERS} + ${letter(2)}) * ${LETTERS} + ${letter(3)})`;
  const way = `CASE ${WAY_OF.map(([has, at]) => `WHEN ${has} THEN ${at}`).join(' ')} ELSE 3 END`;
  return `${STEPS} + ((((${language}::bigint << 15 | p.place_id) << 3 | COALESCE(p.deprivation_fifth, ${UNKNOWN})) << 4 | ${band}) << 2 | ${way})`;
}
const WAY_OF = [
  ['p.has_mobile', 0],
  ['p.has_email', 1],
  ['p.has_address', 2],
] as const;

function languageOf(code: number): string {
  const letters = [Math.floor(code / LETTERS / LETTERS), Math.floor(code / LETTERS) % LETTERS, code % LETTERS];
  return String.fromCharCode(...letters.filter((letter) => letter > 0).map((letter) => letter + A));
}

/** What the codes say: people by step, and of those who are left by each of the groups. */
function rowsOf(coded: readonly CodeRow[], last: number): Row[] {
  const sums = new Map<string, Row>();
  const add = (step: number, what: Row['what'], key: string | null, people: number): void => {
    const id = `${step} ${what} ${key}`;
    const row = sums.get(id);
    if (row) row.people += people;
    else sums.set(id, { step, what, key, people });
  };
  for (const { code, people } of coded) {
    if (Number(code) < STEPS) {
      add(Number(code), 'step', null, people);
      continue;
    }
    let rest = Number(code) - STEPS;
    const take = (size: number): number => {
      const value = rest % size;
      rest = (rest - value) / size;
      return value;
    };
    const [way, age, fifth, place] = [take(4), take(16), take(8), take(32_768)];
    add(last, 'step', null, people);
    add(last, 'way', WAYS[way] as string, people);
    add(last, 'age', ageBands[age]?.[0] ?? null, people);
    add(last, 'fifth', fifth === UNKNOWN ? null : String(fifth), people);
    add(last, 'place', String(place), people);
    add(last, 'language', languageOf(rest), people);
  }
  return [...sums.values()];
}
