// Compares what was acknowledged with what the database holds. Pure: the same for a real run and for its own tests.

const REMINDERS = ['reminder_3_days', 'reminder_1_day'];
/** Whoever books so long before is reminded by both. */
const DAYS_5 = 5 * 86_400_000;
const OCCUPYING = new Set(['held', 'booked', 'checked_in', 'completed', 'did_not_attend']);

/**
 * @param {import('./acknowledged.mjs').Acknowledged} acknowledged no operation is under way
 * @param {Awaited<ReturnType<typeof import('./read-database.mjs').readDatabase>>} found
 * @returns {{ rule: string, says: string }[]}
 */
export function check(acknowledged, found) {
  const facts = { acknowledged, found, ...indexes(found) };
  return Object.entries(RULES).flatMap(([rule, faults]) => faults(facts).map((says) => ({ rule, says })));
}

function indexes({ bookings, slots, keys }) {
  const booked = bookings.filter(({ reference }) => reference !== null);
  return {
    booked,
    byReference: new Map(booked.map((row) => [row.reference, row])),
    byParty: grouped(bookings, ({ party }) => party),
    bySlot: grouped(bookings.filter(occupies), ({ slot }) => slot),
    slots: new Map(slots.map((slot) => [slot.id, slot])),
    partyOf: new Map(keys.filter(({ scope }) => scope === 'hold').map(({ key, party }) => [key, party])),
  };
}

const RULES = {
  lost: ({ acknowledged, byReference }) =>
    [...acknowledged.bookings.keys()]
      .filter((reference) => !byReference.has(reference))
      .map((reference) => `booking ${reference} was acknowledged and is not there`),

  changed: ({ acknowledged, byReference }) =>
    [...acknowledged.bookings.values()].flatMap((booking) => differences(booking, byReference.get(booking.reference))),

  doubled: ({ acknowledged, booked, byReference, found }) => [
    ...booked
      .filter(({ reference }) => !acknowledged.bookings.has(reference))
      .map(({ reference, party }) => `booking ${reference} of party ${party} was never acknowledged`),
    ...(byReference.size === booked.length ? [] : ['a reference was given to two bookings']),
    ...found.bookings
      .filter(({ reference, status }) => reference === null && status !== 'held' && status !== 'expired')
      .map(({ id }) => `row ${id} is booked without a reference`),
  ],

  counter: ({ found, bySlot }) =>
    found.slots.flatMap(({ id, taken, capacity }) => {
      const people = bySlot.get(id)?.length ?? 0;
      if (taken !== people) return [`slot ${id} counts ${taken}, and ${people} are in it`];
      return taken < 0 || taken > capacity ? [`slot ${id} has ${taken} people in ${capacity} places`] : [];
    }),

  seat: ({ found, slots }) =>
    found.bookings.filter(occupies).flatMap(({ id, slot, site, start, service }) => {
      const place = slots.get(slot);
      if (!place) return [`row ${id} has no slot`];
      const fits = place.site === site && place.start === start && place.services.includes(service);
      return fits ? [] : [`row ${id} for ${service} at ${site} is in slot ${slot}, which is not for it`];
    }),

  party: ({ acknowledged, found, byParty, partyOf }) =>
    [...acknowledged.holds.values()].flatMap((hold) =>
      partyFaults(hold, byParty.get(partyOf.get(hold.key)) ?? [], found.now),
    ),

  contact: ({ acknowledged, found, partyOf }) => {
    const confirmed = new Set();
    for (const { key, state } of acknowledged.holds.values())
      if (state === 'confirmed') confirmed.add(partyOf.get(key));
    return found.parties
      .filter(({ id, hasContact }) => hasContact !== confirmed.has(id))
      .map(({ id, hasContact }) => `party ${id} has ${hasContact ? 'a contact without a booking' : 'no contact'}`);
  },

  ledger: ({ acknowledged, found, byReference }) => {
    const sent = grouped(found.messages, ({ booking }) => booking);
    return [...acknowledged.bookings.values()].flatMap((booking) => {
      const rows = sent.get(byReference.get(booking.reference)?.id) ?? [];
      return ledgerFaults(booking, rows, found.now).map((says) => `the ledger of ${booking.reference} ${says}`);
    });
  },

  audit: ({ acknowledged, found, byReference }) => {
    const noted = grouped(found.audits, ({ booking }) => booking);
    return [...acknowledged.bookings.values()].flatMap(({ reference, audits }) => {
      const rows = (noted.get(byReference.get(reference)?.id) ?? []).map(({ action }) => action);
      return unequal(audits, rows).map((says) => `the audit of ${reference} ${says}`);
    });
  },

  // A refusal leaves no key and no party; what was acknowledged has exactly its own.
  effect: ({ acknowledged, found, partyOf, byParty }) => {
    const known = [...acknowledged.keys].map(([key, scope]) => `${scope} ${key}`);
    const held = new Set(partyOf.values());
    const kept = (id) => byParty.get(id)?.every(({ restores }) => restores !== null) ?? false;
    return [
      ...unequal(
        known,
        found.keys.map(({ scope, key }) => `${scope} ${key}`),
      ).map((says) => `the list of keys ${says}`),
      ...found.parties
        .filter(({ id }) => !held.has(id) && !kept(id))
        .map(({ id }) => `party ${id} belongs to no acknowledged hold`),
    ];
  },

  reference: ({ acknowledged, found }) => {
    const given = new Map(
      found.keys.filter(({ scope }) => scope === 'confirm').map((row) => [row.references.join(), row]),
    );
    return [...acknowledged.holds.values()]
      .filter(({ state, references }) => state === 'confirmed' && !given.has(references.join()))
      .map(({ key, references }) => `no confirm key answers ${references.join(', ')}, which hold ${key} was given`);
  },

  kept: ({ acknowledged, found, byReference }) => {
    const rows = grouped(
      found.bookings.filter((row) => row.restores !== null && row.status === 'held'),
      ({ restores }) => restores,
    );
    return [...acknowledged.bookings.values()].flatMap((booking) => {
      const places = rows.get(byReference.get(booking.reference)?.id) ?? [];
      const isKept = booking.status === 'cancelled' && booking.keptUntil !== null;
      if (isKept && places.length === 0 && booking.keptUntil < found.now) return [];
      const isRight = places.length === (isKept ? 1 : 0) && places.every((place) => isFor(place, booking));
      return isRight ? [] : [`${places.length} places are kept for ${booking.reference}, which is ${booking.status}`];
    });
  },
};

