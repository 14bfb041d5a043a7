/** An area that people live in, for which distances are known: an outcode. */
export interface Area {
  id: string;
  /** Sites within reach, nearest first. */
  siteIds: readonly number[];
}

export interface Invitee {
  personId: number;
  areaId: string;
  /** As a list says; left out where none does. */
  sex?: 'f' | 'm' | null;
}

export interface Throttle {
  /** Free times of the service at each site, within the time that counts, that anybody may take. */
  free: ReadonlyMap<number, number>;
  /** Beside these, at clinics for women only: room for who is known to be one, and for nobody else. */
  forWomen?: ReadonlyMap<number, number>;
  areas: ReadonlyMap<string, Area>;
  /** People of each area who were invited and have neither booked nor declined; they may still come. */
  waiting: ReadonlyMap<string, number>;
  /** Of them, who is known to be a woman. */
  waitingWomen?: ReadonlyMap<string, number>;
  /** Of one invited person, how much of a booking is expected: more than 0, 1 at most. */
  expected: number;
  most: number;
}

export interface Throttled {
  invited: number[];
  /** Areas where somebody stayed out because every site within reach is spoken for. */
  short: string[];
}

/**
 * Whom to invite now: in the order given, each person only while a site within their reach has a free time that no expected booking
 * has spoken for. Whoever was invited before and may still come is reckoned with first. An area nobody knows the way from gets nothing.
 */
export function throttle(people: Iterable<Invitee>, given: Throttle): Throttled {
  const { areas, waiting, waitingWomen, expected, most } = given;
  const [left, forWomen] = [new Map(given.free), new Map(given.forWomen)];
  const mayCome = (areaId: string, isWoman: boolean): boolean => {
    const area = areas.get(areaId);
    return (isWoman && speakFor(forWomen, area, expected)) || speakFor(left, area, expected);
  };
  for (const [areaId, number] of waiting) {
    const women = waitingWomen?.get(areaId) ?? 0;
    for (let n = 0; n < number; n += 1) mayCome(areaId, n < women);
  }
  const invited: number[] = [];
  const short = { women: new Set<string>(), others: new Set<string>() };
  for (const { personId, areaId, sex } of people) {
    if (invited.length >= most) break;
    const of = sex === 'f' ? short.women : short.others;
    if (of.has(areaId)) continue;
    if (mayCome(areaId, sex === 'f')) invited.push(personId);
    else of.add(areaId);
  }
  return { invited, short: [...new Set([...short.others, ...short.women])] };
}

/** Takes an expected booking from the nearest site that has room for it; what one lacks, the next gives. */
function speakFor(left: Map<number, number>, area: Area | undefined, expected: number): boolean {
  const sites = area?.siteIds ?? [];
  let room = 0;
  for (const id of sites) {
    room += left.get(id) ?? 0;
    if (room >= expected) break;
  }
  if (room < expected) return false;
  let needed = expected;
  for (const id of sites) {
    const taken = Math.min(needed, left.get(id) ?? 0);
    left.set(id, (left.get(id) ?? 0) - taken);
    needed -= taken;
    if (needed <= 0) break;
  }
  return true;
}
