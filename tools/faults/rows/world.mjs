// Everything else that fails: the database, the providers, and clocks.
import path from 'node:path';
import { workspace } from '../../start/paths.mjs';
import { run } from '../../start/run.mjs';
import { compare, plan, rowsOf, untilEnded } from '../ledger.mjs';
import { verdict } from './worker.mjs';

const TWO_HOURS = 7200;

export const rows = [
  {
    name: 'PostgreSQL stopped at once while messages flow',
    required: 'the program lives on; 0 lost, 0 duplicates',
    async run(stage) {
      const worker = await stage.worker();
      stage.carrier.mode = 'slow';
      stage.carrier.slowMs = 300;
      const ids = await plan(stage, { count: 100 });
      await stage.pause(1200);
      await stage.postgres.crash('postgres-stop');
      const down = performance.now();
      await stage.pause(1000);
      await stage.postgres.start();
      await stage.connect();
      stage.carrier.mode = 'pass';
      const up = performance.now();
      while (!(await stage.api.answers('/readyz')) && performance.now() - up < 30_000) await stage.pause(50);
      const readySeconds = Math.round((performance.now() - up) / 100) / 10;
      const alive = !worker.isEnded() && !stage.api.isEnded();
      await stage.advance(125);
      const ended = await untilEnded(stage, ids, { step: 4 });
      await worker.kill();
      const judged = verdict(await compare(stage, ids), ended, 100_000);
      return {
        ...judged,
        downSeconds: Math.round((up - down) / 1000),
        readySeconds,
        alive,
        ok: judged.ok && alive && readySeconds <= 5,
      };
    },
  },
  {
    name: 'Twilio and the mail server down for two (virtual) hours',
    required:
      'pending grows, bookings go on; the backlog is gone within 60 min of their return; nothing after its time',
    async run(stage, { backlog }) {
      const worker = await stage.worker();
      await Promise.all([stage.carrier.down(), stage.mail.down()]);
      const stale = await plan(stage, { count: 40, lastsSeconds: 1800 });
      const ids = [
        ...(await plan(stage, { count: backlog / 2, lastsSeconds: 6 * 3600 })),
        ...(await plan(stage, { count: backlog / 2, channel: 'email' })),
      ];
      let bookingErrors = 0;
      for (let passed = 0; passed < TWO_HOURS; passed += 600) {
        await stage.pause(1500);
        await stage.advance(600);
        const { status } = await stage.book(7000 + passed, { mobile: '+447700899999' });
        if (status !== 201 && status !== 409) bookingErrors += 1;
      }
      const { rows: circuits } = await stage.client.query(
        `SELECT DISTINCT circuit FROM message_provider WHERE channel = 'sms' ORDER BY 1`,
      );
      await Promise.all([stage.carrier.up(), stage.mail.up()]);
      const ended = await untilEnded(stage, ids, { step: 2, realSeconds: 60 + backlog / 20 });
      // Counted by the time of day at which they went, which is the longer of the two clocks.
      const late = (await rowsOf(stage, [...ids, ...stale])).filter(
        ({ sent_at: sent, not_after: end }) => sent && sent > end,
      ).length;
      await untilEnded(stage, stale, { realSeconds: 30 });
      await worker.kill();
      const judged = verdict(await compare(stage, [...ids, ...stale]), ended, 3600);
      const expired = (await rowsOf(stage, stale)).filter(({ state }) => state === 'expired').length;
      const circuit = circuits.map((row) => row.circuit).join('+');
      return {
        backlog,
        ...judged,
        bookingErrors,
        circuit,
        expired,
        late,
        ok: judged.ok && bookingErrors === 0 && late === 0 && expired === 40,
      };
    },
  },
  {
    name: 'Twilio answers after 30 s',
    required: 'given up after 15 s, found by asking: 0 duplicates',
    async run(stage) {
      const worker = await stage.worker();
      stage.twilio.callbacks.mode = 'off';
      stage.carrier.mode = 'slow';
      stage.carrier.slowMs = 30_000;
      const ids = await plan(stage, { count: 8 });
      await stage.pause(18_000);
      stage.carrier.mode = 'pass';
      await stage.advance(65);
      const ended = await untilEnded(stage, ids, { step: 4 });
      stage.twilio.callbacks.mode = 'on';
      const unknowns = (await rowsOf(stage, ids)).filter(({ attempt }) => attempt > 1).length;
      await worker.kill();
      return { ...verdict(await compare(stage, ids), ended, 480), sentAgain: unknowns };
    },
  },
  {
    name: 'every receipt three times, in any order',
    required: 'one final state, equal to the last real one, for every message',
    async run(stage) {
      const worker = await stage.worker();
      const known = stage.twilio.store.messages.length;
      for (let n = 0; n < 100; n += 1)
        stage.twilio.store.endings.push(
          n % 4 === 0 ? { final: 'undelivered', errorCode: 30_003 } : { final: 'delivered', errorCode: null },
        );
      const ids = await plan(stage, { count: 100 });
      const ended = await untilEnded(stage, ids, { states: new Set(['delivered', 'undelivered', 'failed']) });
      await stage.twilio.callbacks.settle();
      const real = new Map(
        stage.twilio.store.messages
          .slice(known)
          .map(({ statusCallback, status }) => [stage.numberOf(statusCallback.split('/').at(-1)), status]),
      );
      const equal = (await rowsOf(stage, ids)).filter(({ id, state }) => real.get(id) === state).length;
      await worker.kill();
      const judged = verdict(await compare(stage, ids), ended, 100_000);
      return { ...judged, equal, ok: judged.ok && equal === ids.length };
    },
  },
  ...[
    ['an hour fast', '3600000'],
    ['an hour slow', '-3600000'],
    ['frozen', 'frozen'],
  ].map(([how, skew]) => ({
    name: `the clock of the worker’s machine is ${how}`,
    required: 'the clock of the database counts: 0 early or late beyond 60 s',
    async run(stage) {
      const preload = path.join(workspace, 'tools/faults/skewed-clock.cjs');
      // The shared clock of tests sets a shift upon this clock; without it, as in production, only the database's counts.
      const worker = await stage.worker({ NODE_OPTIONS: `--require ${preload}`, SKEW_MS: skew });
      const ids = await plan(stage, { count: 40, inSeconds: 4 });
      const ended = await untilEnded(stage, ids, {});
      const off = (await rowsOf(stage, ids)).filter(
        ({ sent_at: sent, send_after: due }) => !sent || sent < due || sent - due > 60_000,
      ).length;
      await worker.kill();
      const judged = verdict(await compare(stage, ids), ended, 100_000);
      return { ...judged, earlyOrLate: off, ok: judged.ok && off === 0 };
    },
  })),
  {
    name: 'nights in which the clocks change',
    required: '0 of 10,000 reminders wrong over both nights',
    only: 'redis',
    async run() {
      const { code } = await run(
        process.execPath,
        ['node_modules/jest/bin/jest.js', '-c', 'libs/domain/jest.config.cjs', 'messages/plan'],
        { cwd: workspace },
      );
      return { reminders: 10_000, ok: code === 0 };
    },
  },
];
