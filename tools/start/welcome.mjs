// The last lines of a start: where everything is, who to sign in as, what to try.
import fs from 'node:fs';
import path from 'node:path';
import { dataFolder } from './paths.mjs';
import { say } from './say.mjs';

const SET_UP = [
  'Sign in on the staff site. It says what to do first, and what comes next.',
  'Add organisations and sites from a CSV file, and a service from the library.',
  'Create a clinic, then book an appointment on the booking site.',
];
const TRY_THIS = [
  'Book an appointment on the booking site, then read the e-mail in the outbox and open the link in it.',
  'Move that appointment to another time, or cancel it. It works with JavaScript switched off too.',
  'Sign in on the staff site, find the person on the Today list and check them in.',
];

export function welcome(ports, { hasDemo, administrator }) {
  say();
  // Exactly so, one a line: scripts and tests read them.
  say(`Booking http://localhost:${ports.booking}/`);
  say(`Staff http://localhost:${ports.staff}/`);
  say(`API http://localhost:${ports.api}/api/v1`);
  say(`Outbox http://localhost:${ports.outbox}/`);
  const { signIns, tryThis } = hasDemo ? readDemo() : { signIns: [], tryThis: TRY_THIS };
  if (administrator) say(`\nSign in on the staff site as ${administrator}.`);
  if (signIns.length) {
    say('\nDemo sign-ins for the staff site (password after the address):');
    const width = Math.max(...signIns.map(({ email }) => email.length));
    for (const { email, password, role } of signIns) say(`  ${email.padEnd(width)}  ${password}  ${role}`);
  }
  say('\nTry this:');
  (administrator ? SET_UP : tryThis).forEach((line, index) => say(`  ${index + 1}. ${line}`));
  say('\nCtrl-C stops everything.');
}

/** Written by the demo data program, which knows whom it made. */
function readDemo() {
  try {
    const { signIns = [], tryThis = [] } = JSON.parse(fs.readFileSync(path.join(dataFolder, 'demo.json'), 'utf8'));
    return { signIns, tryThis: tryThis.length ? tryThis.slice(0, 5) : TRY_THIS };
  } catch {
    return { signIns: [], tryThis: TRY_THIS };
  }
}
