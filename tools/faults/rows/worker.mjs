// Workers that are killed, stopped and killed again.
import { compare, plan, untilEnded } from '../ledger.mjs';

/** Messages flow, the first is caught, the worker dies, another takes over. */
async function killedWhile(stage, { count, channel = 'sms', until, after = async () => {}, advance = 125 }) {
  const first = await stage.worker();
  const ids = await plan(stage, { count, channel });
  await until(ids);
  await first.kill();
  await after();
  const second = await stage.worker();
  await stage.advance(advance);
  const ended = await untilEnded(stage, ids, { step: 4 });
  await second.kill();
  return { ids, ended: { ...ended, virtualSeconds: ended.virtualSeconds + advance } };
}

const soon = async (stage, isTrue, seconds = 30) => {
  for (let i = 0; i < seconds * 20 && !(await isTrue()); i += 1) await stage.pause(50);
};

export const rows = [
  {
    name: 'kill -9 before the claim',
    required: 'another worker claims: sent within 90 s, 0 duplicates',
    async run(stage) {
      // The rows are locked, so that the worker stands at the claim.
      const count = 20;
      await stage.client.query('BEGIN');
      const ids = await plan(stage, { count });
      await stage.client.query('COMMIT');
      await stage.client.query('BEGIN');
      await stage.client.query('SELECT id FROM message WHERE id = ANY ($1) FOR UPDATE', [ids]);
      const first = await stage.worker();
      await stage.pause(1500);
      await first.kill();
      await stage.client.query('ROLLBACK');
      const begun = performance.now();
      const second = await stage.worker();
      const ended = await untilEnded(stage, ids, {});
      const seconds = Math.round((performance.now() - begun) / 1000);
      await second.kill();
      const figures = await compare(stage, ids);
      return { ...figures, sentWithinSeconds: seconds, ok: ended.ended && seconds <= 90 && none(figures) };
    },
  },
  {
    name: 'kill -9 after the claim, before the call',
    required: 'lease lapses, the provider says no, sent again: within 8 min, 0 duplicates',
    async run(stage) {
      stage.carrier.mode = 'hold';
      stage.carrier.caught = 0;
      const { ids, ended } = await killedWhile(stage, {
        count: 20,
        until: () => soon(stage, () => stage.carrier.caught >= 4),
        after: async () => void (stage.carrier.mode = 'pass'),
      });
      return verdict(await compare(stage, ids), ended, 480);
    },
  },
  ...['with receipts', 'without receipts'].map((how) => ({
    name: `kill -9 after the provider accepted, before our commit (${how})`,
    required: 'a receipt or the provider’s list says yes: 0 duplicates',
    async run(stage) {
      stage.twilio.callbacks.mode = how === 'with receipts' ? 'on' : 'off';
      stage.carrier.mode = 'swallow';
      stage.carrier.caught = 0;
      const { ids, ended } = await killedWhile(stage, {
        count: 20,
        until: () => soon(stage, () => stage.carrier.caught >= 4),
        after: async () => void (stage.carrier.mode = 'pass'),
      });
      stage.twilio.callbacks.mode = 'on';
      return verdict(await compare(stage, ids), ended, 480);
    },
  })),
  {
    name: 'the same with e-mail, which cannot be asked for',
    required: 'sent once more under the same id, and counted',
    async run(stage) {
      stage.mail.mode = 'break_off';
      const before = stage.mail.arrived.length;
      const { ids, ended } = await killedWhile(stage, {
        count: 20,
        channel: 'email',
        until: () => soon(stage, () => stage.mail.arrived.length >= before + 4),
        after: async () => void (stage.mail.mode = 'accept'),
      });
      return verdict(await compare(stage, ids), ended, 480);
    },
  },
  {
    name: 'workers killed at random while messages flow',
    required: '0 lost; 0 duplicates of texts; of e-mails only those counted',
    async run(stage, { kills }) {
      const ids = [];
      let virtual = 0;
      for (let n = 0; n < kills; n += 1) {
        const worker = await stage.worker();
        ids.push(...(await plan(stage, { count: 20 })), ...(await plan(stage, { count: 10, channel: 'email' })));
        await stage.pause(200 + ((n * 389) % 1500));
        await worker.kill();
      }
      const last = await stage.worker();
      await stage.advance(125);
      // Each worker lives a second or so: most of what was planned is still there when the last one comes.
      const ended = await untilEnded(stage, ids, { step: 4, realSeconds: 180 + kills * 10 });
      virtual += ended.virtualSeconds + 125;
      await last.kill();
      return { kills, ...verdict(await compare(stage, ids), { ...ended, virtualSeconds: virtual }, 100_000) };
    },
  },
  {
    name: 'event loop blocked longer than the lock of the queue',
    required: 'the queue runs it twice; the second claim finds nothing: 0 duplicates',
    async run(stage, { block }) {
      const [first, second] = await Promise.all([stage.worker({}, 0), stage.worker({}, 1)]);
      stage.carrier.mode = 'slow';
      stage.carrier.slowMs = 3000;
      const ids = await plan(stage, { count: 120 });
      await stage.pause(2500);
      first.child.kill('SIGSTOP');
      stage.carrier.mode = 'pass';
      await stage.pause(block * 1000);
      first.child.kill('SIGCONT');
      const ended = await untilEnded(stage, ids, { step: 4 });
      await Promise.all([first.kill(), second.kill()]);
      return { blockedSeconds: block, ...verdict(await compare(stage, ids), ended, 100_000) };
    },
  },
];

const none = ({ lost, duplicates, disagree }) => lost + duplicates + disagree === 0;

export function verdict(figures, { virtualSeconds, ended }, most) {
  return { ...figures, ended, seconds: virtualSeconds, ok: ended && none(figures) && virtualSeconds <= most };
}
