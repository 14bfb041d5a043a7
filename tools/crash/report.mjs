// What the person at the terminal reads: one line a round, the figures at the end, and what went wrong.
import { FAULTS, isPostgres } from './faults.mjs';
import { note, say } from '../start/say.mjs';

const SHOWN = 20;

const figures = ({ acknowledged, refused, unknown, retried, foundDone, replayed }) =>
  `${acknowledged} acknowledged, ${refused} refused, ${unknown} unknown (${foundDone} had been done), ${retried} retries, ${replayed} sent once more`;

const counted = (n) => `${n} ${n === 1 ? 'violation' : 'violations'}`;

export function sayRound({ number, fault, recovery, count, violations }) {
  const ready = `ready after ${recovery.toFixed(1)} s`;
  note(`round ${number}: ${FAULTS[fault.kind]}; ${figures(count)}; ${ready}; ${counted(violations)}`);
}

export function sayTotals({ faults, seed, history, acknowledged, recoveries }) {
  const causes = [...history.causes].sort(([, a], [, b]) => b - a).map(([code, n]) => `${code} ${n}`);
  if (causes.length > 0) say(`Answers of unknown outcome: ${causes.join(', ')}.`);
  const stops = faults.filter(({ kind }) => isPostgres(kind)).length;
  const slowest =
    recoveries.length > 0 ? `, ready at most ${Math.max(...recoveries).toFixed(1)} s after PostgreSQL was back` : '';
  const of = (rule) => history.violations.filter((violation) => violation.rule === rule).length;
  say(
    `crash, seed ${seed}: ${faults.length} ${faults.length === 1 ? 'round' : 'rounds'} (${stops} of PostgreSQL), ${figures(history.totals())}${slowest}; ` +
      `${acknowledged.bookings.size} bookings, ${of('lost')} lost, ${of('doubled')} doubled, ${counted(history.violations.length)}`,
  );
}

export function sayViolations(violations, where) {
  for (const { round, rule, says } of violations.slice(0, SHOWN)) say(`round ${round}, ${rule}: ${says}`);
  if (violations.length > SHOWN) say(`… and ${violations.length - SHOWN} more`);
  say(`The history and the logs are in ${where}.`);
}
