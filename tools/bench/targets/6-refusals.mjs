import { faultsOf } from '../database.mjs';
import { told } from '../figures.mjs';

export const title = 'False refusals';

/** Two starts of each of three sites with one clinic, and two of one site where two clinics overlap, all of them empty. */
async function hotStarts(world) {
  const day = world.busyDays + 1;
  return world.query(
    `SELECT site.slug AS site, s.minutes, to_char(s.starts_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') AS start,
       jsonb_agg(jsonb_build_object('capacity', s.capacity - s.reserved, 'services', (SELECT array_agg(slug) FROM service WHERE id = ANY (s.service_ids)))) AS slots
     FROM slot s JOIN site ON site.id = s.site_id WHERE s.site_id IN (2, 4, 6, 20) AND s.id BETWEEN $1 AND $2
     GROUP BY 1, 2, s.starts_at HAVING sum(s.taken) = 0 AND extract(minute FROM s.starts_at) IN (0, 30) AND extract(hour FROM s.starts_at) = 12`,
    [day * world.sites * 100 + 1, (day + 1) * world.sites * 100],
  );
}

/** Could everybody be served together? By Hall: no group of services is asked for more often than the clinics for it have places. */
function allFit(slots, wanted) {
  const names = Object.keys(wanted);
  for (let group = 1; group < 2 ** names.length; group += 1) {
    const inGroup = names.filter((_, i) => group & (1 << i));
    const people = inGroup.reduce((sum, name) => sum + wanted[name], 0);
    const places = slots.reduce(
      (sum, slot) => sum + (inGroup.some((name) => slot.services.includes(name)) ? slot.capacity : 0),
      0,
    );
    if (people > places) return false;
  }
  return true;
}

/**
 * Was there a place all the time that this caller waited for a no? Everybody counts who may have had one for a moment of that
 * time: from when they asked until their giving back was answered.
 */
function isFalse(start, refusal, holds) {
  const wanted = { [refusal.service]: 1 };
  for (const { service, asked, gone } of holds) {
    if (asked <= refusal.answered && gone >= refusal.asked) wanted[service] = (wanted[service] ?? 0) + 1;
  }
  return allFit(start.slots, wanted);
}

export async function run(world) {
  const apis = [await world.api(), await world.api()];
  const load = await world.load();
  const starts = await hotStarts(world);
  const seconds = world.openSeconds / 3;
  const { events, errors } = await load.do('contest', {
    ports: apis.map(({ port }) => port),
    clients: 64,
    seconds,
    starts,
  });
  let [wrong, refused] = [0, 0];
  starts.forEach((start, index) => {
    const here = events.filter((event) => event.index === index);
    const holds = here.filter(({ held }) => held);
    const refusals = here.filter(({ held }) => !held);
    refused += refusals.length;
    wrong += refusals.filter((refusal) => isFalse(start, refusal, holds)).length;
  });
  const { drifted, oversold } = await faultsOf(world.cluster, world.database);
  const share = (100 * wrong) / events.length;
  return [
    told(
      'asked',
      `${events.length.toLocaleString('en')} holds of ${starts.length} starts, ${refused.toLocaleString('en')} refused`,
    ),
    {
      what: 'refused though there was a place all the time',
      figure: `${share.toFixed(3)} % (${wrong})`,
      bound: '< 0.1 %',
      met: share < 0.1,
    },
    {
      what: 'answers that were neither a hold nor a refusal',
      figure: errors.count === 0 ? '0' : `${errors.count} (${errors.sample})`,
      bound: '0',
      met: errors.count === 0,
    },
    {
      what: 'slots with more people than places, in the whole database',
      figure: String(oversold),
      bound: '0',
      met: oversold === 0,
    },
    { what: 'slots whose count differs from their bookings', figure: String(drifted), bound: '0', met: drifted === 0 },
  ];
}

export const about = `64 clients and two API processes fight for a few starts and give what they got back after some milliseconds, so that places come free
all the time; one of the sites has two clinics that share a service. A refusal is false when, counting everybody who may have had a
place at any moment between its question and its answer, there was still one for that service.`;

export const why = `Oversold places and drifted counters are faults, not limits. A false refusal comes from deciding on what was read before the lock; an
answer that is neither a hold nor a refusal comes from waiting longer than the lock timeout for others who want the same start.`;
