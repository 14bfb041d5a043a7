// The load generator, in a process of its own. Gets one order at a time and answers counts and times.
import { percentile } from './figures.mjs';
import { searchPath, someVisit } from './requests.mjs';
import { Wire } from './wire.mjs';

/** What is kept between orders: the slots that may be booked, and connections by port. */
const known = { times: [], sites: 0 };
const wires = new Map();

class Tally {
  latencies = {};
  counts = {};
  samples = {};

  note(kind, ms, status, body) {
    (this.latencies[kind] ??= []).push(ms);
    this.count(`${kind} ${status}`);
    if (status >= 400 || status === 0) this.samples[`${kind} ${status}`] ??= body.slice(0, 400);
  }

  count(what) {
    this.counts[what] = (this.counts[what] ?? 0) + 1;
  }

  sum() {
    const shown = Object.entries(this.latencies).map(([kind, list]) => [
      kind,
      { count: list.length, p50: percentile(list, 0.5), p99: percentile(list, 0.99), max: percentile(list, 1) },
    ]);
    return { kinds: Object.fromEntries(shown), counts: this.counts, samples: this.samples };
  }
}

const ACTS = {
  hello: async (wire, tally) => timed(tally, 'hello', () => wire.ask('GET', '/version')),
  search: async (wire, tally) => timed(tally, 'search', () => wire.ask('GET', searchPath(known.sites))),
  async book(wire, tally, due) {
    // Each time once: nobody is refused because the generator wanted it twice.
    const time = known.times.pop();
    if (!time) throw new Error('The generator has used up its free times');
    const visit = someVisit(time);
    const from = due ?? performance.now();
    const held = await timed(
      tally,
      'hold',
      () => wire.ask('POST', '/api/v1/holds', visit.holdHeaders, visit.hold),
      due,
    );
    if (held.status !== 201) return;
    const body = visit.confirm(JSON.parse(held.body));
    const answer = await timed(tally, 'confirm', () =>
      wire.ask('POST', '/api/v1/bookings', visit.confirmHeaders, body),
    );
    tally.note('booking', performance.now() - from, answer.status, answer.body);
  },
};

/** Notes one request; its time begins at the instant it was due, where it was due at one. */
async function timed(tally, kind, ask, due = performance.now()) {
  const answer = await ask();
  tally.note(kind, performance.now() - due, answer.status, answer.body);
  return answer;
}

async function wiresTo(ports, count) {
  const name = ports.join();
  const open = wires.get(name) ?? [];
  wires.set(name, open);
  while (open.length < count) open.push(await Wire.open(ports[open.length % ports.length]));
  return open.slice(0, count);
}

/** Everybody asks, waits for the answer and asks again. */
async function closed({ ports, act, clients, seconds }) {
  const tally = new Tally();
  const lines = await wiresTo(ports, clients);
  const from = performance.now();
  const until = from + seconds * 1000;
  await Promise.all(
    lines.map(async (wire) => {
      while (performance.now() < until) await ACTS[act](wire, tally);
    }),
  );
  return { ...tally.sum(), seconds: (performance.now() - from) / 1000 };
}

/** Requests come when they come (independent arrivals), whether or not the ones before have been answered. */
async function open({ ports, rates, seconds, clients }) {
  const tally = new Tally();
  const lines = await wiresTo(ports, clients);
  const idle = [...lines];
  const waiting = [];
  const from = performance.now() + 50;
  const until = from + seconds * 1000;
  const running = new Set();
  const start = (act, due) => {
    const wire = idle.pop();
    if (!wire) return waiting.push([act, due]);
    const one = ACTS[act](wire, tally, due).then(() => {
      running.delete(one);
      idle.push(wire);
      const next = waiting.shift();
      if (next) start(...next);
    });
    running.add(one);
  };
  const gap = (rate) => (-Math.log(1 - Math.random()) / rate) * 1000;
  const due = Object.entries(rates).map(([act, rate]) => ({ act, rate, at: from + gap(rate) }));
  while (performance.now() < until) {
    const now = performance.now();
    for (const source of due) {
      for (; source.at <= now; source.at += gap(source.rate)) start(source.act, source.at);
    }
    await new Promise((resolve) => setTimeout(resolve, 1));
  }
  // Whoever still waits for a connection would be answered long after anybody had gone: they count as faults.
  for (const [act] of waiting.splice(0)) tally.count(`${act} never begun`);
  while (running.size > 0) await Promise.all(running);
  return { ...tally.sum(), seconds };
}

/** Everybody wants the same few starts, and gives back what they got a moment later; near the end they keep it. */
async function contest({ ports, clients, seconds, starts }) {
  const lines = await wiresTo(ports, clients);
  const events = [];
  const errors = { count: 0, sample: '' };
  const from = performance.now();
  const until = from + seconds * 1000;
  const one = async (wire) => {
    const index = Math.floor(Math.random() * starts.length);
    const { site, start, slots } = starts[index];
    const services = slots.flatMap((slot) => slot.services);
    const visit = someVisit({ site, start, service: services[Math.floor(Math.random() * services.length)] });
    const asked = performance.now();
    const { status, body } = await wire.ask('POST', '/api/v1/holds', visit.holdHeaders, visit.hold);
    const event = {
      index,
      service: visit.service,
      asked,
      answered: performance.now(),
      held: status === 201,
      gone: Infinity,
    };
    if (status !== 201 && JSON.parse(body || '{}').code !== 'time_gone') {
      errors.count += 1;
      errors.sample ||= `${status} ${body.slice(0, 200)}`;
      return;
    }
    events.push(event);
    if (!event.held || performance.now() > until - 500) return;
    await new Promise((resolve) => setTimeout(resolve, Math.random() * 20));
    const { holdId, token } = JSON.parse(body);
    const released = await wire.ask(
      'DELETE',
      `/api/v1/holds/${holdId}`,
      visit.releaseHeaders,
      JSON.stringify({ token }),
    );
    if (released.status < 300) event.gone = performance.now();
  };
  await Promise.all(
    lines.map(async (wire) => {
      while (performance.now() < until) await one(wire);
    }),
  );
  return { events, errors };
}

const ORDERS = {
  contest,
  know: async (facts) => void Object.assign(known, facts),
  closed,
  open,
};

process.on('message', ({ order, ...details }) => {
  ORDERS[order](details).then(
    (answer) => process.send({ answer }),
    (error) => process.send({ error: error.stack }),
  );
});
process.on('disconnect', () => process.exit());
