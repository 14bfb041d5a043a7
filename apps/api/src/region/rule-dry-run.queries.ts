import { Injectable } from '@nestjs/common';
import type { RuleDryRun } from '@fairslot/contract';
import {
  ageBandOf,
  ageBands,
  ageInYears,
  type EligibilityFacts,
  type EligibilityOutcome,
  eligibilityOutcomes,
  type EligibilityProgramme,
  evaluateEligibility,
  flagBits,
  type LocalDate,
  personFlags,
} from '@fairslot/domain';
import { setImmediate } from 'node:timers/promises';
import { Database } from '../platform/database/database';

interface Alike {
  dateOfBirth: LocalDate;
  sex: string | null;
  place: string;
  flags: number;
  people: number;
}

const PLACES = { name: 'rules.places', text: 'SELECT id AS place FROM place ORDER BY id' };
/** People who are alike in everything that a rule may ask of a list, so that each kind is judged once. */
const ALIKE = {
  name: 'rules.alike',
  text: `SELECT to_char(f.date_of_birth, 'YYYY-MM-DD') AS "dateOfBirth", f.sex::text AS sex, p.name AS place, f.flags, count(*)::integer AS people
    FROM person_profile f JOIN place p ON p.id = f.place_id
    WHERE f.place_id = $1 AND f.deceased_on IS NULL
    GROUP BY f.date_of_birth, f.sex, p.name, f.flags`,
};
const OF_TURN = 500;

/** Judges everybody on the lists by the rule as it is and as it would be. */
@Injectable()
export class RuleDryRunQueries {
  constructor(private readonly database: Database) {}

  async run(before: EligibilityProgramme, after: EligibilityProgramme, on: LocalDate): Promise<RuleDryRun> {
    const changes = new Map<string, number>();
    const eligible = { before: new Map<string, number>(), after: new Map<string, number>() };
    const add = (counts: Map<string, number>, key: string, people: number) =>
      counts.set(key, (counts.get(key) ?? 0) + people);
    let turn = 0;
    // A Place at a time, so that a region of millions is never in memory whole.
    for (const { place } of await this.database.once<{ place: number }>(PLACES, []))
      for (const alike of await this.database.once<Alike & Record<string, unknown>>(ALIKE, [place])) {
        // Others are answered in between.
        if (++turn % OF_TURN === 0) await setImmediate();
        const facts = factsOf(alike);
        const [was, is] = [before, after].map((rule) => evaluateEligibility(rule, facts, on).outcome) as [
          EligibilityOutcome,
          EligibilityOutcome,
        ];
        const band = ageBandOf(ageInYears(alike.dateOfBirth, on));
        add(changes, `${was} ${is}`, alike.people);
        if (was === 'eligible') add(eligible.before, band, alike.people);
        if (is === 'eligible') add(eligible.after, band, alike.people);
      }
    const pairs = [...changes].map(([key, people]) => {
      const [from, to] = key.split(' ') as [EligibilityOutcome, EligibilityOutcome];
      return { from, to, people };
    });
    const sum = (some: typeof pairs) => some.reduce((all, { people }) => all + people, 0);
    return {
      people: sum(pairs),
      on,
      outcomes: eligibilityOutcomes.map((outcome) => ({
        outcome,
        before: sum(pairs.filter(({ from }) => from === outcome)),
        after: sum(pairs.filter(({ to }) => to === outcome)),
      })),
      changes: pairs.filter(({ from, to }) => from !== to).sort((a, b) => b.people - a.people),
      byAge: ageBands.map(([name]) => ({
        name,
        before: eligible.before.get(name) ?? 0,
        after: eligible.after.get(name) ?? 0,
      })),
    };
  }
}

/** What a list says: what it does not mark is not known, and would be asked. Doses had elsewhere are not on it. */
function factsOf({ dateOfBirth, sex, place, flags }: Alike): EligibilityFacts {
  const marked = personFlags.filter((flag) => (flags & flagBits([flag])) !== 0);
  return {
    dateOfBirth,
    place,
    ...(sex && { sex: sex === 'f' ? 'female' : 'male' }),
    ...(marked.includes('care_home') && { setting: 'care_home_older_adults' }),
    ...(marked.includes('pregnant') && { pregnant: true }),
    flags: Object.fromEntries(marked.map((flag) => [flag, true])),
    doses: [],
  };
}
