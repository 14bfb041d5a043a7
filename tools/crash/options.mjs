import { parseArgs } from 'node:util';
import { PlainFault } from '../postgres/plain-fault.mjs';

const USAGE = 'npm run crash -- [--rounds 10] [--seed 1] [--clients 24] [--prove-checker]';

/** @returns {{ rounds: number, seed: number, clients: number, proveChecker: boolean }} */
export function readOptions(words) {
  const { values } = parsed(words);
  const proveChecker = values['prove-checker'] ?? false;
  return {
    rounds: whole('rounds', values.rounds ?? (proveChecker ? '2' : '10'), 1, 1000),
    seed: whole('seed', values.seed ?? '1', 0, 1_000_000_000),
    clients: whole('clients', values.clients ?? '24', 1, 64),
    proveChecker,
  };
}

function parsed(args) {
  const option = { type: 'string' };
  const options = { rounds: option, seed: option, clients: option, 'prove-checker': { type: 'boolean' } };
  try {
    return parseArgs({ args, options });
  } catch {
    throw new PlainFault(USAGE);
  }
}

function whole(name, text, least, most) {
  const number = Number(text);
  if (/^\d+$/.test(text) && number >= least && number <= most) return number;
  throw new PlainFault(`--${name} is a whole number from ${least} to ${most}: ${USAGE}`);
}
