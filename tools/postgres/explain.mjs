// PostgreSQL's own words on why it did not start → one sentence that says what to do.
import { PlainFault } from './plain-fault.mjs';

/** @returns {PlainFault | undefined} undefined when nothing known is in the text */
export function plainFaultOf(said, { port, log }) {
  if (/could not bind .*: Address already in use|Address already in use/.test(said)) {
    return Object.assign(new PlainFault(`Port ${port} is taken, so PostgreSQL cannot use it: choose another one.`), {
      code: 'PORT_TAKEN',
    });
  }
  if (/pre-existing shared memory block/.test(said)) {
    const fault = new PlainFault('Sessions of a killed PostgreSQL are still ending: start again in a few seconds.');
    return Object.assign(fault, { code: 'STILL_ENDING' });
  }
  if (/No space left on device|Disk quota exceeded/.test(said)) {
    return new PlainFault('The disk is full: free some space (about 200 MB) and start again.');
  }
  if (/database files are incompatible with server/.test(said)) {
    return new PlainFault(
      'The data in .data was made by another PostgreSQL version: begin anew with "npm start -- --reset".',
    );
  }
  if (/has wrong ownership|has invalid permissions/.test(said)) {
    return new PlainFault(
      'The data in .data belongs to another user: start as that user, or begin anew with "npm start -- --reset".',
    );
  }
  if (/could not (create|map) (anonymous )?shared memory|Cannot allocate memory/.test(said)) {
    return new PlainFault('There is not enough memory for PostgreSQL: close something and start again.');
  }
  const fatal = /(?:FATAL|PANIC):\s+(.*)/.exec(said)?.[1];
  return fatal ? new PlainFault(`PostgreSQL did not start: ${fatal}${log ? ` (see ${log})` : ''}.`) : undefined;
}
