// What the answers have promised: the holds and bookings that must be in the database exactly so, and nothing else.

const MINUTES_10 = 600_000;

/** 'K7QF9-X2A4M' → 'K7QF9X2A4M', as it is stored. */
const plain = (reference) => reference.replace('-', '');
const instant = (text) => Date.parse(text);

export class Acknowledged {
  /** By the key of the hold. State: held, released, moved (given up for a booking's move) or confirmed. */
  holds = new Map();
  /** By stored reference. */
  bookings = new Map();
  /** Key of every acknowledged operation → the first word of its scope. */
  keys = new Map();

  /** Each of these takes an answer in and says what is wrong with it. */
  held(key, body, { holdId, token, expiresAt, times }) {
    const hold = {
      key,
      holdId,
      token,
      expiresAt: instant(expiresAt),
      state: 'held',
      times: times.map(seat),
      references: [],
    };
    this.holds.set(key, hold);
    this.keys.set(key, 'hold');
    const first = instant(body.start);
    const step = body.together === 'consecutive' ? MINUTES_10 : 0;
    const isAsAsked =
      times.length === body.attendees.length &&
      times.every(({ siteId, serviceId, attendee, start }, i) => {
        const isHere = siteId === body.siteId && instant(start) === first + i * step;
        return isHere && attendee === i + 1 && serviceId === body.attendees[i].serviceId;
      });
    return isAsAsked ? [] : [`the hold is not as it was asked for: ${JSON.stringify(times)}`];
  }

  renewed(hold, { expiresAt }) {
    const faults = instant(expiresAt) < hold.expiresAt ? ['the hold ends earlier than before'] : [];
    hold.expiresAt = instant(expiresAt);
    return faults;
  }

  released(hold) {
    hold.state = 'released';
    return [];
  }

  confirmed(key, hold, { people, contact }, { bookings }) {
    const faults = [];
    const channels = [...(contact.mobile ? ['sms'] : []), ...(contact.email ? ['email'] : [])];
    this.keys.set(key, 'confirm');
    hold.state = 'confirmed';
    bookings.forEach((booked, i) => {
      const reference = plain(booked.reference);
      const [time, person] = [hold.times[i], people[i]];
      if (this.bookings.has(reference)) faults.push(`the reference ${reference} was given before`);
      if (instant(booked.start) !== time.start || booked.site.id !== time.site || booked.service.id !== time.service)
        faults.push(`${reference} is not the time that was held`);
      hold.references.push(reference);
      const { lastName, dateOfBirth } = person;
      const common = { reference, attendee: i + 1, lastName, dateOfBirth, channels, ...time };
      this.bookings.set(reference, {
        ...common,
        hold,
        status: 'booked',
        occurrence: 1,
        keptUntil: null,
        messages: [],
        audits: [],
      });
      this.note(this.bookings.get(reference), 'booked', 'confirmed');
    });
    if (bookings.length !== people.length) faults.push(`${people.length} people, but ${bookings.length} bookings`);
    return faults;
  }

  moved(key, booking, hold, answer) {
    this.keys.set(key, 'move');
    hold.state = 'moved';
    const [{ site, start }] = hold.times;
    Object.assign(booking, { site, start, occurrence: booking.occurrence + 1 });
    this.note(booking, 'moved', 'moved');
    return shownWrong(booking, answer);
  }

  cancelled(key, booking, answer) {
    this.keys.set(key, 'cancel');
    booking.status = 'cancelled';
    booking.keptUntil = answer.mayRestoreUntil ? instant(answer.mayRestoreUntil) : null;
    this.note(booking, 'cancelled_by_resident', 'cancelled');
    return shownWrong(booking, answer);
  }

  restored(key, booking, answer) {
    this.keys.set(key, 'restore');
    Object.assign(booking, { status: 'booked', occurrence: booking.occurrence + 1, keptUntil: null });
    this.note(booking, 'booked', 'restored');
    return shownWrong(booking, answer);
  }

  /** Whoever opens one booking sees those of all who booked with them. */
  listed({ reference, hold }, { items }) {
    const shown = new Map(items.map((item) => [plain(item.reference), item]));
    const foreign = [...shown.keys()].filter((other) => !hold.references.includes(other));
    return [
      ...foreign.map((other) => `${other} is shown to ${reference}`),
      ...hold.references.flatMap((own) =>
        shown.has(own) ? shownWrong(this.bookings.get(own), shown.get(own)) : [`${own} is not shown to ${reference}`],
      ),
    ];
  }

  /** Every change leaves one message a channel in the ledger, and one audit row. */
  note({ messages, audits, channels, occurrence }, message, action) {
    for (const channel of channels) messages.push(`${message}/${channel}/${occurrence}`);
    audits.push(`booking.${action}`);
  }
}

const seat = ({ siteId, serviceId, start }) => ({ site: siteId, service: serviceId, start: instant(start) });

/** Reading after writing: what is shown is what was acknowledged last, by whichever process. */
function shownWrong({ reference, status, site, service, start }, shown) {
  const wrong = [
    [reference, plain(shown.reference)],
    [status, shown.status],
    [site, shown.site.id],
    [service, shown.service.id],
    [start, instant(shown.start)],
  ].filter(([is, says]) => is !== says);
  return wrong.map(([is, says]) => `${reference} is shown with ${says} instead of ${is}`);
}
