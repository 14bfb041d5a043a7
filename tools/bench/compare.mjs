// Every time that the API processes would offer, against the rows of the database.
import { Wire } from './wire.mjs';

/** Free times by service from the rows of one site: what is left of a lone slot, the extra flow where slots start together. */
function expected({ freeFor }, slots, bookings, serviceId) {
  const starts = new Map();
  for (const slot of slots) {
    const key = `${slot.startsAt.getTime()}/${slot.minutes}`;
    starts.set(key, [...(starts.get(key) ?? []), slot]);
  }
  const found = new Map();
  for (const [key, here] of starts) {
    const offering = here.filter(({ status, serviceIds }) => status === 'open' && serviceIds.includes(serviceId));
    if (offering.length === 0) continue;
    const [only] = here;
    const free =
      here.length === 1
        ? Math.max(0, only.capacity - only.reserved - only.taken)
        : flow(freeFor, here, bookings, serviceId);
    if (free > 0) found.set(key, free);
  }
  return found;
}

function flow(freeFor, slots, bookings, serviceId) {
  const open = slots.filter(({ status }) => status === 'open');
  const ids = new Set(open.map(({ id }) => id));
  return freeFor(
    open,
    bookings.filter(({ slotId }) => ids.has(slotId)),
    { serviceId },
  );
}

/** @returns {Promise<{ compared: number, different: number, example: string }>} */
export async function compareMemory(world, ports, domain) {
  const wires = await Promise.all(ports.map((port) => Wire.open(port)));
  const sites = await world.query(`SELECT id, slug FROM site ORDER BY id`);
  const services = await world.query('SELECT id, slug FROM service ORDER BY id');
  const [dates] = await world.query(`SELECT min(date)::text AS from, max(date)::text AS to FROM clinic`);
  const result = { compared: 0, different: 0, example: '' };
  try {
    for (const site of sites) await compareSite(world, wires, domain, { site, services, dates, result });
  } finally {
    for (const wire of wires) wire.close();
  }
  return result;
}

async function compareSite(world, wires, domain, { site, services, dates, result }) {
  const { slots, bookings } = await rowsOf(world, site.id);
  const overlaps = new Set(slots.map(({ startsAt }) => startsAt.getTime())).size < slots.length;
  // Where nothing overlaps, every service of a slot has the same places left: one service sees them all.
  const offered = services.filter(({ id }) => slots.some(({ serviceIds }) => serviceIds.includes(id)));
  for (const service of overlaps ? offered : offered.slice(0, 1)) {
    const right = expected(domain, slots, bookings, service.id);
    for (const wire of wires) {
      const address = `/api/v1/sites/${site.slug}/times?service=${service.slug}&from=${dates.from}&to=${dates.to}`;
      const { status, body } = await wire.ask('GET', address);
      if (status !== 200) throw new Error(`${address} was answered ${status}: ${body}`);
      note(result, right, JSON.parse(body).items, `${site.slug} ${service.slug}`);
    }
  }
}

function note(result, right, items, where) {
  const shown = new Map(items.map(({ start, lengthMinutes, free }) => [`${Date.parse(start)}/${lengthMinutes}`, free]));
  for (const key of new Set([...right.keys(), ...shown.keys()])) {
    result.compared += 1;
    if (right.get(key) === shown.get(key)) continue;
    result.different += 1;
    result.example ||= ` (${where} ${new Date(Number(key.split('/')[0])).toISOString()}: ${shown.get(key) ?? 0} shown, ${right.get(key) ?? 0} right)`;
  }
}

async function rowsOf(world, siteId) {
  const slots = await world.query(
    `SELECT id, starts_at AS "startsAt", minutes, service_ids AS "serviceIds", audience_ids AS "audienceIds", capacity, reserved, taken, status
     FROM slot WHERE site_id = $1 AND starts_at > now()`,
    [siteId],
  );
  const bookings = await world.query(
    `SELECT b.id, b.slot_id AS "slotId", b.service_id AS "serviceId", b.audience_id AS "audienceId", 1 AS rank, b.id AS "createdAt"
     FROM booking b JOIN clinic c ON c.site_id = b.site_id AND c.slot_minutes = 10 JOIN slot s ON s.id = b.slot_id AND s.clinic_id = c.id
     WHERE b.site_id = $1 AND b.status IN ('held', 'booked', 'checked_in', 'completed', 'did_not_attend')`,
    [siteId],
  );
  return { slots, bookings };
}
