import fc from 'fast-check';
import { afterArrivals, afterOutcome, closedCircuit, letThrough, SLOW_ANSWER_MS, type Circuit } from './circuit';
import { callReason, nextWay, type Sibling } from './fallback';
import { MESSAGE_KINDS, stopHolds } from './kinds';
import { refill, spend, startPace } from './pace';
import { afterLostOutcome, backOffSeconds } from './retries';

const sibling = (channel: Sibling['channel'], state: Sibling['state']): Sibling => ({ channel, state });
const HOUR = 3_600_000;

describe('the next way', () => {
  test('a text that fails is followed by an e-mail, that by somebody who calls', () => {
    const text = sibling('sms', 'undelivered');
    expect(nextWay('reminder_1_day', [text], ['sms', 'email'])).toBe('email');
    expect(nextWay('reminder_1_day', [text, sibling('email', 'failed')], ['sms', 'email'])).toBe('call');
    expect(
      nextWay('reminder_1_day', [text, sibling('email', 'failed'), sibling('call', 'failed')], ['sms', 'email']),
    ).toBeNull();
  });

  test('a letter is a way only for what can wait for the post', () => {
    const text = [sibling('sms', 'failed')];
    expect(nextWay('invitation', text, ['sms', 'letter'])).toBe('letter');
    expect(nextWay('reminder_1_day', text, ['sms', 'letter'])).toBe('call');
  });

  test('nothing follows while another way may still arrive, after it was no longer true, or where a call makes no sense', () => {
    for (const state of ['pending', 'sending', 'accepted', 'delivered', 'unknown', 'no_receipt', 'superseded'] as const)
      expect(nextWay('booked', [sibling('sms', 'failed'), sibling('email', state)], ['sms', 'email'])).toBeNull();
    expect(nextWay('reminder_3_days', [sibling('sms', 'failed')], ['sms'])).toBeNull();
    expect(nextWay('one_time_code', [sibling('sms', 'expired')], ['sms'])).toBeNull();
  });

  test('whoever is on the call list is there for the reason that says most', () => {
    expect(callReason([])).toBe('no_contact');
    expect(callReason(['suppressed', 'undelivered'])).toBe('not_delivered');
    expect(callReason(['expired', 'gave_up'])).toBe('outcome_unknown');
    expect(callReason(['accepted'])).toBe('outcome_unknown');
    expect(callReason(['suppressed'])).toBe('opted_out');
    expect(callReason(['expired'])).toBe('too_late');
  });

  test('a STOP holds every text back, and of e-mails only invitations', () => {
    expect(MESSAGE_KINDS.filter((kind) => !stopHolds(kind, 'sms'))).toEqual([]);
    expect(MESSAGE_KINDS.filter((kind) => stopHolds(kind, 'email'))).toEqual(['invitation', 'invitation_again']);
  });
});

describe('lost outcomes', () => {
  const now = new Date('2026-10-14T12:00:00Z');
  const inHours = (hours: number): Date => new Date(now.getTime() + hours * HOUR);
  const what = { now, unknowns: 1, asked: true } as const;

  test('a reminder is sent again with more than four hours left, else somebody calls', () => {
    expect(afterLostOutcome({ ...what, kind: 'reminder_1_day', notAfter: inHours(4.01) })).toBe('resend');
    expect(afterLostOutcome({ ...what, kind: 'reminder_1_day', notAfter: inHours(4) })).toBe('give_up');
  });

  test('what a site cancelled is sent again as long as it is of use, a one-time code never', () => {
    expect(afterLostOutcome({ ...what, kind: 'cancelled_by_site', notAfter: inHours(0.01) })).toBe('resend');
    expect(afterLostOutcome({ ...what, kind: 'cancelled_by_site', notAfter: now })).toBe('give_up');
    expect(afterLostOutcome({ ...what, kind: 'one_time_code', notAfter: inHours(9) })).toBe('give_up');
  });

  test('where nobody can be asked it is sent again once', () => {
    const mail = { ...what, kind: 'booked', notAfter: inHours(24), asked: false } as const;
    expect([1, 2].map((unknowns) => afterLostOutcome({ ...mail, unknowns }))).toEqual(['resend', 'give_up']);
  });

  test('tries move apart, and what failed together does not come back together', () => {
    expect([1, 2, 3, 4, 5, 6, 60].map((attempt) => backOffSeconds(attempt, 1) / 60)).toEqual([1, 2, 5, 10, 15, 30, 30]);
    expect([0, 0.5].map((chance) => backOffSeconds(1, chance))).toEqual([30, 45]);
  });
});

