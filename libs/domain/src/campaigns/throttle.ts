/** An area that people live in, for which distances are known: an outcode. */
export interface Area {
  id: string;
  /** Sites within reach, nearest first. */
  siteIds: readonly number[];
}

export interface Invitee {
  personId: number;
  areaId: string;
}

export interface Throttle {
  /** Free times of the service at each site, within the time that counts. */
  free: ReadonlyMap<number, number>;
  areas: ReadonlyMap<string, Area>;
  /** People of each area who were invited and have neither booked nor declined; they may still come. */
  waiting: ReadonlyMap<string, number>;
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
export function throttle(people: Iterable<Invitee>, { free, areas, waiting, expected, most }: Throttle): Throttled {
  const left = new Map(free);
  for (const [areaId, number] of waiting)
    for (let n = 0; n < number; n += 1) speakFor(left, areas.get(areaId), expected);
  const invited: number[] = [];
  const short = new Set<string>();
  for (const { personId, areaId } of people) {
    if (invited.length >= most) break;
    if (short.has(areaId)) continue;
    if (speakFor(left, areas.get(areaId), expected)) invited.push(personId);
    else short.add(areaId);
  }
  return { invited, short: [...short] };
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
