/** Keeps a provider that fails, or answers slowly, from being pressed. Times are milliseconds of a clock that only runs forward. */
export interface Circuit {
  /** half: half the pace. open: nothing goes. probing: one goes, and decides. */
  state: 'closed' | 'half' | 'open' | 'probing';
  /** When it failed lately. */
  failures: readonly number[];
  /** While open: until when. */
  openUntil: number;
  /** Answers of the last quarter of an hour, by the minute: how many, and how many of them were slow. */
  answers: readonly AnswersOfMinute[];
  /** Half the pace because of slow answers: one quick answer is not enough to end it. */
  isSlow: boolean;
  /** Half the pace because too many messages arrive late, or nobody knows whether they arrived; only later receipts end it. */
  isLate: boolean;
}

/** What became of the messages that a provider took in a quarter of an hour, five minutes after each. */
export interface Arrivals {
  all: number;
  /** Of which it had not said within five minutes how they ended. */
  late: number;
}

interface AnswersOfMinute {
  minute: number;
  all: number;
  slow: number;
}

export interface Outcome {
  failed: boolean;
  /** How long the provider took to answer. */
  tookMs: number;
}

const MINUTE_MS = 60_000;
const WINDOW_MS = MINUTE_MS;
const MOST_FAILURES = 5;
const OPEN_MS = MINUTE_MS;
/** Well-kept providers answer within a second; the deadline for a text is three times this. */
export const SLOW_ANSWER_MS = 5000;
const SLOW_WINDOW_MINUTES = 15;
/** More than this part of the answers is trouble; of fewer answers nothing can be said. */
const SLOW_SHARE = 0.15;
const FEWEST_ANSWERS = 20;

export const closedCircuit: Circuit = {
  state: 'closed',
  failures: [],
  openUntil: 0,
  answers: [],
  isSlow: false,
  isLate: false,
};
const halfCircuit: Circuit = { ...closedCircuit, state: 'half' };
/** As well as it can be while messages arrive late. */
const restOf = ({ isLate }: Circuit): Circuit => (isLate ? { ...halfCircuit, isLate } : closedCircuit);
const openFrom = (now: number): Circuit => ({ ...closedCircuit, state: 'open', openUntil: now + OPEN_MS });

/**
 * Five failures within a minute, or more than 15 % slow answers in a quarter of an hour: half the pace; as many once more:
 * a minute of nothing, then one probe.
 */
export const afterOutcome = (circuit: Circuit, outcome: Outcome, now: number): Circuit => {
  if (circuit.state === 'open') return circuit;
  const { failed, tookMs } = outcome;
  if (circuit.state === 'probing') return failed || tookMs > SLOW_ANSWER_MS ? openFrom(now) : restOf(circuit);
  return failed ? afterFailure(circuit, now) : afterAnswer(circuit, tookMs > SLOW_ANSWER_MS, now);
};

const afterFailure = (circuit: Circuit, now: number): Circuit => {
  const failures = [...circuit.failures.filter((at) => at > now - WINDOW_MS), now];
  if (failures.length < MOST_FAILURES) return { ...circuit, failures };
  return circuit.state === 'half' ? openFrom(now) : { ...circuit, state: 'half', failures: [] };
};

const afterAnswer = (circuit: Circuit, slow: boolean, now: number): Circuit => {
  const answers = counted(circuit.answers, slow, Math.floor(now / MINUTE_MS));
  const sum = (part: 'all' | 'slow'): number => answers.reduce((total, minute) => total + minute[part], 0);
  const isEnough = sum('all') >= FEWEST_ANSWERS;
  const isSlow = isEnough && sum('slow') > sum('all') * SLOW_SHARE;
  // Counted anew after each step, so that the next one needs new answers.
  if (isSlow) return circuit.state === 'half' ? openFrom(now) : { ...halfCircuit, isSlow: true };
  if (circuit.isSlow && !isEnough) return { ...circuit, failures: [], answers };
  return { ...restOf(circuit), answers };
};

/** More than 15 % of a quarter of an hour arrive late: half the pace until they do not. It never stops them: they were taken. */
export const afterArrivals = (circuit: Circuit, { all, late }: Arrivals): Circuit => {
  const isLate = all >= FEWEST_ANSWERS && late > all * SLOW_SHARE;
  if (isLate === circuit.isLate) return circuit;
  if (isLate) return { ...circuit, isLate, state: circuit.state === 'closed' ? 'half' : circuit.state };
  const isWell = circuit.state === 'half' && !circuit.isSlow && circuit.failures.length === 0;
  return { ...circuit, isLate, state: isWell ? 'closed' : circuit.state };
};

const counted = (answers: readonly AnswersOfMinute[], slow: boolean, minute: number): AnswersOfMinute[] => {
  const kept = answers.filter((one) => one.minute > minute - SLOW_WINDOW_MINUTES);
  const last = kept.at(-1);
  const [before, now] = last?.minute === minute ? [kept.slice(0, -1), last] : [kept, { minute, all: 0, slow: 0 }];
  return [...before, { minute, all: now.all + 1, slow: now.slow + (slow ? 1 : 0) }];
};

/** May one go now, and the circuit as it is then. */
export const letThrough = (circuit: Circuit, now: number): { goes: boolean; circuit: Circuit } => {
  if (circuit.state === 'probing') {
    // A probe that never came back must not close the road for ever.
    const isLost = now >= circuit.openUntil + OPEN_MS;
    return { goes: isLost, circuit: isLost ? { ...circuit, openUntil: now } : circuit };
  }
  if (circuit.state !== 'open') return { goes: true, circuit };
  if (now < circuit.openUntil) return { goes: false, circuit };
  return { goes: true, circuit: { ...circuit, state: 'probing', openUntil: now } };
};
