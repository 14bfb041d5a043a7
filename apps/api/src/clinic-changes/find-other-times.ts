import { Inject, Injectable } from '@nestjs/common';
import {
  chooseAlternatives,
  localDateOf,
  offeredBy,
  siteNeedsOf,
  type Displaced,
  type FreeSlot,
  type OtherPlace,
} from '@fairslot/domain';
import { CONFIG, type Config } from '../platform/config/config';
import type { Tx } from '../platform/database/database';
import { JudgeEligibility } from '../services/judge-eligibility';
import { ServiceCatalogue } from '../services/service-catalogue';
import { SiteDirectory } from '../sites/site-directory';
import { DisplacedStore, type DisplacedPerson, type Seat } from './displaced.store';

const NEARBY_METRES = 8047;
const MOST_PLACES = 10;
const LONGEST_MS = 7 * 86_400_000;
/** Nobody is sent to a time that they would hardly reach. */
const NOTICE_MS = 2 * 3_600_000;
const ROUNDS = 3;

/** Finds the best other time for each of those whom a site cannot see, and takes it for them. */
@Injectable()
export class FindOtherTimes {
  constructor(
    private readonly store: DisplacedStore,
    private readonly directory: SiteDirectory,
    private readonly services: ServiceCatalogue,
    private readonly eligibility: JudgeEligibility,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  /** Sites whose rows the change has to reach: to move people, those near it too, as far as the public could book there. */
  reach(siteId: number, wish: 'call' | 'cancel' | 'move'): number[] {
    return wish === 'move' ? this.placesAround(siteId).map((place) => place.siteId) : [siteId];
  }

  /** The places found are taken; people are not in them yet. */
  async run(tx: Tx, siteId: number, ids: readonly number[], now: Date): Promise<Seat[]> {
    const people = await this.store.people(tx, ids);
    const starts = people.map(({ startsAt }) => startsAt.getTime());
    if (people.length === 0) return [];
    const places = this.placesAround(siteId);
    const from = new Date(Math.max(Math.min(...starts), now.getTime() + NOTICE_MS));
    const until = new Date(Math.max(...starts) + LONGEST_MS);
    const found: Seat[] = [];
    // What somebody else took, or holds at this moment, is not looked at again.
    const gone = new Set<number>();
    for (let round = 1; round <= ROUNDS; round += 1) {
      const seated = new Set(found.map(({ bookingId }) => bookingId));
      const waiting = people.filter(({ id }) => !seated.has(id));
      if (waiting.length === 0) break;
      const reach = places.map((place) => place.siteId);
      const slots = (await this.store.free(tx, siteId, reach, from, until)).filter(({ id }) => !gone.has(id));
      const wanted = this.choose(waiting, slots, places);
      if (wanted.length === 0) break;
      const taken = await this.store.take(tx, siteId, wanted);
      found.push(...taken);
      const got = new Set(taken.map(({ bookingId }) => bookingId));
      for (const seat of wanted) if (!got.has(seat.bookingId)) gone.add(seat.slotId);
      if (taken.length === wanted.length) break;
    }
    return found;
  }

  private choose(people: readonly DisplacedPerson[], slots: FreeSlot[], places: readonly OtherPlace[]): Seat[] {
    const byId = new Map(people.map((person) => [person.id, person]));
    const judged = new Map<string, string>();
    const judge = ({ id, serviceId, dateOfBirth, answers }: DisplacedPerson, at: Date): string => {
      const on = localDateOf(at, this.config.TIME_ZONE);
      const key = `${id} ${on}`;
      const known =
        judged.get(key) ?? this.eligibility.judge(this.services.get(serviceId), dateOfBirth, answers, on).outcome;
      judged.set(key, known);
      return known;
    };
    // As much as on the day they had: what a clinic agreed with somebody on the phone need not be what the rule says.
    const mayHave = ({ id, startsAt }: Displaced, at: Date): boolean => {
      const person = byId.get(id) as DisplacedPerson;
      const then = judge(person, at);
      return then === 'eligible' || then === judge(person, startsAt);
    };
    const chosen = chooseAlternatives({
      displaced: people.map((person) => ({ ...person, needs: siteNeedsOf(person.help) })),
      slots,
      places,
      zone: this.config.TIME_ZONE,
      mayHave,
    });
    return [...chosen].map(([bookingId, { id }]) => ({ bookingId, slotId: id }));
  }

  private placesAround(siteId: number): OtherPlace[] {
    const site = this.directory.get(siteId);
    const near = this.directory
      .within(site, NEARBY_METRES)
      .filter((other) => other.site.id !== siteId)
      .sort((a, b) => a.distance - b.distance || a.site.id - b.site.id)
      .slice(0, MOST_PLACES)
      // Two sites at one address are still two places to go to.
      .map((other) => ({ site: other.site, metres: Math.max(1, other.distance) }));
    return [{ site, metres: 0 }, ...near].map((one) => ({
      siteId: one.site.id,
      metres: one.metres,
      facilities: offeredBy(one.site),
    }));
  }
}