describe('the circuit', () => {
  const failing = (times: number, from: number, every = 1000): Circuit =>
    Array.from({ length: times }, (_, n) => from + n * every).reduce(
      (c, at) => afterOutcome(c, { failed: true, tookMs: 10 }, at),
      closedCircuit,
    );

  test('five failures in a minute halve the pace, five more open it for a minute', () => {
    expect(failing(4, 0).state).toBe('closed');
    expect(failing(5, 0).state).toBe('half');
    expect(failing(10, 0)).toMatchObject({ state: 'open', openUntil: 69_000 });
    expect(failing(20, 0, 20_000).state).toBe('closed');
  });

  test('while it is open nothing goes; then one does, and decides', () => {
    const open = failing(10, 0);
    expect(letThrough(open, 68_999).goes).toBe(false);
    const probe = letThrough(open, 69_000);
    expect(probe).toMatchObject({ goes: true, circuit: { state: 'probing' } });
    expect(letThrough(probe.circuit, 69_001).goes).toBe(false);
    expect(afterOutcome(probe.circuit, { failed: true, tookMs: 10 }, 69_500)).toMatchObject({
      state: 'open',
      openUntil: 129_500,
    });
    expect(afterOutcome(probe.circuit, { failed: false, tookMs: 10 }, 69_500)).toEqual(closedCircuit);
  });

  test('what was under way when it opened does not close it, and a probe that never comes back is followed by another', () => {
    const open = failing(10, 0);
    expect(afterOutcome(open, { failed: false, tookMs: 10 }, 10_000)).toBe(open);
    const { circuit } = letThrough(open, 69_000);
    expect(letThrough(circuit, 129_000).goes).toBe(true);
  });

  describe('with messages that arrive late', () => {
    const late = afterArrivals(closedCircuit, { all: 100, late: 16 });

    test('more than 15 % halve the pace; of fewer than twenty nothing is said', () => {
      expect(late).toMatchObject({ state: 'half', isLate: true });
      expect(afterArrivals(closedCircuit, { all: 100, late: 15 })).toBe(closedCircuit);
      expect(afterArrivals(closedCircuit, { all: 19, late: 19 })).toBe(closedCircuit);
    });

    test('quick answers do not end it, arrivals do', () => {
      const answered = afterOutcome(late, { failed: false, tookMs: 10 }, 1000);
      expect(answered).toMatchObject({ state: 'half', isLate: true });
      expect(afterArrivals(answered, { all: 100, late: 15 })).toMatchObject({ state: 'closed', isLate: false });
    });

    test('an open circuit stays open', () => {
      const open = failing(10, 0);
      expect(afterArrivals(open, { all: 100, late: 50 }).state).toBe('open');
      expect(afterArrivals({ ...open, isLate: true }, { all: 0, late: 0 }).state).toBe('open');
    });
  });

  describe('with slow answers', () => {
    /** So many answers, every `nth` of them slow, one each second. */
    const answered = (circuit: Circuit, count: number, nth: number, from: number): Circuit =>
      Array.from({ length: count }, (_, n) => n + 1).reduce(
        (c, n) => afterOutcome(c, { failed: false, tookMs: n % nth === 0 ? SLOW_ANSWER_MS + 1 : 200 }, from + n * 1000),
        circuit,
      );

    test('more than 15 % of them in a quarter of an hour halve the pace, as many once more open it', () => {
      expect(answered(closedCircuit, 19, 2, 0).state).toBe('closed');
      const half = answered(closedCircuit, 20, 2, 0);
      expect(half).toMatchObject({ state: 'half', isSlow: true });
      expect(answered(half, 20, 2, 20_000)).toMatchObject({ state: 'open', openUntil: 100_000 });
      expect(answered(closedCircuit, 1000, 7, 0).state).toBe('closed');
      expect(answered(closedCircuit, 1000, 6, 0).state).not.toBe('closed');
    });

    test('at half the pace one quick answer changes nothing; twenty that are well end it', () => {
      const half = answered(closedCircuit, 20, 2, 0);
      expect(answered(half, 1, 99, 20_000).state).toBe('half');
      expect(answered(half, 19, 99, 20_000).state).toBe('half');
      expect(answered(half, 20, 99, 20_000)).toMatchObject({ state: 'closed', isSlow: false });
    });

    test('what was slow more than a quarter of an hour ago is forgotten', () => {
      const before = answered(closedCircuit, 19, 2, 0);
      expect(answered(before, 100, 99, 16 * 60_000).state).toBe('closed');
    });

    test('a probe that is answered slowly opens it for another minute', () => {
      const { circuit } = letThrough({ ...closedCircuit, state: 'open', openUntil: 60_000 }, 60_000);
      expect(afterOutcome(circuit, { failed: false, tookMs: SLOW_ANSWER_MS + 1 }, 66_000)).toMatchObject({
        state: 'open',
        openUntil: 126_000,
      });
    });
  });
});

test('over any time no more goes than the pace allows, with a second of it saved up', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 100 }),
      fc.array(fc.integer({ min: 1, max: 3000 }), { minLength: 1, maxLength: 60 }),
      (perSecond, waits) => {
        let pace = startPace(0);
        let sent = 0;
        for (const wait of waits) {
          pace = refill(pace, perSecond, pace.at + wait);
          const room = Math.max(0, Math.floor(pace.left));
          pace = spend(pace, room);
          sent += room;
        }
        expect(sent).toBeLessThanOrEqual(perSecond * (pace.at / 1000) + 1e-6);
      },
    ),
  );
});
