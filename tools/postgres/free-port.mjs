import { randomInt } from 'node:crypto';
import net from 'node:net';

// Below those that systems hand to outgoing connections: one of them may be taken before somebody listens on it.
const FIRST = 20_000;
const LAST = 32_000;

/** A port that nobody listens on at this moment. Whoever takes it only later looks where nobody else does. */
export async function freePort(first = FIRST, last = LAST) {
  for (;;) {
    const port = randomInt(first, last);
    if (await isFree(port)) return port;
  }
}

function isFree(port) {
  return new Promise((answer, failed) => {
    const server = net.createServer();
    server.once('error', (error) => (error.code === 'EADDRINUSE' ? answer(false) : failed(error)));
    server.listen(port, '127.0.0.1', () => server.close(() => answer(true)));
  });
}
