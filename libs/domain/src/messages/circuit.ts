/** Keeps a provider that fails from being pressed. Times are milliseconds of a clock that only runs forward. */
export interface Circuit {
  /** half: half the pace. open: nothing goes. probing: one goes, and decides. */
  state: 'closed' | 'half' | 'open' | 'probing';
  /** When it failed lately. */
  failures: readonly number[];
  /** While open: until when. */
  openUntil: number;
}

const WINDOW_MS = 60_000;
const MOST_FAILURES = 5;
const OPEN_MS = 60_000;

export const closedCircuit: Circuit = { state: 'closed', failures: [], openUntil: 0 };

/** Five failures within a minute: half the pace; five more: a minute of nothing, then one probe. */
export const afterOutcome = (circuit: Circuit, failed: boolean, now: number): Circuit => {
  if (!failed) return circuit.state === 'open' ? circuit : closedCircuit;
  if (circuit.state === 'open') return circuit;
  const opened: Circuit = { state: 'open', failures: [], openUntil: now + OPEN_MS };
  if (circuit.state === 'probing') return opened;
  const failures = [...circuit.failures.filter((at) => at > now - WINDOW_MS), now];
  if (failures.length < MOST_FAILURES) return { ...circuit, failures };
  return circuit.state === 'half' ? opened : { state: 'half', failures: [], openUntil: 0 };
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
