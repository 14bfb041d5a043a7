import net from 'node:net';
import { PlainFault } from '../postgres/plain-fault.mjs';

/** name on screen, default port, and the variable that chooses another. */
const SITES = {
  booking: { title: 'the booking site', fallback: 3000, variable: 'BOOKING_PORT' },
  staff: { title: 'the staff site', fallback: 3001, variable: 'STAFF_PORT' },
  api: { title: 'the API', fallback: 3002, variable: 'API_PORT' },
  outbox: { title: 'the outbox', fallback: 3003, variable: 'OUTBOX_PORT' },
};

/** @returns {{ booking: number, staff: number, api: number, outbox: number }} */
export function choosePorts(env) {
  const ports = {};
  for (const [name, { fallback, variable }] of Object.entries(SITES)) {
    const port = Number(env[variable] ?? fallback);
    if (!Number.isInteger(port) || port < 1 || port > 65535) {
      throw new PlainFault(`${variable} must be a port number from 1 to 65535, not "${env[variable]}".`);
    }
    const twin = Object.keys(ports).find((other) => ports[other] === port);
    if (twin)
      throw new PlainFault(
        `Port ${port} is given to both ${SITES[twin].title} and ${SITES[name].title}: choose another with ${variable}.`,
      );
    ports[name] = port;
  }
  return ports;
}

/** @param patience how long a process of a killed start may take to let go of its port, in ms */
export async function assertPortsFree(ports, host, patience = 0) {
  for (const [name, { title, variable }] of Object.entries(SITES)) {
    const port = ports[name];
    const until = Date.now() + patience;
    let problem;
    while ((problem = await portProblem(port, host)) === 'taken' && Date.now() < until)
      await new Promise((done) => setTimeout(done, 100));
    if (problem === 'taken') {
      throw new PlainFault(
        `Port ${port} for ${title} is taken by another program: choose another one, for example ${variable}=${port + 1000} npm start.`,
      );
    }
    if (problem === 'forbidden') {
      throw new PlainFault(
        `Port ${port} for ${title} may not be used by an ordinary user: choose one above 1023 with ${variable}.`,
      );
    }
  }
}

async function portProblem(port, host) {
  // Browsers may try either address for "localhost", so a program on one of the two is in the way.
  for (const address of ['127.0.0.1', '::1']) if (await answers(port, address)) return 'taken';
  return new Promise((done) => {
    const server = net.createServer();
    server.once('error', ({ code }) =>
      done(code === 'EACCES' ? 'forbidden' : code === 'EADDRINUSE' ? 'taken' : undefined),
    );
    server.listen(port, host, () => server.close(() => done(undefined)));
  });
}

function answers(port, host) {
  return new Promise((done) => {
    const socket = net.connect({ port, host, timeout: 500 });
    const end = (result) => {
      socket.destroy();
      done(result);
    };
    socket.once('connect', () => end(true));
    socket.once('error', () => end(false));
    socket.once('timeout', () => end(false));
  });
}