const occupies = ({ status }) => OCCUPYING.has(status);
const isFor = (place, booking) =>
  place.site === booking.site && place.start === booking.start && place.service === booking.service;

function differences(booking, row) {
  if (!row) return [];
  const names = ['status', 'site', 'service', 'start', 'occurrence', 'attendee', 'lastName', 'dateOfBirth'];
  return names
    .filter((name) => row[name] !== booking[name])
    .map((name) => `booking ${booking.reference} has ${name} ${row[name]}, acknowledged was ${booking[name]}`);
}

/** News of every change, reminders of an appointment that stands, and a call in their place for whoever left no way to be written to. */
function ledgerFaults({ messages, channels, status, start, occurrence }, rows, now) {
  const news = rows.filter(({ kind, channel }) => !REMINDERS.includes(kind) && channel !== 'call');
  const others = rows.filter((row) => !news.includes(row));
  // Who cannot be written to is called, and so is who was written to in vain.
  const isFor = ({ kind, channel, occurrence: of }) =>
    channels.includes(channel) ||
    (channel === 'call' &&
      rows.every((row) => row.kind !== kind || row.occurrence !== of || row.channel === 'call' || row.failed));
  const isOver = (row) =>
    row.waits && REMINDERS.includes(row.kind) && (status !== 'booked' || row.occurrence !== occurrence);
  const due = status === 'booked' && start - now > DAYS_5 ? REMINDERS.slice(channels.length > 0 ? 0 : 1) : [];
  return [
    ...unequal(messages, news.map(what)),
    ...unequal([...new Set(others.map(what))], others.map(what)),
    ...others.filter((row) => !isFor(row) || row.occurrence > occurrence).map((row) => `has ${what(row)} for nobody`),
    ...others.filter(isOver).map((row) => `still waits for ${what(row)}`),
    ...due
      .filter((kind) => !others.some((row) => row.waits && row.kind === kind && row.occurrence === occurrence))
      .map((kind) => `lacks a ${kind}`),
  ];
}

const what = ({ kind, channel, occurrence }) => `${kind}/${channel}/${occurrence}`;

/** All rows of a party are in one state; those of a confirmed one are its bookings, each of which may be cancelled by itself. */
function partyFaults({ key, state, times, expiresAt, references }, rows, now) {
  const says = (fault) => [`the party of hold ${key} ${fault}`];
  if (rows.length !== times.length) return says(`has ${rows.length} rows for ${times.length} people`);
  const statuses = new Set(rows.map(({ status }) => status));
  if (state === 'confirmed') {
    const mine = rows.map(({ reference }) => reference);
    return unequal(references, mine).flatMap(says);
  }
  if (statuses.size > 1) return says(`is torn: ${[...statuses].join(', ')}`);
  const [status] = statuses;
  if (state !== 'held') return status === 'expired' ? [] : says(`was given up and is ${status}`);
  if (status === 'expired' && expiresAt < now) return [];
  if (status !== 'held') return says(`is held and is ${status}`);
  // Answers show whole seconds.
  return rows.every(({ holdExpiresAt }) => holdExpiresAt >= expiresAt)
    ? []
    : says('ends earlier than was acknowledged');
}

function grouped(rows, keyOf) {
  const groups = new Map();
  for (const row of rows) {
    const key = keyOf(row);
    const group = groups.get(key);
    if (group) group.push(row);
    else groups.set(key, [row]);
  }
  return groups;
}

/** What one list has more often than the other, as the ends of sentences. */
function unequal(wanted, rows) {
  const counts = new Map();
  for (const item of wanted) counts.set(item, (counts.get(item) ?? 0) + 1);
  for (const item of rows) counts.set(item, (counts.get(item) ?? 0) - 1);
  return [...counts].filter(([, n]) => n !== 0).map(([item, n]) => (n > 0 ? `lacks ${item}` : `has ${item} too many`));
}
