import { createHash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import type { forgetColumns, rememberedColumns, ResponseOf } from '@fairslot/contract';
import type { Tx } from '../platform/database/database';
import type { StaffCaller } from '../platform/http/caller';
import type { Parsed } from '../platform/http/serve';
import { plainHeading } from './plain-heading';
import { PeopleStore } from './people.store';

type What = 'people' | 'doses';
interface Matched {
  headings: readonly string[];
  columns: Record<string, string>;
}

/** How headings were matched before, by whoever looks after the same; lists that look alike are read alike. */
@Injectable()
export class RememberedColumns {
  constructor(private readonly store: PeopleStore) {}

  async show({
    body,
    caller,
  }: Parsed<typeof rememberedColumns, StaffCaller>): Promise<ResponseOf<typeof rememberedColumns>> {
    return { columns: (await this.of(caller, body.what, body.headings)) ?? null };
  }

  of(caller: StaffCaller, what: What, headings: readonly string[]): Promise<Record<string, string> | undefined> {
    return this.store.remembered(scopeOf(caller, what), hashOf(headings));
  }

  keep(tx: Tx, caller: StaffCaller, what: What, { headings, columns }: Matched): Promise<void> {
    return this.store.remember(tx, scopeOf(caller, what), hashOf(headings), columns);
  }

  async forget({ body, caller }: Parsed<typeof forgetColumns, StaffCaller>): Promise<void> {
    await this.store.forgetColumns(scopeOf(caller, body.what), hashOf(body.headings));
  }
}

/** Of headings as the file has them or in the form that reading gives them. */
const hashOf = (headings: readonly string[]): Buffer =>
  createHash('sha256').update(headings.map(plainHeading).join('\n')).digest();

/** What the caller looks after: the region, or the sites of the permission; and of which kind the list is. */
function scopeOf({ region, sites }: StaffCaller, what: What): string {
  const before = what === 'people' ? '' : `${what}:`;
  if (region.has('people:import')) return `${before}region`;
  const of = [...(sites.get('people:import') ?? [])].sort((a, b) => a - b).join(',');
  return `${before}${createHash('sha256').update(of).digest('base64url')}`;
}
