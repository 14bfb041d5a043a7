// One client of the load: books, changes its mind, comes back, and now and then asks for what must be refused.
import { operationsOf } from './operations.mjs';
import { randomOf } from './random.mjs';

/** Numbers that are given to nobody, a thousand of them. */
const mobile = (random) => `07700 900${String(random.between(0, 999)).padStart(3, '0')}`;
const email = (key) => `${key}@example.com`;

const CONTACTS = [
  (key) => ({ email: email(key) }),
  (_, random) => ({ mobile: mobile(random) }),
  (key, random) => ({ email: email(key), mobile: mobile(random) }),
  () => ({ none: true }),
];

export class Resident {
  bookings = [];
  count = 0;

  constructor({ number, seed, world, caller, acknowledged }) {
    this.name = `r${String(number).padStart(2, '0')}`;
    this.random = randomOf(`crash|${seed}|${this.name}`);
    this.world = world;
    this.caller = caller;
    this.acknowledged = acknowledged;
    this.operations = operationsOf(acknowledged);
  }

  async live() {
    for (;;) {
      const hold = await this.hold(this.random.chance(0.6) ? 1 : this.random.between(2, 4));
      if (hold) await this.use(hold);
      if (this.bookings.length > 0 && this.random.chance(0.2)) await this.manage(this.random.pick(this.bookings));
    }
  }

  do(operation) {
    return this.caller.perform(operation, this.random);
  }

  key() {
    this.count += 1;
    return `${this.name}-${String(this.count).padStart(6, '0')}`;
  }

  /** A third of the wishes are for the few times that everybody wants. */
  async hold(size, service) {
    const { random, world } = this;
    const offers = (time) => service === undefined || time.services.includes(service);
    const time = random.pick((random.chance(0.35) ? world.wanted : world.starts).filter(offers));
    const attendees = Array.from({ length: size }, () => ({ serviceId: service ?? random.pick(time.services) }));
    const together = random.chance(0.5) ? 'parallel' : 'consecutive';
    const key = this.key();
    const body = { siteId: time.site, start: time.start, attendees, ...(size === 1 ? {} : { together }) };
    await this.do(this.operations.hold(key, body));
    return this.acknowledged.holds.get(key);
  }

  async use(hold) {
    const { random, operations } = this;
    if (random.chance(0.25)) await this.do(operations.renew(hold));
    if (random.chance(0.08)) await this.do(operations.release(hold));
    // Some close the page: the place stays held until it lapses.
    else if (random.chance(0.05)) return;
    const isReleased = hold.state === 'released';
    if (isReleased && random.chance(0.5)) return;
    await this.confirm(hold);
    if (isReleased) return;
    const mine = hold.references.map((reference) => this.acknowledged.bookings.get(reference));
    this.bookings.push(...mine);
    // Another page with another key, for a hold that is spent.
    if (random.chance(0.06)) await this.confirm(hold);
    if (mine.length > 0 && random.chance(0.6)) await this.manage(random.pick(mine));
  }

  async confirm(hold) {
    const { random } = this;
    const key = this.key();
    const people = hold.times.map((_, i) => ({
      firstName: 'Person',
      lastName: `${key} ${i + 1}`,
      dateOfBirth: `${random.between(1930, 2005)}-0${random.between(1, 9)}-${random.between(10, 28)}`,
    }));
    const contact = random.pick(CONTACTS)(key, random);
    await this.do(this.operations.confirm(key, hold, { people, contact }));
  }

  async manage(booking) {
    const { random, operations } = this;
    const opened = await this.do(operations.open(booking));
    const bearer = opened?.answer?.token;
    if (!bearer) return;
    await this.do(operations.list(booking, bearer));
    for (let steps = random.between(1, 3); steps > 0; steps -= 1) await this.change(booking, bearer);
    if (random.chance(0.3)) await this.do(operations.list(booking, bearer));
  }

  /** Mostly what the booking allows; sometimes what it does not, which must change nothing. */
  async change(booking, bearer) {
    const { random, operations } = this;
    const isBooked = booking.status === 'booked';
    if (random.chance(isBooked ? 0.5 : 0.1)) {
      const hold = await this.hold(1, booking.service);
      if (hold) await this.do(operations.move(this.key(), booking, bearer, hold));
    } else if (random.chance(isBooked ? 0.85 : 0.2)) await this.do(operations.cancel(this.key(), booking, bearer));
    else await this.do(operations.restore(this.key(), booking, bearer));
  }
}
