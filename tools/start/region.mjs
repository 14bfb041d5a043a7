// A region with nothing in it: what `npm start -- --empty` asks, or takes from variables, and keeps for the next start.
import { randomBytes } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import { createInterface } from 'node:readline/promises';
import { PlainFault } from '../postgres/plain-fault.mjs';
import { dataFolder } from './paths.mjs';

const file = path.join(dataFolder, 'region.json');

/** Beside the demonstration, so that neither start touches what the other made. */
export const EMPTY_DATABASE = 'fairslot_empty';

const QUESTIONS = [
  { name: 'REGION_NAME', asks: 'Name of the region', otherwise: 'My region' },
  { name: 'TIME_ZONE', asks: 'Time zone', otherwise: 'Europe/London', fault: isNoTimeZone },
  {
    name: 'NHS_NUMBER',
    asks: 'NHS numbers (on in England, off elsewhere)',
    otherwise: ({ TIME_ZONE }) => (TIME_ZONE === 'Europe/London' ? 'on' : 'off'),
    fault: isNoSwitch,
  },
  {
    name: 'HOLIDAYS',
    asks: 'Public holidays (england-and-wales, none, or dates such as 2026-12-25,2026-12-26)',
    otherwise: ({ TIME_ZONE }) => (TIME_ZONE === 'Europe/London' ? 'england-and-wales' : 'none'),
    fault: isNoHolidays,
  },
  { name: 'HELP_PHONE', asks: 'Phone number that residents can call for help', otherwise: '0151 496 0000' },
  {
    name: 'ADMIN_EMAIL',
    asks: 'Your e-mail address, as the first administrator',
    otherwise: 'admin@example.org',
    fault: isNoEmail,
  },
  { name: 'ADMIN_NAME', asks: 'Your name', otherwise: 'Administrator' },
];

function isNoTimeZone(text) {
  try {
    new Intl.DateTimeFormat('en', { timeZone: text });
    return undefined;
  } catch {
    return 'That is not a time zone such as Europe/London.';
  }
}

function isNoSwitch(text) {
  return text === 'on' || text === 'off' ? undefined : 'That is neither on nor off.';
}

function isNoHolidays(text) {
  const isDate = (date) => /^\d{4}-\d\d-\d\d$/.test(date.trim()) && !Number.isNaN(Date.parse(date.trim()));
  const isKnown = text === 'england-and-wales' || text === 'none' || text.split(',').every(isDate);
  return isKnown ? undefined : 'That is neither england-and-wales, nor none, nor dates such as 2026-12-25,2026-12-26.';
}

function isNoEmail(text) {
  return /^[^@\s]+@[^@\s]+$/.test(text) ? undefined : 'That is not an e-mail address.';
}

/** @returns {Promise<Record<string, string>>} variables for the programs, the same ones at each start */
export async function readRegion(env, say) {
  if (fs.existsSync(file)) return { ...JSON.parse(fs.readFileSync(file, 'utf8')), ...given(env) };
  const answers = given(env);
  const isAsked = process.stdin.isTTY && process.stdout.isTTY;
  const terminal = isAsked ? createInterface({ input: process.stdin, output: process.stdout }) : undefined;
  try {
    for (const question of QUESTIONS) answers[question.name] ??= await answerTo(question, answers, terminal);
    for (const { name, fault } of QUESTIONS) {
      const wrong = fault?.(answers[name]);
      if (wrong) throw new PlainFault(`${name}: ${wrong}`);
    }
    if (!env.ADMIN_PASSWORD) {
      const typed = terminal
        ? (await terminal.question('A password of 12 characters or more (empty: one is made): ')).trim()
        : '';
      answers.ADMIN_PASSWORD = typed || randomBytes(12).toString('base64url');
      if (!typed) say(`Password of ${answers.ADMIN_EMAIL}: ${answers.ADMIN_PASSWORD} (shown only now)`);
    } else answers.ADMIN_PASSWORD = env.ADMIN_PASSWORD;
  } finally {
    terminal?.close();
  }
  if (answers.ADMIN_PASSWORD.length < 12) throw new PlainFault('ADMIN_PASSWORD has 12 characters or more.');
  return answers;
}

/** The next start does not ask again. The password is kept nowhere. */
export function keepRegion(answers) {
  const region = Object.fromEntries(Object.entries(answers).filter(([name]) => name !== 'ADMIN_PASSWORD'));
  fs.writeFileSync(file, `${JSON.stringify(region, null, 2)}\n`, { mode: 0o600 });
}

function given(env) {
  return Object.fromEntries(QUESTIONS.filter(({ name }) => env[name]).map(({ name }) => [name, env[name]]));
}

async function answerTo({ asks, otherwise: usual, fault }, answers, terminal) {
  const otherwise = typeof usual === 'function' ? usual(answers) : usual;
  if (!terminal) return otherwise;
  for (;;) {
    const typed = (await terminal.question(`${asks} [${otherwise}]: `)).trim() || otherwise;
    const wrong = fault?.(typed);
    if (!wrong) return typed;
    terminal.write(`${wrong}\n`);
  }
}
